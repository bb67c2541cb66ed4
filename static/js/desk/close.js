// Closing asks first, and says what would be left behind.
import { draft } from "./composer.js";
import { unsent } from "./outbox.js";

const dialog = () => document.getElementById("close-dialog");

function look() {
  const { conversation } = document.querySelector(".chat[data-conversation]").dataset;
  const waiting = unsent(conversation).length > 0;
  const shown = { draft: draft() !== "", unsent: waiting, scheduled: document.querySelector("#scheduled li:not([data-state])") !== null };
  for (const line of dialog().querySelectorAll("[data-when]")) line.hidden = !shown[line.dataset.when];
  dialog().querySelector("[data-confirm]").disabled = waiting;
}

document.addEventListener("click", ({ target }) => {
  if (target.closest?.('[data-opens="close-dialog"]') && dialog()) look();
});
document.body.addEventListener("outbox:changed", () => dialog()?.open && look());
