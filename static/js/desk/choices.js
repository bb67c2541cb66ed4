// Buttons or a list below what is being written: they are part of the draft, and go with the answer.
import { choicesIn, showChoices, tellWrongs, wrongsIn } from "../choices-editor.js";
import { kindOf } from "./uploads.js";

const section = () => document.querySelector("#composer [data-choices]");

/** What stands in the composer, or null. */
export const choicesHere = () => choicesIn(section());

/** Shows what is begun; nothing where the channel has no buttons. */
export const showChoicesHere = (choices) => showChoices(section(), choices);

/** Puts choices in the place of what stands there, as if they had been written. */
export function bringChoices(choices) {
  showChoicesHere(choices);
  section()?.dispatchEvent(new CustomEvent("choices:changed", { bubbles: true }));
}

/** What is wrong with sending them with this text and these files: words, or "" where it stands beside its field; null when it can go. */
export function problemWith({ text, files, takes }) {
  const editor = section();
  const choices = choicesHere();
  if (!choices) return null;
  const words = JSON.parse(editor.dataset.words);
  const { textMax, files: kinds } = JSON.parse(editor.dataset.limits)[choices.kind];
  const first = tellWrongs(editor, wrongsIn(editor));
  first?.focus();
  if (first || choices.options.length === 0) return "";
  if (text === "") return words.textEmpty;
  if (text.length > textMax) return words.textTooLong.replace("{max}", textMax);
  if (files.length > 1) return words.oneFile;
  if (files.length === 0 || kinds.includes(kindOf(files[0], takes))) return null;
  return kinds.length === 0 ? words.noFile : words.otherFile;
}
