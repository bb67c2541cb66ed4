// Goes to one message of the open conversation, however far up it stands: from a search, or because the address names it.
import { showOlder } from "./earlier.js";

const chat = () => document.querySelector(".chat[data-conversation]");

/** The element of a message, loaded if need be; null where it is not in this conversation or no longer wanted. */
export async function reach(id, isWanted = () => true) {
  const found = () => document.querySelector(`#thread #m-${id}`);
  while (!found()) {
    const button = document.querySelector("#older > button");
    if (!button || !(await showOlder(button, { many: true })) || !isWanted()) break;
  }
  return isWanted() ? found() : null;
}

/** Brings a message, or a range in it, into the middle. */
export function bring(item, range) {
  range?.startContainer.parentElement.closest("[data-long]")?.toggleAttribute("data-open", true);
  const box = document.querySelector(".chat > .scroll");
  const place = (range ?? item)?.getBoundingClientRect();
  if (!box || !place) return;
  const { top, height } = box.getBoundingClientRect();
  box.scrollTop += place.top - top - height / 2;
}

/** Brings a message, marks it for a moment and gives it the keyboard. */
export async function showMessage(id) {
  const conversation = chat()?.dataset.conversation;
  const item = await reach(id, () => chat()?.dataset.conversation === conversation);
  if (!item) return;
  bring(item);
  // From here on the arrows walk (walk.js).
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.dataset.reached = "";
  item.addEventListener("animationend", () => delete item.dataset.reached, { once: true });
}

/** The message that the address names. */
const named = () => /^#m-(\d+)$/.exec(location.hash)?.[1];

// After the newest has been shown.
document.body.addEventListener("desk:shown", ({ detail: { keeps } }) => {
  if (!keeps && named()) requestAnimationFrame(() => void showMessage(named()));
});
addEventListener("hashchange", () => named() && void showMessage(named()));
