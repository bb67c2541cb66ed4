// What lists have in common that are searched from a field which keeps the focus.

/** A text as it is compared: without accents and capitals. */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a text has all the words that are searched for. */
export function hasWords(typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return (text) => words.every((word) => text.includes(word));
}

/** The option of a chooser that Enter would take. */
export const activeIn = (chooser) => chooser.querySelector('[aria-selected="true"]');

/** Marks the option that Enter would take, or none. */
export function activate(chooser, option) {
  activeIn(chooser)?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  const search = chooser.querySelector("[data-search]");
  if (option) search.setAttribute("aria-activedescendant", option.id);
  else search.removeAttribute("aria-activedescendant");
}

/** Closes a chooser; who was in it is back where they wrote. */
export function closeTo(box, chooser) {
  const inside = chooser.contains(document.activeElement);
  chooser.hidden = true;
  if (inside) box.focus();
}
