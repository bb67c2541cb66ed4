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

/**
 * What a chooser above the box hears: { id, list: a selector of what must not take the focus, opener: of the buttons, isOpen, open, close,
 * narrow, choose, put, clicked? }. What is pressed elsewhere closes it.
 */
export function hearIn({ id, list, opener, isOpen, open, close, narrow, choose, put, clicked = () => {} }) {
  const chooser = () => document.getElementById(id);
  const optionAt = (target) => (isOpen() ? target.closest?.(`#${id} [role="option"]`) : null);
  document.addEventListener("input", ({ target }) => {
    if (isOpen() && target === chooser().querySelector("[data-search]")) narrow();
  });
  // The search keeps the focus, whatever is pressed in the list.
  document.addEventListener("mousedown", (event) => {
    if (isOpen() && event.target.closest?.(list)) event.preventDefault();
  });
  // Moved, not merely over it: a list that scrolls below a resting pointer chooses nothing.
  document.addEventListener("mousemove", ({ target }) => {
    const option = optionAt(target);
    if (option && option !== activeIn(chooser())) choose(option);
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.(opener)) return isOpen() ? close() : open();
    if (!isOpen()) return;
    if (!chooser().contains(target)) return close();
    const option = optionAt(target);
    if (option) put(option);
    else clicked(target);
  });
}
