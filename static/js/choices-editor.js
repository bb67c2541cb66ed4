// Where buttons or a list are written: in the composer, and in the form of a shortcode. Rows are added, moved and taken out; what is wrong stands
// beside its field. The server looks again.

const sectionAt = (target) => target.closest?.("[data-choices]");
const listIn = (section) => section.querySelector("[data-choices-options]");
const rowsIn = (section) => [...listIn(section).children];
const field = (place, name) => place.querySelector(`[data-field="${name}"]`);
const kindOf = (section) => section.querySelector('[data-choices-kind][aria-pressed="true"]').dataset.choicesKind;
const given = (section, name) => JSON.parse(section.dataset[name]);
const limitOf = (section) => given(section, "limits")[kindOf(section)];

/** What is written there: { kind, open, options: [{ title, description }] }, or null where the place is not open. */
export function choicesIn(section) {
  if (!section || section.hidden) return null;
  const kind = kindOf(section);
  const isList = kind === "list";
  const options = rowsIn(section).map((row) => ({ title: field(row, "title").value, description: isList ? field(row, "description").value : "" }));
  return { kind, open: isList ? field(section, "open").value : "", options };
}

/** Shows choices, or none; what is there already stays as it is. */
export function showChoices(section, choices) {
  if (!section || JSON.stringify(choicesIn(section)) === JSON.stringify(choices)) return;
  section.hidden = choices === null;
  setKind(section, choices?.kind ?? "buttons");
  field(section, "open").value = choices?.open ?? "";
  listIn(section).replaceChildren();
  for (const option of choices?.options ?? []) addRow(section, option);
  look(section);
  tellWrongs(section, {});
}

/** Says beside each field what is wrong with it, by "choices.2.title". Gives the first field. */
export function tellWrongs(section, wrongs) {
  const places = [[section.querySelector(".opens"), field(section, "open"), wrongs["choices.open"]]];
  for (const [n, row] of rowsIn(section).entries()) {
    const of = (name) => wrongs[`choices.${n}.${name}`];
    places.push([row, field(row, "title"), of("title")], [row, field(row, "description"), of("description")]);
  }
  for (const [place] of places) tell(place.querySelector("[data-wrong-here]"), "");
  for (const [place, input, words] of places) {
    input.toggleAttribute("aria-invalid", false);
    if (!words) continue;
    input.setAttribute("aria-invalid", "true");
    tell(place.querySelector("[data-wrong-here]"), words);
  }
  const whole = section.querySelector("[data-choices-wrong]");
  whole.textContent = wrongs.choices ?? "";
  whole.hidden = !wrongs.choices;
  return section.querySelector('[aria-invalid="true"]');
}

function tell(line, words) {
  line.querySelector("span").textContent = words;
  line.hidden = !words;
}

/** What is wrong with what is written there, by field; the same rules as the server's (src/channels/choices.ts). */
export function wrongsIn(section) {
  const words = given(section, "words");
  const { titleMax, descriptionMax, openMax } = limitOf(section);
  const { kind, open, options } = choicesIn(section);
  const wrongs = {};
  const check = (name, text, max, needed) => {
    const letters = plain(text).length;
    if (needed && letters === 0) wrongs[name] = words.required;
    if (letters > max) wrongs[name] = words.tooLong.replace("{max}", max);
  };
  if (options.length === 0) wrongs.choices = words.none;
  if (kind === "list") check("choices.open", open, openMax, true);
  const titles = options.map(({ title }) => plain(title));
  for (const [n, { title, description }] of options.entries()) {
    if (titles[n] !== "" && titles.indexOf(titles[n]) < n) wrongs[`choices.${n}.title`] = words.twice;
    check(`choices.${n}.title`, title, titleMax, true);
    check(`choices.${n}.description`, description, descriptionMax, false);
  }
  return wrongs;
}

const plain = (text) => text.replace(/\s+/g, " ").trim();

function setKind(section, kind) {
  for (const button of section.querySelectorAll("[data-choices-kind]")) button.setAttribute("aria-pressed", String(button.dataset.choicesKind === kind));
}

function addRow(section, { title = "", description = "" } = {}) {
  const row = section.querySelector("template[data-choices-option]").content.firstElementChild.cloneNode(true);
  field(row, "title").value = title;
  field(row, "description").value = description;
  listIn(section).append(row);
  return row;
}

// Numbers, names and limits, as they are for what is written now.
function look(section) {
  const kind = kindOf(section);
  const { max, titleMax, descriptionMax } = limitOf(section);
  const rows = rowsIn(section);
  section.querySelector("[data-choices-rule]").textContent = given(section, "rules")[kind];
  for (const part of section.querySelectorAll("[data-list-only]")) part.hidden = kind !== "list";
  for (const [n, row] of rows.entries()) {
    const [title, description] = [field(row, "title"), field(row, "description")];
    row.querySelector("[data-n]").textContent = n + 1;
    name(title, title.dataset[kind], n);
    name(description, description.dataset.list, n);
    title.maxLength = titleMax;
    description.maxLength = descriptionMax;
    description.hidden = kind !== "list";
    row.querySelector('[data-choices-move="-1"]').disabled = n === 0;
    row.querySelector('[data-choices-move="1"]').disabled = n === rows.length - 1;
    count(row);
  }
  const add = section.querySelector("[data-choices-add]");
  add.querySelector("span").textContent = add.dataset[kind];
  add.disabled = rows.length >= max;
}

function name(input, words, n) {
  input.placeholder = words;
  input.setAttribute("aria-label", `${words} ${n + 1}`);
}

function count(row) {
  const { value, maxLength } = field(row, "title");
  row.querySelector("[data-letters]").textContent = `${value.length}/${maxLength}`;
}

function changed(section) {
  look(section);
  tellWrongs(section, {});
  const sent = section.querySelector("[data-choices-field]");
  const choices = choicesIn(section);
  if (sent) sent.value = choices ? JSON.stringify(choices) : "";
  section.dispatchEvent(new CustomEvent("choices:changed", { bubbles: true }));
}

/** Opens the place, with a first row to write in; closes it when it is open and nothing stands in it. */
export function openChoices(section) {
  const isEmpty = (choicesIn(section)?.options ?? []).every(({ title, description }) => title === "" && description === "");
  if (!section.hidden && isEmpty) return drop(section);
  section.hidden = false;
  if (rowsIn(section).length === 0) addRow(section);
  changed(section);
  field(rowsIn(section)[0], "title").focus();
}

function drop(section) {
  listIn(section).replaceChildren();
  field(section, "open").value = "";
  section.hidden = true;
  changed(section);
  section.closest("form").querySelector(".composer textarea, [data-choices-open]")?.focus();
}

function take(section, row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  changed(section);
  (next ? field(next, "title") : section.querySelector("[data-choices-add]")).focus();
}

function move(section, row, by, button) {
  if (by < 0) row.previousElementSibling.before(row);
  else row.nextElementSibling.after(row);
  changed(section);
  (button.disabled ? field(row, "title") : button).focus();
}

// Enter goes on to the next row, and makes one where there is room: it sends nothing.
function goOn(section, input) {
  const rows = rowsIn(section);
  const at = rows.indexOf(input.closest("[data-choices-options] > li"));
  const next = rows[at + 1] ?? (rows.length < limitOf(section).max && input.value !== "" ? addRow(section) : null);
  if (!next) return;
  changed(section);
  field(next, "title").focus();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("button");
  if (!button) return;
  if ("choicesOpen" in button.dataset) return openChoices(button.closest("form").querySelector("[data-choices]"));
  const section = sectionAt(button);
  if (!section) return;
  const row = button.closest("[data-choices-options] > li");
  const { choicesKind, choicesMove } = button.dataset;
  if (choicesKind) {
    setKind(section, choicesKind);
    changed(section);
  }
  if (choicesMove) move(section, row, Number(choicesMove), button);
  if ("choicesRemove" in button.dataset) take(section, row);
  if ("choicesDrop" in button.dataset) drop(section);
  if ("choicesAdd" in button.dataset) {
    const added = addRow(section);
    changed(section);
    field(added, "title").focus();
  }
});
document.addEventListener("input", ({ target }) => {
  const section = sectionAt(target);
  if (section && target.dataset.field) changed(section);
});
document.addEventListener("keydown", (event) => {
  const section = event.key === "Enter" && !event.isComposing && event.target.dataset?.field ? sectionAt(event.target) : null;
  if (!section) return;
  event.preventDefault();
  goOn(section, event.target);
});

// In a form they stand on the page; the composer brings its own when a conversation is opened.
for (const section of document.querySelectorAll("[data-choices][data-value]")) {
  showChoices(section, given(section, "value"));
  tellWrongs(section, given(section, "wrongs"));
}
