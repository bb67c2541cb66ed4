// Search inside the open conversation. The server says which messages have the words; older ones are loaded when a hit lies there.
// Hits are marked without a change of the page, so that nothing of it is lost when a message changes.
import { bring, reach } from "./reach.js";

const PAUSE_MS = 200;
const PART = { headers: { "HX-Request": "true" } };

const bar = () => document.getElementById("within");
const field = () => bar()?.querySelector("input");
const chat = () => document.querySelector(".chat[data-conversation]");
const openId = () => chat()?.dataset.conversation;

const NOTHING = { conversation: null, words: "", hits: [], more: false, at: -1 };
let found = NOTHING;
let typing = false;
let timer = 0;

function open() {
  if (!bar()) return;
  bar().hidden = false;
  field().select();
}

function end() {
  clearTimeout(timer);
  typing = false;
  found = NOTHING;
  if (bar()) bar().hidden = true;
  mark();
  document.querySelector(".chat > .scroll")?.focus({ preventScroll: true });
}

/** Asks for the hits; the one that is shown stays, and new words begin at the newest. */
async function search() {
  clearTimeout(timer);
  const words = field()?.value.trim() ?? "";
  const conversation = openId();
  const current = found.words === words && found.conversation === conversation ? found.hits[found.at]?.id : undefined;
  const answer = words === "" ? { hits: [], more: false } : await ask(conversation, words);
  if (!answer || conversation !== openId() || words !== field()?.value.trim()) return;
  const at = answer.hits.findIndex(({ id }) => id === current);
  found = { conversation, words, ...answer, at };
  if (at < 0 && answer.hits.length > 0) return show(0);
  tell();
  mark();
}

async function ask(conversation, words) {
  try {
    const response = await fetch(`/conversations/${conversation}/found?${new URLSearchParams({ q: words })}`, PART);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

async function walk(step) {
  if (field().value.trim() !== found.words) return search();
  if (found.hits.length > 0) await show((found.at + step + found.hits.length) % found.hits.length);
}

async function show(at) {
  const shown = found;
  found.at = at;
  tell();
  const isWanted = () => found === shown && found.at === at;
  const item = await reach(found.hits[at].id, isWanted);
  if (!isWanted()) return;
  mark();
  bring(item, item ? rangesIn(item)[0] : undefined);
}

function tell() {
  const count = bar()?.querySelector(".count");
  if (!count) return;
  const { words, hits, more, at } = found;
  const text = hits.length === 0 ? count.dataset.none : (more ? count.dataset.more : count.dataset.of).replace("{n}", at + 1).replace("{all}", hits.length);
  count.textContent = words === "" ? "" : text;
  for (const button of bar().querySelectorAll("[data-walk]")) button.disabled = hits.length === 0;
}

// Marks

// Sign for sign, so that a place in it is one in the text.
const plain = (text) => [...text].map((sign) => (/\p{Script=Latin}/u.test(sign) ? sign.normalize("NFD").charAt(0).toLowerCase() : lower(sign))).join("");
const lower = (sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign);

function mark() {
  for (const item of document.querySelectorAll("[data-hit]")) delete item.dataset.hit;
  const items = found.hits.map(({ id }) => document.getElementById(`m-${id}`));
  if (items[found.at]) items[found.at].dataset.hit = "";
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.set("hits", new Highlight(...items.filter(Boolean).flatMap(rangesIn)));
  CSS.highlights.set("hit", new Highlight(...(items[found.at] ? rangesIn(items[found.at]) : [])));
  CSS.highlights.get("hit").priority = 1;
}

/** Where the words stand in a message, over all its marks. */
function rangesIn(item) {
  const walker = document.createTreeWalker(item.querySelector(".bubble") ?? item, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".stamp, .unseen, .lock, .reply-to") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, from: text.length });
    text += walker.currentNode.data;
  }
  const [hay, needle] = [plain(text), plain(found.words)];
  const point = (at) => nodes.findLast(({ from }) => from <= at);
  const ranges = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) {
    const range = new Range();
    const [first, last] = [point(at), point(at + needle.length - 1)];
    range.setStart(first.node, at - first.from);
    range.setEnd(last.node, at + needle.length - last.from);
    ranges.push(range);
  }
  return ranges;
}

document.addEventListener("input", ({ target }) => {
  if (target !== field()) return;
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE_MS);
});
document.addEventListener("focusin", ({ target }) => {
  typing = target === field();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-within]")) open();
  if (target.closest?.("[data-within-ends]")) end();
  const step = target.closest?.("#within [data-walk]")?.dataset.walk;
  if (step) void walk(Number(step));
});
document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (event.defaultPrevented || event.isComposing) return;
  // A second time, it is the browser's own.
  if (key.toLowerCase() === "f" && (ctrlKey || metaKey) && !shiftKey && !altKey && target !== field() && bar() && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    open();
  }
  if (target !== field()) return;
  if (key === "Enter") {
    event.preventDefault();
    void walk(shiftKey ? -1 : 1);
  }
  if (key === "Escape") {
    event.preventDefault();
    end();
  }
});

// What is said meanwhile may be a hit as well.
document.body.addEventListener("live:heard", ({ detail: { topics } }) => {
  if (found.words === "" || !topics.includes(`conversation-${openId()}`)) return;
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE_MS);
});
// The right side came anew: of the same conversation the search goes on, before the box to write in takes the focus.
function shown({ detail: { keeps } }) {
  if (!keeps || !bar() || found.conversation !== openId()) {
    found = NOTHING;
    return mark();
  }
  bar().hidden = false;
  field().value = found.words;
  if (typing) field().focus({ preventScroll: true });
  void search();
}
document.body.addEventListener("desk:shown", shown, { capture: true });
