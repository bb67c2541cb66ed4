// From a file to its message.
import { showMessage } from "./reach.js";

const WIDE = matchMedia("(width >= 75rem)");

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-to-message]");
  if (!button) return;
  // In a small window the details lie over the messages.
  const covers = !WIDE.matches && document.getElementById("details").hasAttribute("data-open");
  if (covers) document.querySelector(".head [data-toggle-details]").click();
  void showMessage(button.dataset.toMessage);
});
