// What choosers above the box share whose choices come from the server: opened by a button or by a sign in the box, searched, walked by keys.
import { activate, activeIn, closeTo, hasWords, hearIn, plain } from "../searched.js";
import { composer, insertText } from "./composer.js";

const PART = { headers: { "HX-Request": "true" } };
const ALWAYS = new Set(["ArrowDown", "ArrowUp", "Enter", "Escape"]);

const box = () => composer().querySelector("textarea");
/** Whether a word could begin where the cursor stands; `after`: what besides a space it may follow. */
export function wordBegins(after = "") {
  const { selectionStart, value } = box();
  return selectionStart === 0 || /\s/.test(value[selectionStart - 1]) || after.includes(value[selectionStart - 1]);
}

/**
 * A chooser: { id, path: of its choices below the conversation's, opener: of its buttons, put: what is done with an option }, and where it is
 * otherwise: { sign: that opens it in the box, begins: whether there, fits: whether an option has the words, best: of those that have, chosen: the
 * option that Enter would take, fills: round what comes from the server, clicked: elsewhere in it }. Gives { element, narrow }.
 */
export function chooserAbove({
  id,
  path,
  opener,
  put,
  sign = null,
  begins = wordBegins,
  fits = (option, has) => has(plain(option.textContent)),
  best = ([first]) => first,
  chosen = () => {},
  fills = (fill) => fill(),
  clicked = () => {},
}) {
  const element = () => document.getElementById(id);
  const search = () => element().querySelector("[data-search]");
  const isOpen = () => element()?.hidden === false;
  const options = () => [...element().querySelectorAll('[role="option"]')];
  const shown = () => options().filter(({ hidden }) => !hidden);
  const active = () => activeIn(element());
  const close = () => closeTo(box(), element());

  // What was there before is shown until the server has answered, and what was chosen of it stays chosen.
  function open() {
    if (!composer() || isOpen()) return;
    element().hidden = false;
    search().value = "";
    search().focus();
    narrow();
    void load();
  }

  async function load() {
    const place = element().querySelector("[data-choice]");
    const response = await fetch(`/conversations/${composer().dataset.conversation}/${path}`, PART).catch(() => null);
    const markup = response?.ok ? await response.text() : null;
    if (!place.isConnected) return;
    const was = active()?.id;
    fills(() => {
      if (markup === null) place.textContent = place.dataset.failed;
      else place.innerHTML = markup;
      narrow();
    });
    const same = shown().find((option) => option.id === was);
    if (same) choose(same);
  }

  function narrow() {
    const has = hasWords(search().value);
    for (const option of options()) option.hidden = !fits(option, has);
    for (const group of element().querySelectorAll('.options > [role="group"]')) group.hidden = !group.querySelector('[role="option"]:not([hidden])');
    const none = element().querySelector("[data-none]");
    if (none) none.hidden = shown().length > 0;
    choose(best(shown(), has));
  }

  function choose(option) {
    activate(element(), option);
    option?.scrollIntoView({ block: "nearest" });
    chosen(option);
  }

  function step(by) {
    const all = shown();
    if (all.length > 0) choose(all[(all.indexOf(active()) + by + all.length) % all.length]);
  }

  function take(option) {
    close();
    put(option);
  }

  // The sign alone was meant after all, or nothing.
  const written = (text) => () => {
    close();
    insertText(text);
  };
  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => active() && take(active()),
    Escape: close,
    ...(sign && { [sign]: written(sign), " ": written(`${sign} `), Backspace: close }),
  };

  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, altKey, metaKey } = event;
    // Some keyboards write a sign with AltGr, which is Ctrl and Alt to some systems.
    const isOther = metaKey || (altKey ? key !== sign : ctrlKey);
    if (!composer() || isOther || event.isComposing || event.defaultPrevented) return;
    if (isOpen() && target === search() && keys[key]) {
      if (!ALWAYS.has(key) && search().value !== "") return;
      event.preventDefault();
      keys[key]();
    } else if (isOpen() && key === "Escape" && element().contains(target)) {
      event.preventDefault();
      close();
    } else if (sign && key === sign && target === box() && begins()) {
      event.preventDefault();
      open();
    }
  });
  hearIn({ id, list: `#${id} [data-choice]`, opener, isOpen, open, close, narrow, choose, put: take, clicked });
  return { element, narrow };
}
