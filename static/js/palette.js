// The palette: what this page can do, where one can go, and what the server finds. Its words are those of the buttons and links themselves.
import { activate, activeIn, hasWords, plain } from "./searched.js";

const FIND_MS = 120;

const dialog = document.getElementById("palette");
const input = dialog?.querySelector("input");
const list = document.getElementById("palette-list");

let asked = 0;
let timer = 0;
let found = "";

const isUsable = (element) => !element.disabled && element.checkVisibility();
const wordsOf = (element) => (element.title || element.getAttribute("aria-label") || element.textContent).trim();

/** Buttons of the open conversation, places of the rail, statuses: each with what a click on it is. */
function deeds() {
  const { here, go, do: doing } = list.dataset;
  const buttons = [...document.querySelectorAll(".head button, .head a[href], #wrap-up-form[data-keeps] [type='submit']")]
    .filter(isUsable)
    .map((element) => ({ element, group: here }));
  const places = [...document.querySelectorAll("nav.rail > a[data-tip]")].map((element) => ({ element, group: go }));
  const statuses = [...document.querySelectorAll("form[hx-post='/me/status'] button[role]")].map((element) => ({ element, group: doing }));
  const seen = new Set();
  return [...buttons, ...places, ...statuses]
    .map(({ element, group }) => ({ element, group, words: group === go ? element.dataset.tip : wordsOf(element) }))
    .filter(({ words, group }) => words && !seen.has(group + words) && seen.add(group + words));
}

function optionOf({ element, words }, at) {
  const option = document.createElement("button");
  Object.assign(option, { type: "button", id: `palette-${at}`, tabIndex: -1 });
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const mark = element.querySelector(".icon, .presence")?.cloneNode(true);
  const [, label, key] = /^(.*?)(?: \(([^()]+)\))?$/s.exec(words);
  const text = document.createElement("span");
  text.textContent = label;
  option.append(...[mark, text].filter(Boolean));
  if (key) option.append(Object.assign(document.createElement("kbd"), { textContent: key }));
  option.addEventListener("click", () => {
    dialog.close();
    element.click();
  });
  return option;
}

function groupOf(title, options) {
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", title);
  const heading = Object.assign(document.createElement("h3"), { textContent: title });
  heading.setAttribute("role", "presentation");
  group.append(heading, ...options);
  return group;
}

function show() {
  const has = hasWords(input.value);
  const fitting = deeds().filter(({ words }) => has(plain(words)));
  const groups = Map.groupBy(fitting, ({ group }) => group);
  let at = 0;
  const own = [...groups].map(([title, of]) =>
    groupOf(
      title,
      of.map((deed) => optionOf(deed, at++)),
    ),
  );
  const others = document.createElement("template");
  others.innerHTML = found;
  list.replaceChildren(...own, others.content);
  document.getElementById("palette-none").hidden = list.querySelector("[role='option']") !== null;
  choose(0);
}

const options = () => [...list.querySelectorAll("[role='option']")];
const chosen = () => options().indexOf(activeIn(list));

function choose(at) {
  const all = options();
  const wanted = all[(at + all.length) % all.length];
  activate(dialog, wanted);
  wanted?.scrollIntoView({ block: "nearest" });
}

async function find() {
  const turn = ++asked;
  const typed = input.value.trim();
  const response = typed === "" ? null : await fetch(`/find?q=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  const markup = response?.ok ? await response.text() : "";
  if (turn !== asked) return;
  const at = Math.max(0, chosen());
  found = markup;
  show();
  choose(Math.min(at, options().length - 1));
}

function open() {
  if (dialog.open || document.querySelector("dialog[open]")) return;
  input.value = found = "";
  asked++;
  show();
  dialog.showModal();
  input.focus();
}

const KEYS = {
  ArrowDown: () => choose(chosen() + 1),
  ArrowUp: () => choose(chosen() - 1),
  Enter: () => options()[chosen()]?.click(),
};

if (dialog) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", ({ target }) => target.closest?.("[data-opens-palette]") && open());
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, FIND_MS);
    show();
  });
  dialog.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  });
}
