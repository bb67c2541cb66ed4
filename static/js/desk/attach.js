// Attaching: by the button, by dragging, by pasting. What the channel does not take is refused before it is sent up.
import { composer, count, wrong } from "./composer.js";
import { addFile, filesOf, removeFile } from "./tray.js";
import { refused, sizeOf, upload, uploaded } from "./uploads.js";

const here = () => composer().dataset.conversation;
const takes = () => JSON.parse(composer().dataset.takes);
const template = () => composer().querySelector("[data-tile]");

/** Files that were chosen, or { name, size, type, path } of one that the server makes. */
export function attach(blobs) {
  wrong("");
  const { filesMax, tooMany } = composer().dataset;
  const conversation = here();
  const words = { ...template().dataset };
  const limits = takes();
  for (const blob of blobs) {
    if (filesOf(conversation).length >= Number(filesMax)) return wrong(tooMany);
    const problem = blob.path ? null : refused(blob, limits, words);
    if (problem) wrong(`${blob.name}: ${problem}`);
    else
      addFile(
        conversation,
        upload(blob, (found) => refused(found, limits, words), show),
      );
  }
  show();
  composer().querySelector("textarea").focus();
}

/** Puts files that the server has already beside what is written in the open conversation. */
export function bring(files) {
  const { filesMax, tooMany } = composer().dataset;
  const words = { ...template().dataset };
  for (const file of files) {
    if (filesOf(here()).length >= Number(filesMax)) wrong(tooMany);
    else addFile(here(), uploaded(file, refused(file, takes(), words)));
  }
  show();
}

/** Shows the files of the conversation that is open. */
function show() {
  const list = composer()?.querySelector("[data-tray]");
  if (!list) return;
  const files = filesOf(here());
  for (const tile of [...list.children]) if (!files.some(({ clientId }) => clientId === tile.dataset.file)) tile.remove();
  for (const file of files) fill(list.querySelector(`[data-file="${file.clientId}"]`) ?? list.appendChild(newTile(file)), file);
  list.hidden = files.length === 0;
  count();
}

function newTile(file) {
  const tile = template().content.firstElementChild.cloneNode(true);
  tile.dataset.file = file.clientId;
  tile.querySelector("[data-name]").textContent = file.name;
  const remove = tile.querySelector("[data-remove]");
  for (const name of ["aria-label", "title"])
    remove.setAttribute(
      name,
      remove.getAttribute(name).replace("{name}", () => file.name),
    );
  tile.querySelector("progress").setAttribute(
    "aria-label",
    template().dataset.uploading.replace("{name}", () => file.name),
  );
  if (file.blob?.type.startsWith("image/")) picture(tile, file);
  return tile;
}

function picture(tile, { blob }) {
  const image = tile.querySelector("img");
  image.src = URL.createObjectURL(blob);
  image.onload = () => {
    image.hidden = false;
    tile.querySelector(".icon").remove();
    URL.revokeObjectURL(image.src);
  };
}

function fill(tile, { size, progress, done, broken, problem }) {
  tile.dataset.state = problem || broken ? "bad" : done ? "done" : "";
  tile.querySelector("[data-state-words]").textContent = problem ?? (broken ? template().dataset.unreached : size ? sizeOf(size) : "");
  const bar = tile.querySelector("progress");
  bar.value = progress;
  bar.hidden = done || broken || Boolean(problem);
  tile.querySelector("[data-upload-again]").hidden = !broken;
}

const fileOf = (button) => filesOf(here()).find(({ clientId }) => clientId === button.closest("[data-file]").dataset.file);

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("#composer button");
  if (!button) return;
  if ("attach" in button.dataset) composer().querySelector("[data-file-input]").click();
  if ("uploadAgain" in button.dataset) fileOf(button).start();
  if ("remove" in button.dataset) {
    const file = fileOf(button);
    file.drop();
    removeFile(here(), file);
    show();
    composer().querySelector("textarea").focus();
  }
});
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-file-input]")) return;
  attach([...target.files]);
  target.value = "";
});
document.addEventListener("paste", (event) => {
  const { files } = event.clipboardData;
  if (!event.target.closest?.("#composer[data-can-reply]") || files.length === 0) return;
  event.preventDefault();
  attach([...files]);
});

// Dropped anywhere on the chat; the box says what it takes while something hangs over it.
const droppable = ({ target, dataTransfer }) => target.closest?.(".chat")?.querySelector("#composer[data-can-reply]") && dataTransfer?.types.includes("Files");
for (const moment of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(moment, (event) => {
    if (!composer() || !event.dataTransfer?.types.includes("Files")) return;
    const over = droppable(event);
    composer().toggleAttribute("data-dropping", moment === "dragover" && Boolean(over));
    // A file that misses the chat must not take the page's place.
    event.preventDefault();
    if (moment === "drop" && over) attach([...event.dataTransfer.files]);
  });
}

for (const moment of ["desk:shown", "tray:changed"]) document.body.addEventListener(moment, show);
