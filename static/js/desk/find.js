// Searching, filtering and ordering the list. What is looked for stands in the address, the order in a cookie of this person.
import { goTo } from "./list.js";

const PAUSE_MS = 150;
const YEAR_SECONDS = 31_536_000;

const list = () => document.getElementById("list");
const field = () => document.getElementById("find");

const asked = () => new URL(list().dataset.source, location.origin).searchParams;

/** The list that is shown, with some of its address otherwise; null takes a part away. */
function look(changes, { replaces = false } = {}) {
  const wanted = asked();
  for (const [name, value] of Object.entries({ before: null, ...changes })) {
    if (value) wanted.set(name, value);
    else wanted.delete(name);
  }
  goTo({ search: `?${wanted}`, replaces });
}

let timer = 0;
function search({ value }) {
  clearTimeout(timer);
  const lane = asked().get("lane");
  // Who has gone to another list meanwhile does not search that one.
  timer = setTimeout(() => asked().get("lane") === lane && look({ q: value.trim() }, { replaces: true }), PAUSE_MS);
}

function order({ dataset: { sort } }) {
  const checked = (selector) => document.querySelector(`#order ${selector}[aria-checked="true"]`);
  const wanted = sort ?? checked("[data-sort]").dataset.sort;
  const starred = sort ? checked("[data-starred-first]") : !checked("[data-starred-first]");
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store's own interface exists only over https
  document.cookie = `parlo-list-${list().dataset.me}=${wanted}${starred ? "-starred" : ""}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
  look(sort ? { priority: null, channel: null } : {});
}

document.addEventListener("input", ({ target }) => target === field() && search(target));
document.addEventListener("change", ({ target }) => {
  if (target.id === "only") look({ [target.name]: target.value });
  if (target.id === "whose") look({ agent: target.value });
});
document.addEventListener("click", ({ target }) => {
  const item = target.closest?.("#order [role^='menuitem']");
  if (item) order(item);
});
document.addEventListener("keydown", (event) => {
  if (event.target !== field() || event.isComposing) return;
  if (event.key === "Enter" || event.key === "ArrowDown") {
    event.preventDefault();
    const row = document.querySelector("#rows a.row");
    row?.focus();
    if (event.key === "Enter") row?.click();
  }
  if (event.key !== "Escape") return;
  event.preventDefault();
  field().value = "";
  search(field());
  field().blur();
});
