// The offer: its countdown, its keys, and its first moment in which nothing is an answer.
import { serverNow } from "../page.js";

const SHIELD_MS = 600;
const SOON_S = 10;
const TICK_MS = 250;

const offer = () => document.querySelector("#offer [data-offer]");

let known = null;
let since = 0;
let spoken = 0;
/** Where the focus was before F6. */
let before = null;

// The focus stays where somebody writes; what is offered is read out at once.
const region = Object.assign(document.createElement("p"), { className: "unseen" });
region.setAttribute("role", "alert");
document.body.append(region);

function look() {
  const shown = offer();
  if (shown?.dataset.offer === known) return;
  known = shown?.dataset.offer ?? null;
  region.textContent = shown?.dataset.aloud ?? "";
  if (!shown) return;
  since = performance.now();
  spoken = Number.POSITIVE_INFINITY;
  shown.dataset.shield = "";
  setTimeout(() => delete shown.dataset.shield, SHIELD_MS);
  tick();
}

const shielded = () => performance.now() - since < SHIELD_MS;

function tick() {
  const shown = offer();
  if (!shown) return;
  const left = Math.max(0, Number(shown.dataset.expires) - serverNow());
  const seconds = Math.ceil(left / 1000);
  const clock = shown.querySelector("[data-countdown]");
  const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (clock.textContent !== words) clock.textContent = words;
  const bar = shown.querySelector("progress");
  bar.value = left;
  bar.dataset.state = seconds <= SOON_S ? "warn" : "ours";
  speak(seconds, shown.dataset);
}

// At the start, at ten seconds, at the end: never each second.
function speak(seconds, { soon, over }) {
  if (seconds <= SOON_S && seconds > 0 && spoken > SOON_S) region.textContent = soon?.replace("{n}", seconds) ?? "";
  if (seconds === 0 && spoken > 0) region.textContent = over ?? "";
  spoken = Math.min(spoken, seconds);
}

const writes = (element) => element.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open], [popover]:popover-open");

// What the keyboard stands on keeps its own Enter; a link that was only clicked does not.
const answers = (key, target) => key === "Escape" || !target.closest?.(":is(a, button, summary):focus-visible");

function toOfferAndBack() {
  const inside = document.activeElement.closest("[data-offer]");
  if (!inside) before = document.activeElement;
  (inside ? before : offer().querySelector('[data-answer="accept"]'))?.focus();
}

document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.("[data-answer]") || !shielded()) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (!offer() || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (key === "F6") {
    event.preventDefault();
    return toOfferAndBack();
  }
  const answer = { Enter: "accept", Escape: "reject" }[key];
  if (!answer || shielded() || event.repeat || writes(target) || !answers(key, target)) return;
  event.preventDefault();
  offer().querySelector(`[data-answer="${answer}"]`).click();
});
document.addEventListener("htmx:after:swap", look);
setInterval(tick, TICK_MS);
look();
