// How long the customer may still wait for an answer, where the queue says so: the bar fills, and its colour comes with the need.
import { serverNow } from "../page.js";

const TICK_MS = 1000;
/** From this share of the time on it is short. */
const SHORT = 0.75;

const bar = () => document.querySelector(".head > progress[data-sla]");
const pad = (n) => String(n).padStart(2, "0");

function clock(ms) {
  const seconds = Math.ceil(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

function tick() {
  const shown = bar();
  if (!shown) return;
  const words = document.querySelector(".head [data-due]");
  const { waits } = shown.dataset;
  shown.hidden = words.hidden = waits === "";
  if (waits === "") return;
  const waited = Math.max(0, serverNow() - Number(waits));
  const left = shown.max - waited;
  const state = left <= 0 ? "bad" : waited >= SHORT * shown.max ? "warn" : "";
  shown.value = Math.min(shown.max, waited);
  if ((shown.dataset.state ?? "") !== state) shown.dataset.state = words.dataset.state = state;
  const text = left > 0 ? words.dataset.within.replace("{time}", clock(left)) : words.dataset.over.replace("{time}", clock(-left));
  if (words.textContent !== text) words.textContent = text;
}

document.body.addEventListener("desk:waits", ({ detail: { since } }) => {
  if (!bar()) return;
  bar().dataset.waits = since ?? "";
  tick();
});
document.body.addEventListener("desk:shown", tick);
setInterval(tick, TICK_MS);
