// From a file to its message: what lies further up is loaded first.
import { showOlder } from "./earlier.js";

const SHOWN_MS = 2000;
const WIDE = matchMedia("(width >= 75rem)");

async function bring(id) {
  const list = document.getElementById("thread");
  const item = () => list?.querySelector(`#m-${id}`);
  while (!item()) {
    const button = document.querySelector("#older > button");
    if (!button || !(await showOlder(button, { many: true }))) return;
  }
  if (!list.isConnected) return;
  // In a small window the details lie over the messages.
  const covers = !WIDE.matches && document.getElementById("details").hasAttribute("data-open");
  if (covers) document.querySelector(".head [data-toggle-details]").click();
  const shown = item();
  shown.scrollIntoView({ block: "center" });
  // From here on the arrows walk (walk.js).
  shown.tabIndex = -1;
  shown.focus({ preventScroll: true });
  shown.dataset.brought = "";
  setTimeout(() => delete shown.dataset.brought, SHOWN_MS);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-to-message]");
  if (button) void bring(button.dataset.toMessage);
});
