// A quote of the customer is chosen above the box, and its PDF goes with the next message as a file that was attached.

import { activate, activeIn, closeTo, hasWords, hearIn, plain } from "../searched.js";
import { attach } from "./attach.js";
import { composer } from "./composer.js";

const PART = { headers: { "HX-Request": "true" } };

const chooser = () => document.getElementById("quotes-chooser");
const search = () => chooser().querySelector("[data-search]");
const isOpen = () => chooser()?.hidden === false;
const options = () => [...chooser().querySelectorAll('[role="option"]')];
const shown = () => options().filter(({ hidden }) => !hidden);
const close = () => closeTo(composer().querySelector("textarea"), chooser());

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
  const response = await fetch(`/conversations/${composer().dataset.conversation}/quotes`, PART).catch(() => null);
  const markup = response?.ok ? await response.text() : null;
  if (!place.isConnected) return;
  const was = activeIn(chooser())?.id;
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
  if (all.length > 0) choose(all[(all.indexOf(activeIn(chooser())) + by + all.length) % all.length]);
}

function put({ dataset: { name, path } }) {
  close();
  attach([{ name, path, size: 0, type: "application/pdf" }]);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => activeIn(chooser()) && put(activeIn(chooser())),
  Escape: close,
};

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  if (!composer() || !isOpen() || ctrlKey || altKey || metaKey || event.isComposing || event.defaultPrevented) return;
  if (!KEYS[key] || (target !== search() && !(key === "Escape" && chooser().contains(target)))) return;
  event.preventDefault();
  KEYS[key]();
});
hearIn({ id: "quotes-chooser", list: "#quotes-chooser [data-choice]", opener: "[data-quotes]", isOpen, open, close, narrow, choose, put });
