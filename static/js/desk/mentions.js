// "@" in a note where a word could begin offers the colleagues who may open the conversation; who is chosen is named in it, and told when it is kept.

import { activate, activeIn, closeTo, hasWords, hearIn, plain } from "../searched.js";
import { composer, insertText, mode } from "./composer.js";

const PART = { headers: { "HX-Request": "true" } };

const chooser = () => document.getElementById("colleagues");
const search = () => chooser().querySelector("[data-search]");
const box = () => composer().querySelector("textarea");
const isOpen = () => chooser()?.hidden === false;
const options = () => [...chooser().querySelectorAll('[role="option"]')];
const shown = () => options().filter(({ hidden }) => !hidden);
const active = () => activeIn(chooser());
const close = () => closeTo(box(), chooser());

function open() {
  if (!composer() || isOpen()) return;
  chooser().hidden = false;
  search().value = "";
  search().focus();
  narrow();
  void load();
}

async function load() {
  const place = chooser().querySelector("[data-choice]");
  const response = await fetch(`/conversations/${composer().dataset.conversation}/colleagues`, PART).catch(() => null);
  const markup = response?.ok ? await response.text() : null;
  if (!place.isConnected) return;
  const was = active()?.id;
  if (markup === null) place.textContent = place.dataset.failed;
  else place.innerHTML = markup;
  narrow();
  const same = shown().find(({ id }) => id === was);
  if (same) choose(same);
}

function narrow() {
  const found = hasWords(search().value);
  for (const option of options()) option.hidden = !found(plain(option.textContent));
  const none = chooser().querySelector("[data-none]");
  if (none) none.hidden = shown().length > 0;
  choose(shown()[0]);
}

function choose(option) {
  activate(chooser(), option);
  option?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = shown();
  if (all.length > 0) choose(all[(all.indexOf(active()) + by + all.length) % all.length]);
}

function put(text) {
  close();
  insertText(text);
}
const putName = ({ dataset }) => {
  const { value, selectionStart } = box();
  const joins = selectionStart > 0 && !/\s$/.test(value.slice(0, selectionStart));
  put(`${joins ? " " : ""}@${dataset.name} `);
};

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => active() && putName(active()),
  Escape: close,
  // The sign alone was meant after all.
  "@": () => search().value === "" && put("@"),
  " ": () => search().value === "" && put("@ "),
  Backspace: () => search().value === "" && close(),
};
const ALWAYS = new Set(["ArrowDown", "ArrowUp", "Enter", "Escape"]);

const wordBegins = ({ selectionStart, value }) => selectionStart === 0 || /[\s(]/.test(value[selectionStart - 1]);

document.addEventListener("keydown", (event) => {
  const { key, target, isComposing, defaultPrevented } = event;
  if (!composer() || isComposing || defaultPrevented) return;
  if (isOpen() && target === search() && KEYS[key]) {
    if (ALWAYS.has(key) || search().value === "") event.preventDefault();
    KEYS[key]();
  } else if (isOpen() && key === "Escape" && chooser().contains(target)) {
    event.preventDefault();
    close();
  } else if (key === "@" && target === box() && mode() === "note" && wordBegins(box())) {
    event.preventDefault();
    open();
  }
});
hearIn({ id: "colleagues", list: "#colleagues [data-choice]", opener: "[data-colleagues]", isOpen, open, close, narrow, choose, put: putName });
