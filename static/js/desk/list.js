// The list of conversations. Nothing moves under the pointer: while it is over the rows they change in place, new ones wait behind
// a pill, and those that left fade but keep their room.
import { morph } from "../morph.js";
import { asksAgain, pointerOver, sayAdded } from "./steady.js";

const list = () => document.getElementById("list");
const shown = () => document.querySelector(".chat[data-conversation]")?.dataset.conversation;
const rowsOf = (side) => [...side.querySelectorAll("#rows > li[id]")];

/** The row that was clicked, until its conversation is shown. */
let clicked = null;
/** Whether somebody asked for another list: then it may move under their pointer. */
let wanted = false;
/** What the list will be once the pointer has left it. */
let held = null;

function take(next, source) {
  // Meanwhile another lane was chosen.
  if (!next || list()?.dataset.source !== source) return;
  if (over.is() && moves(next) && !wanted) hold(next);
  else show(next);
  wanted = false;
}

// What is only added at the end moves nothing.
function moves(next) {
  const after = rowsOf(next).map(({ id }) => id);
  return rowsOf(list()).some(({ id }, at) => after[at] !== id);
}

function hold(next) {
  held = next;
  const arranged = next.cloneNode(true);
  const fresh = new Map(rowsOf(arranged).map((row) => [row.id, row]));
  const rows = rowsOf(list()).map((row) => fresh.get(row.id) ?? left(row));
  const added = fresh.size - rows.filter(({ id }) => fresh.has(id)).length;
  arranged.querySelector("#rows").replaceChildren(...rows);
  sayAdded(arranged, added);
  become(arranged);
}

function left(row) {
  const ghost = row.cloneNode(true);
  ghost.dataset.left = "";
  return ghost;
}

function show(next) {
  held = null;
  become(next);
}

function become(next) {
  morph(list(), next);
  htmx.process(list());
  agree();
  choose();
}

// What somebody has touched shows what they did to it: it shall show what the list is. Not while they type.
function agree() {
  for (const select of list().querySelectorAll("select")) select.value = select.querySelector("[selected]")?.value ?? "";
  const field = document.getElementById("find");
  if (field !== document.activeElement) field.value = field.defaultValue;
}

const release = () => held && show(held);
const over = pointerOver("#rows, [data-new-rows]", release);
const refresh = asksAgain(list, take);

// The page knows better than a list that was asked for before the last click.
function choose() {
  for (const row of document.querySelectorAll("#rows a[aria-current]")) row.removeAttribute("aria-current");
  document.querySelector(`#row-${clicked ?? shown() ?? "none"} a`)?.setAttribute("aria-current", "true");
}

/** Another lane or other words are another list; the conversation stays open beside it. `replaces`: of the same step in the history. */
export function goTo({ search, replaces = false }) {
  history[replaces ? "replaceState" : "pushState"]({ htmx: true }, "", location.pathname + search);
  list().dataset.source = `/conversations/rows${search}`;
  held = null;
  wanted = true;
  void refresh();
}

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest?.("[data-new-rows]")) release();
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const row = target.closest?.("#rows a.row");
  if (row) {
    clicked = row.parentElement.id.replace("row-", "");
    choose();
  }
  const lane = target.closest?.("#list > :is(header, .filtered, .find, .pages) a");
  if (!lane) return;
  event.preventDefault();
  goTo(lane);
});
document.body.addEventListener("list", () => void refresh());
document.body.addEventListener("live:again", () => void refresh());
// Who is there is seen where others' conversations are.
document.body.addEventListener("signed-in", () => /lane=(?!mine)/.test(list()?.dataset.source ?? "") && void refresh());
document.body.addEventListener("desk:shown", () => {
  clicked = null;
  choose();
});
// It was shown by now, or could not be.
document.addEventListener("htmx:finally:request", ({ target }) => {
  if (target.closest?.("#rows > li")?.id !== `row-${clicked}`) return;
  clicked = null;
  choose();
});
