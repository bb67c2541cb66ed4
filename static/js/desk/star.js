// One's own stars: shown at once where they were clicked, then as the server has them, in every tab of this person.
import { morph } from "../morph.js";
import { page } from "../page.js";
import { parse } from "./thread.js";

const buttons = (id) => document.querySelectorAll(`[data-star="${id}"]`);
const inHead = () => document.querySelector(".head > [data-star]");

/** Clicks are sent one after the other, so that the last one counts. */
let sent = Promise.resolve();
let underway = 0;

function show(id, on) {
  for (const button of buttons(id)) button.setAttribute("aria-pressed", String(on));
}

async function send(id, on) {
  const headers = { "X-CSRF-Token": page.csrf };
  const response = await fetch(`/conversations/${id}/star`, { method: "POST", headers, body: new URLSearchParams({ on }) }).catch(() => null);
  underway -= 1;
  if (!response?.ok) show(id, !on);
}

async function refresh() {
  const button = inHead();
  if (!button || underway > 0) return;
  const response = await fetch(`/conversations/${button.dataset.star}/star`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!response?.ok || underway > 0 || inHead() !== button) return;
  morph(button, parse(await response.text())[0]);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-star]");
  if (!button) return;
  const id = button.dataset.star;
  const on = button.getAttribute("aria-pressed") !== "true";
  show(id, on);
  underway += 1;
  sent = sent.then(() => send(id, on));
});
document.body.addEventListener("stars", () => void refresh());
document.body.addEventListener("live:again", () => void refresh());
