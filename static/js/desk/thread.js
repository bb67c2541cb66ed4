// The open conversation: asks for what changed when it is told so, and puts each message in its place.
import { morph } from "../morph.js";
import { announce, page } from "../page.js";
import { added } from "./scroll.js";

const AGAIN_MS = 2000;
const ALOUD_MAX = 300;
const PART = { headers: { "HX-Request": "true" } };

const thread = () => document.getElementById("thread");
const chat = () => document.querySelector(".chat[data-conversation]");

let asking = false;
let askAgain = false;
let timer = 0;

/** Asks what changed. At most one question on its way, and one after it. */
export async function refresh() {
  if (asking) {
    askAgain = true;
    return;
  }
  const list = thread();
  if (!list) return;
  asking = true;
  askAgain = false;
  try {
    await ask(list);
  } catch {
    clearTimeout(timer);
    timer = setTimeout(refresh, AGAIN_MS);
  }
  asking = false;
  if (askAgain) void refresh();
}

async function ask(list) {
  const response = await fetch(`${list.dataset.source}?after=${list.dataset.seen}`, PART);
  const markup = await response.text();
  if (thread() !== list) return;
  if (isGone(response)) return lost(response);
  if (response.status >= 500) throw new Error(`the server failed with ${response.status}`);
  if (!response.ok) return;
  const told = (name) => response.headers.get(`Parlo-${name}`);
  if (told("Whole") || told("State") !== chat().dataset.state) return reload();
  place(list, markup);
  list.dataset.seen = told("Seen");
  announce("desk:window", { endsAt: told("Window") });
  announce("desk:waits", { since: told("Waits") });
  void read();
}

/** The elements of a part that the server wrote. */
export function parse(markup) {
  const fresh = document.createElement("template");
  fresh.innerHTML = markup;
  return [...fresh.content.children];
}

function place(list, markup) {
  const fresh = [];
  for (const item of parse(markup)) {
    // Here: what is read in a window over the page has days with the same names.
    const known = list.querySelector(`#${CSS.escape(item.id)}`);
    if (item.dataset.client) list.querySelector(`[data-bubble="${CSS.escape(item.dataset.client)}"]`)?.remove();
    if (known) morph(known, item);
    else if (isFurtherUp(item)) continue;
    else {
      insert(list, item);
      fresh.push(item);
    }
    htmx.process(known ?? item);
  }
  if (fresh.length > 0) added();
  readAloud(fresh.filter(({ dataset }) => dataset.from === "customer"));
}

/** Puts an item where it belongs among the others; what has not been sent yet stays below all. */
export function insert(list, item) {
  const where = placeOf(item);
  let above = list.lastElementChild;
  while (above && ("bubble" in above.dataset || isBelow(placeOf(above), where))) above = above.previousElementSibling;
  if (above) above.after(item);
  else list.prepend(item);
}

const numbersOf = (place) => place.split(" ").map(Number);
const placeOf = ({ dataset }) => numbersOf(dataset.place);
// What changed above all that is shown comes with the older ones: here it would stand beside a gap.
function isFurtherUp(item) {
  const older = document.getElementById("older");
  return older !== null && isBelow(numbersOf(older.dataset.first), placeOf(item));
}
function isBelow(a, b) {
  const differs = a.findIndex((part, at) => part !== b[at]);
  return differs >= 0 && a[differs] > b[differs];
}

function readAloud(items) {
  const region = document.querySelector("[data-aloud]");
  if (!region || items.length === 0) return;
  const name = document.querySelector(".head h1")?.textContent.trim() ?? "";
  const text = items.map((item) => item.querySelector(".words, b, em, .file")?.textContent.trim() ?? "").join(". ");
  region.textContent = region.dataset.words.replace("{name}", name).replace("{text}", text.slice(0, ALOUD_MAX));
}

let reading = false;

// Its agent has it before their eyes: what is unread is read.
async function read() {
  const open = chat();
  const unread = thread()?.querySelectorAll("[data-unread]") ?? [];
  if (reading || !open?.dataset.mine || document.visibilityState !== "visible") return;
  if (unread.length === 0 && !("unopened" in open.dataset)) return;
  reading = true;
  const headers = { "X-CSRF-Token": page.csrf };
  const response = await fetch(`/conversations/${open.dataset.conversation}/opened`, { method: "POST", headers }).catch(() => null);
  reading = false;
  if (!response?.ok) return;
  delete open.dataset.unopened;
  for (const item of unread) delete item.dataset.unread;
  void read();
}

/** Brings the whole right side anew: who has the conversation has changed, or too much else. */
export async function reload() {
  const open = chat();
  if (!open) return;
  const response = await fetch(`/conversations/${open.dataset.conversation}`, PART);
  if (chat() !== open) return;
  if (isGone(response)) return lost(response);
  if (response.ok) showRight(await response.text(), { keeps: true });
}

// May not be seen any more, or was erased.
const isGone = ({ status }) => status === 404 || status === 410;

async function lost({ status }) {
  const response = await fetch("/conversations", PART);
  if (!response.ok) return location.assign("/conversations");
  showRight(await response.text(), { keeps: false });
  history.replaceState({ htmx: true }, "", "/conversations");
  document.getElementById("toasts").append(document.getElementById(status === 410 ? "toast-erased" : "toast-lost").content.cloneNode(true));
}

const WRITTEN = "#composer :is(textarea, [data-choices] [data-field])";

// What was being written keeps its focus and its place; the words are kept as a draft.
function showRight(markup, { keeps }) {
  const focused = document.activeElement?.closest(WRITTEN);
  const at = focused ? [...document.querySelectorAll(WRITTEN)].indexOf(focused) : -1;
  const { selectionStart, selectionEnd } = focused ?? {};
  const { scrollTop = 0 } = document.querySelector(".chat > .scroll") ?? {};
  const [side] = parse(markup);
  const right = document.getElementById("desk-right");
  // The element itself stays: an answer that is on its way may be meant for it.
  right.replaceChildren(...side.childNodes);
  htmx.process(right);
  if (keeps) document.querySelector(".chat > .scroll").scrollTop = scrollTop;
  look({ keeps });
  if (!focused) return;
  const box = document.querySelectorAll(WRITTEN)[at];
  box?.focus({ preventScroll: true });
  box?.setSelectionRange(selectionStart, selectionEnd);
}

let last = null;
function look({ keeps = false } = {}) {
  const shown = document.querySelector("#desk-right > .chat");
  if (shown === last) return;
  last = shown;
  announce("desk:shown", { keeps });
  void read();
}

/** Tells all parts what the page shows, once they listen. */
export const begin = () => look();

document.body.addEventListener("live:heard", ({ detail: { topics } }) => {
  const { conversation, customer } = chat()?.dataset ?? {};
  if (topics.includes(`conversation-${conversation}`)) void refresh();
  if (topics.includes(`customer-${customer}`)) void reload();
});
document.body.addEventListener("live:again", () => void refresh());
document.body.addEventListener("desk:moved", () => void reload());
document.addEventListener("htmx:after:swap", () => look());
document.addEventListener("visibilitychange", () => void read());
document.addEventListener("click", (event) => {
  const { target } = event;
  target.closest?.("[data-show-all]")?.previousElementSibling.toggleAttribute("data-open", true);
  const jump = target.closest?.("a[data-jump]");
  if (!jump) return;
  event.preventDefault();
  jump.closest(".thread").querySelector(jump.getAttribute("href"))?.scrollIntoView({ block: "center" });
});
