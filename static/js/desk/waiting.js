// The table of what waits. While the pointer is over it nothing moves: rows change in place, those that left fade but keep their
// room, and new ones wait behind a pill.
import { morph } from "../morph.js";
import { asksAgain, pointerOver, sayAdded } from "./steady.js";

const table = () => document.getElementById("waiting");
const rowsOf = (side) => [...side.querySelectorAll("tbody > tr[id]")];

let held = null;

function take(next) {
  if (over.is() && rowsOf(table()).length > 0) hold(next);
  else show(next);
}

function hold(next) {
  held = next;
  const fresh = new Map(rowsOf(next).map((row) => [row.id, row.cloneNode(true)]));
  const shown = rowsOf(table());
  for (const row of shown) {
    if (fresh.has(row.id)) htmx.process(morph(row, fresh.get(row.id)));
    else leave(row);
  }
  sayAdded(table(), fresh.size - shown.filter(({ id }) => fresh.has(id)).length);
}

function leave(row) {
  row.dataset.left = "";
  for (const button of row.querySelectorAll("button")) button.disabled = true;
}

function show(next) {
  held = null;
  morph(table(), next);
  htmx.process(table());
}

const release = () => held && show(held);
const over = pointerOver("#waiting tbody, #waiting [data-new-rows]", release);
const refresh = asksAgain(table, take);

document.addEventListener("click", ({ target }) => target.closest?.("#waiting [data-new-rows]") && release());
for (const topic of ["waiting", "list", "signed-in", "live:again"]) document.body.addEventListener(topic, () => void refresh());
