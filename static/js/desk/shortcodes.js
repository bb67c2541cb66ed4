// Texts that are kept to be written again. "/" where a word could begin opens them above the box; what is chosen goes into the box, never
// out by itself.

import { page } from "../page.js";
import { activate, activeIn, closeTo, hasWords, hearIn, plain } from "../searched.js";
import { bring } from "./attach.js";
import { bringChoices } from "./choices.js";
import { composer, insertText, mode, wrong } from "./composer.js";

const PART = { headers: { "HX-Request": "true" } };

const chooser = () => document.getElementById("shortcodes");
const search = () => chooser().querySelector("[data-search]");
const box = () => composer().querySelector("textarea");
const isOpen = () => chooser()?.hidden === false;
const options = () => [...chooser().querySelectorAll('[role="option"]')];
const shown = () => options().filter(({ hidden }) => !hidden);
const active = () => activeIn(chooser());

/** Opens what there is to choose from, and begins to search. What was there before is shown until the server has answered. */
export function openShortcodes() {
  if (!composer() || isOpen()) return;
  chooser().hidden = false;
  search().value = "";
  search().focus();
  narrow();
  void load();
}

async function load() {
  const place = chooser().querySelector("[data-choice]");
  const response = await fetch(`/conversations/${composer().dataset.conversation}/shortcodes`, PART).catch(() => null);
  const markup = response?.ok ? await response.text() : null;
  if (!place.isConnected) return;
  const [was, of] = [active()?.id, category()];
  if (markup === null) place.textContent = place.dataset.failed;
  else place.innerHTML = markup;
  narrowTo(of);
  const same = shown().find(({ id }) => id === was);
  if (same) choose(same);
}

const close = () => closeTo(box(), chooser());
const category = () => chooser().querySelector('[data-category][aria-pressed="true"]')?.dataset.category ?? "";

// What has all the words that are searched for stays; what has them in its title is proposed first.
function narrow() {
  const found = hasWords(search().value);
  const has = (text) => found(plain(text));
  for (const option of options()) {
    const { text, category: of } = option.dataset;
    option.hidden = (category() !== "" && of !== category()) || !has(`${option.textContent} ${of} ${text}`);
  }
  for (const group of chooser().querySelectorAll('.options > [role="group"]')) group.hidden = !group.querySelector('[role="option"]:not([hidden])');
  const none = chooser().querySelector("[data-none]");
  if (none) none.hidden = shown().length > 0;
  choose(shown().find(({ textContent }) => has(textContent)) ?? shown()[0]);
}

function narrowTo(of) {
  const buttons = [...chooser().querySelectorAll("[data-category][aria-pressed]")];
  const pressed = buttons.find(({ dataset }) => dataset.category === of) ?? buttons[0];
  for (const button of buttons) button.setAttribute("aria-pressed", String(button === pressed));
  narrow();
}

function choose(option) {
  activate(chooser(), option);
  option?.scrollIntoView({ block: "nearest" });
  const whole = chooser().querySelector("[data-whole]");
  if (!whole) return;
  whole.textContent = option?.dataset.text ?? "";
  const brings = option?.querySelector("template")?.content.cloneNode(true);
  chooser()
    .querySelector("[data-brings]")
    .replaceChildren(...(brings?.childNodes ?? []));
}

function step(by) {
  const all = shown();
  if (all.length > 0) choose(all[(all.indexOf(active()) + by + all.length) % all.length]);
}

// A variable that nobody could fill is left chosen, to be written over.
function put(text) {
  close();
  const from = box().selectionStart;
  insertText(text);
  const hole = /\{\w+\}/.exec(text);
  if (hole) box().setSelectionRange(from + hole.index, from + hole.index + hole[0].length);
}

// With all that it brings along; into a note goes the text alone.
function take(option) {
  const { text, given, files } = option.dataset;
  put(text);
  if (mode() === "note") return;
  if (given) bringChoices(JSON.parse(given));
  if (files) void bringFiles(composer().dataset.conversation, option.id.slice("shortcode-".length));
}

async function bringFiles(conversation, id) {
  const failed = chooser().dataset.filesFailed;
  const request = { method: "POST", headers: { "X-CSRF-Token": page.csrf, Accept: "application/json" } };
  const response = await fetch(`/conversations/${conversation}/shortcodes/${id}/files`, request).catch(() => null);
  const files = response?.ok ? await response.json() : null;
  if (composer()?.dataset.conversation !== conversation) return;
  if (files) bring(files);
  else wrong(failed);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => active() && take(active()),
  Escape: close,
  // A slash was meant after all.
  "/": () => search().value === "" && put("/"),
  " ": () => search().value === "" && put("/ "),
  Backspace: () => search().value === "" && close(),
};
const ALWAYS = new Set(["ArrowDown", "ArrowUp", "Enter", "Escape"]);

function wordBegins({ selectionStart, value }) {
  return selectionStart === 0 || /\s/.test(value[selectionStart - 1]);
}

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (!composer() || ctrlKey || altKey || metaKey || event.isComposing || event.defaultPrevented) return;
  if (isOpen() && target === search() && KEYS[key]) {
    if (ALWAYS.has(key) || search().value === "") event.preventDefault();
    KEYS[key]();
  } else if (isOpen() && key === "Escape" && chooser().contains(target)) {
    event.preventDefault();
    close();
  } else if (key === "/" && target === box() && wordBegins(box())) {
    event.preventDefault();
    openShortcodes();
  }
});
hearIn({
  id: "shortcodes",
  list: "#shortcodes [data-choice]",
  opener: "[data-shortcodes]",
  isOpen,
  open: openShortcodes,
  close,
  narrow,
  choose,
  put: take,
  clicked: (target) => {
    const chosen = target.closest("[data-category][aria-pressed]");
    if (chosen) narrowTo(chosen.dataset.category);
  },
});
