// The files of a shortcode, in its form: each goes up when it is chosen; the form names it when it is there.
import { sizeOf, upload } from "./desk/uploads.js";

const place = () => document.querySelector("[data-shortcode-files]");
const tiles = () => [...place().querySelectorAll("[data-files] > li")];
const sending = new WeakMap();

function wrong(words) {
  const line = place().querySelector("[data-files-wrong]");
  line.textContent = words;
  line.hidden = !words;
}

function add(blobs) {
  wrong("");
  const { max, tooMany, shortcodeFiles: at } = place().dataset;
  for (const blob of blobs) {
    if (tiles().length >= Number(max)) return wrong(tooMany);
    const problem = blob.size === 0 ? place().querySelector("template").dataset.empty : null;
    if (problem) wrong(`${blob.name}: ${problem}`);
    else begin(blob, at);
  }
}

function begin(blob, at) {
  const template = place().querySelector("template");
  const tile = template.content.firstElementChild.cloneNode(true);
  tile.querySelector("[data-name]").textContent = blob.name;
  const remove = tile.querySelector("[data-remove-file]");
  for (const name of ["aria-label", "title"])
    remove.setAttribute(
      name,
      remove.getAttribute(name).replace("{name}", () => blob.name),
    );
  place().querySelector("[data-files]").append(tile);
  const file = upload(
    blob,
    () => null,
    () => sending.has(tile) && show(tile, template),
    { at },
  );
  sending.set(tile, file);
  show(tile, template);
}

function show(tile, template) {
  const { size, progress, done, broken, problem, clientId } = sending.get(tile);
  tile.dataset.state = problem || broken ? "bad" : "";
  tile.querySelector("[data-state-words]").textContent = problem ?? (broken ? template.dataset.unreached : sizeOf(size));
  const bar = tile.querySelector("progress");
  bar.value = progress;
  bar.hidden = done || broken || Boolean(problem);
  const field = tile.querySelector("input");
  field.value = `sent:${clientId}`;
  field.disabled = !done;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-shortcode-files] button");
  if (!button) return;
  if ("addFiles" in button.dataset) place().querySelector("[data-files-input]").click();
  if (!("removeFile" in button.dataset)) return;
  const tile = button.closest("li");
  sending.get(tile)?.drop();
  tile.remove();
  place().querySelector("[data-add-files]").focus();
});
// What is not there yet would be left behind.
document.addEventListener(
  "submit",
  (event) => {
    const isMissing = (tile) => sending.get(tile)?.done === false;
    if (!place() || !event.target.contains(place()) || !tiles().some(isMissing)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wrong(place().dataset.coming);
  },
  { capture: true },
);
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-files-input]")) return;
  add([...target.files]);
  target.value = "";
});
