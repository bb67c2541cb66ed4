// Emojis, found by their names in the person's language; the last ones first. What they are is loaded when somebody first wants one.

import { activate, activeIn, closeTo, hasWords, hearIn, plain } from "../searched.js";
import { composer, insertText } from "./composer.js";

const RECENT = "parlo.emojis";
const RECENT_MAX = 18;
/** What is newer than this version of the standard, many computers still show as an empty square. */
const VERSION_MAX = 15;

const chooser = () => document.getElementById("emojis");
const search = () => chooser().querySelector("[data-search]");
const box = () => composer().querySelector("textarea");
const isOpen = () => chooser()?.hidden === false;
const options = () => [...chooser().querySelectorAll('[role="option"]')];
const shown = () => options().filter((option) => !option.hidden && !option.parentElement.hidden);
const active = () => activeIn(chooser());
const close = () => closeTo(box(), chooser());

/** Opens them above the box, and begins to search. */
export function openEmojis() {
  if (!composer() || isOpen()) return;
  chooser().hidden = false;
  search().value = "";
  search().focus();
  void fill();
}

let loading = null;
// By emoji: { emoji, group, name, text }, in the order of the standard.
async function load() {
  const response = await fetch(chooser().dataset.source);
  if (!response.ok) throw new Error(String(response.status));
  const all = (await response.json()).filter(({ version }) => version <= VERSION_MAX);
  return new Map(all.map(({ emoji, group, annotation, tags }) => [emoji, { emoji, group, name: annotation, text: plain(`${annotation} ${tags.join(" ")}`) }]));
}

let known = new Map();
async function fill() {
  const place = chooser();
  loading ??= load();
  known = await loading.catch(() => {
    loading = null;
    return new Map();
  });
  if (!place.isConnected) return;
  place.querySelector("[data-failed]").hidden = known.size > 0;
  const byGroup = Map.groupBy(known.values(), ({ group }) => String(group));
  for (const group of place.querySelectorAll("[data-group]")) {
    const id = group.dataset.group;
    if (id !== "recent" && group.querySelector('[role="option"]')) continue;
    for (const old of group.querySelectorAll('[role="option"]')) old.remove();
    group.append(...(id === "recent" ? recent() : (byGroup.get(id) ?? [])).map((one, at) => optionOf(one, `${id}-${at}`)));
  }
  narrow();
}

function optionOf({ emoji, name }, id) {
  const option = document.createElement("span");
  Object.assign(option, { id: `emoji-${id}`, role: "option", textContent: emoji, title: name, ariaLabel: name, ariaSelected: "false" });
  return option;
}

function recent() {
  try {
    return JSON.parse(localStorage.getItem(RECENT) ?? "[]").flatMap((emoji) => known.get(emoji) ?? []);
  } catch {
    return [];
  }
}

function noteRecent(emoji) {
  const before = recent().map((one) => one.emoji);
  localStorage.setItem(RECENT, JSON.stringify([emoji, ...before.filter((one) => one !== emoji)].slice(0, RECENT_MAX)));
}

function narrow() {
  const typed = search().value.trim();
  const has = hasWords(typed);
  for (const option of options()) option.hidden = !has(known.get(option.textContent).text);
  for (const group of chooser().querySelectorAll("[data-group]")) {
    const twice = typed !== "" && group.dataset.group === "recent";
    group.hidden = twice || !group.querySelector('[role="option"]:not([hidden])');
  }
  chooser().querySelector("[data-none]").hidden = known.size === 0 || shown().length > 0;
  choose(best(typed));
}

// Called just so, beginning so, or called so at all: a word that only describes it counts least.
function best(typed) {
  const [all, words, has] = [shown(), plain(typed), hasWords(typed)];
  const called = (fits) => all.find(({ ariaLabel }) => fits(plain(ariaLabel)));
  return typed === "" ? all[0] : (called((name) => name === words) ?? called((name) => name.startsWith(words)) ?? called(has) ?? all[0]);
}

function choose(option) {
  activate(chooser(), option);
  option?.scrollIntoView({ block: "nearest" });
  chooser().querySelector("[data-called]").textContent = option?.ariaLabel ?? "";
}

function step(by) {
  const all = shown();
  choose(all[all.indexOf(active()) + by] ?? active());
}

// To the row above or below, as far to the right as before.
function leap(by) {
  const [all, from] = [shown(), active()];
  if (!from) return;
  const beyond = all.filter(({ offsetTop }) => (offsetTop - from.offsetTop) * by > 0);
  const row = (by > 0 ? beyond[0] : beyond.at(-1))?.offsetTop;
  const away = ({ offsetLeft }) => Math.abs(offsetLeft - from.offsetLeft);
  const inRow = beyond.filter(({ offsetTop }) => offsetTop === row);
  choose(inRow.reduce((best, one) => (away(one) < away(best) ? one : best), inRow[0] ?? from));
}

function put(emoji) {
  noteRecent(emoji);
  close();
  insertText(emoji);
}

const KEYS = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowDown: () => leap(1),
  ArrowUp: () => leap(-1),
  Enter: () => active() && put(active().textContent),
  Escape: close,
};

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (!composer() || altKey || metaKey || event.isComposing || event.defaultPrevented) return;
  const wants = ctrlKey && key === "." && target === box();
  if (!wants && (ctrlKey || !isOpen() || !chooser().contains(target) || !KEYS[key])) return;
  event.preventDefault();
  if (wants) openEmojis();
  else KEYS[key]();
});
hearIn({
  id: "emojis",
  list: "#emoji-list",
  opener: "[data-emojis]",
  isOpen,
  open: openEmojis,
  close,
  narrow,
  choose,
  put: (option) => put(option.textContent),
});
