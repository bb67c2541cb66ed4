// Texts that are kept to be written again. "/" where a word could begin opens them above the box; what is chosen goes into the box, never
// out by itself.
import { page } from "../page.js";
import { plain } from "../searched.js";
import { bring } from "./attach.js";
import { bringChoices } from "./choices.js";
import { chooserAbove } from "./chooser.js";
import { composer, insertText, mode, wrong } from "./composer.js";

const chooser = () => document.getElementById("shortcodes");
const categories = () => [...chooser().querySelectorAll("[data-category][aria-pressed]")];
const category = () => categories().find(({ ariaPressed }) => ariaPressed === "true")?.dataset.category ?? "";

function press(of) {
  const pressed = categories().find(({ dataset }) => dataset.category === of) ?? categories()[0];
  for (const button of categories()) button.setAttribute("aria-pressed", String(button === pressed));
}

function fits({ dataset: { text, category: of }, textContent }, has) {
  return (category() === "" || of === category()) && has(plain(`${textContent} ${of} ${text}`));
}

// All of it is seen before it is put into the box.
function show(option) {
  const whole = chooser().querySelector("[data-whole]");
  if (!whole) return;
  whole.textContent = option?.dataset.text ?? "";
  const brings = option?.querySelector("template")?.content.cloneNode(true);
  chooser()
    .querySelector("[data-brings]")
    .replaceChildren(...(brings?.childNodes ?? []));
}

// With all that it brings along; into a note goes the text alone.
function put(option) {
  const { text, given, files } = option.dataset;
  write(text);
  if (mode() === "note") return;
  if (given) bringChoices(JSON.parse(given));
  if (files) void bringFiles(composer().dataset.conversation, option.id.slice("shortcode-".length));
}

// A variable that nobody could fill is left chosen, to be written over.
function write(text) {
  const box = composer().querySelector("textarea");
  const from = box.selectionStart;
  insertText(text);
  const hole = /\{\w+\}/.exec(text);
  if (hole) box.setSelectionRange(from + hole.index, from + hole.index + hole[0].length);
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

const { open, narrow } = chooserAbove({
  id: "shortcodes",
  path: "shortcodes",
  opener: "[data-shortcodes]",
  sign: "/",
  put,
  fits,
  // What has the words in its title is proposed first.
  best: (shown, has) => shown.find(({ textContent }) => has(plain(textContent))) ?? shown[0],
  chosen: show,
  fills: (fill) => {
    const of = category();
    fill();
    press(of);
  },
  clicked: (target) => {
    const chosen = target.closest("[data-category][aria-pressed]");
    if (!chosen) return;
    press(chosen.dataset.category);
    narrow();
  },
});

/** Opens what there is to choose from, and begins to search. */
export const openShortcodes = open;
