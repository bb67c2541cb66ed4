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

const USUAL = {
  /** The sign that opens it in the box, and whether there. */
  sign: null,
  begins: () => wordBegins(),
  /** Whether an option has the words, and the best of those that have. */
  fits: (option, has) => has(plain(option.textContent)),
  best: ([first]) => first,
  /** Told of the option that Enter would take. */
  chosen: () => {},
  /** Round what comes from the server. */
  fills: (fill) => fill(),
  /** Something else in it was pressed. */
  clicked: () => {},
};

const elementOf = ({ id }) => document.getElementById(id);
const searchOf = (it) => elementOf(it).querySelector("[data-search]");
const isOpen = (it) => elementOf(it)?.hidden === false;
const optionsOf = (it) => [...elementOf(it).querySelectorAll('[role="option"]')];
const shownOf = (it) => optionsOf(it).filter(({ hidden }) => !hidden);
const activeOf = (it) => activeIn(elementOf(it));
const close = (it) => closeTo(box(), elementOf(it));

// What was there before is shown until the server has answered, and what was chosen of it stays chosen.
function open(it) {
  if (!composer() || isOpen(it)) return;
  elementOf(it).hidden = false;
  searchOf(it).value = "";
  searchOf(it).focus();
  narrow(it);
  void load(it);
}

async function load(it) {
  const place = elementOf(it).querySelector("[data-choice]");
  const response = await fetch(`/conversations/${composer().dataset.conversation}/${it.path}`, PART).catch(() => null);
  const markup = response?.ok ? await response.text() : null;
  if (!place.isConnected) return;
  const was = activeOf(it)?.id;
  it.fills(() => {
    if (markup === null) place.textContent = place.dataset.failed;
    else place.innerHTML = markup;
  });
  narrow(it);
  const same = shownOf(it).find(({ id }) => id === was);
  if (same) choose(it, same);
}

function narrow(it) {
  const has = hasWords(searchOf(it).value);
  for (const option of optionsOf(it)) option.hidden = !it.fits(option, has);
  for (const group of elementOf(it).querySelectorAll('.options > [role="group"]')) group.hidden = !group.querySelector('[role="option"]:not([hidden])');
  const none = elementOf(it).querySelector("[data-none]");
  if (none) none.hidden = shownOf(it).length > 0;
  choose(it, it.best(shownOf(it), has));
}

function choose(it, option) {
  activate(elementOf(it), option);
  option?.scrollIntoView({ block: "nearest" });
  it.chosen(option);
}

function step(it, by) {
  const all = shownOf(it);
  if (all.length > 0) choose(it, all[(all.indexOf(activeOf(it)) + by + all.length) % all.length]);
}

function take(it, option) {
  close(it);
  it.put(option);
}

// The sign alone was meant after all, or nothing.
function write(it, text) {
  close(it);
  insertText(text);
}

const keysOf = (it) => ({
  ArrowDown: () => step(it, 1),
  ArrowUp: () => step(it, -1),
  Enter: () => activeOf(it) && take(it, activeOf(it)),
  Escape: () => close(it),
  ...(it.sign && { [it.sign]: () => write(it, it.sign), " ": () => write(it, `${it.sign} `), Backspace: () => close(it) }),
});

function hear(it, event) {
  const { key, target, ctrlKey, altKey, metaKey } = event;
  // Some keyboards write a sign with AltGr, which is Ctrl and Alt to some systems.
  const isOther = metaKey || (altKey ? key !== it.sign : ctrlKey);
  if (!composer() || isOther || event.isComposing || event.defaultPrevented) return;
  const own = isOpen(it) && target === searchOf(it) ? it.keys[key] : null;
  const leaves = isOpen(it) && key === "Escape" && elementOf(it).contains(target);
  const opens = key === it.sign && target === box() && it.begins();
  if (own && !ALWAYS.has(key) && searchOf(it).value !== "") return;
  if (!own && !leaves && !opens) return;
  event.preventDefault();
  if (own) own();
  else if (leaves) close(it);
  else open(it);
}

/**
 * A chooser: { id, path: of its choices below the conversation's, opener: of its buttons, put: what is done with an option }, and where it is not as
 * usual. Gives { open, narrow }.
 */
export function chooserAbove(own) {
  const it = { ...USUAL, ...own };
  it.keys = keysOf(it);
  document.addEventListener("keydown", (event) => hear(it, event));
  hearIn({
    id: it.id,
    list: `#${it.id} [data-choice]`,
    opener: it.opener,
    isOpen: () => isOpen(it),
    open: () => open(it),
    close: () => close(it),
    narrow: () => narrow(it),
    choose: (option) => choose(it, option),
    put: (option) => take(it, option),
    clicked: it.clicked,
  });
  return { open: () => open(it), narrow: () => narrow(it) };
}
