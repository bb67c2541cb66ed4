// Where the agent writes: an answer or a private note. What is being written is kept per conversation, with what it is.
import { announce } from "../page.js";
import { choicesHere, problemWith, showChoicesHere } from "./choices.js";
import { choose, draftIn, meet, sendDraft, writeDraft } from "./drafts.js";
import { put } from "./outbox.js";
import { messagesFrom } from "./split.js";
import { filesOf, takeFiles } from "./tray.js";
import { kindOf } from "./uploads.js";

export const composer = () => document.getElementById("composer");
const box = () => composer()?.querySelector("textarea");
const here = () => composer().dataset.conversation;
export const mode = () => composer().querySelector('[data-mode][aria-pressed="true"]').dataset.mode;

/** What stands in the box of the open conversation. */
export const draft = () => box()?.value.trim() ?? "";

const saveDraft = () => writeDraft(here(), { text: box().value, mode: mode(), choices: choicesHere() });

function setMode(next) {
  const note = next === "note";
  for (const button of composer().querySelectorAll("[data-mode]")) button.setAttribute("aria-pressed", String(button.dataset.mode === next));
  box().placeholder = note ? box().dataset.notePlaceholder : box().dataset.replyPlaceholder;
  const send = composer().querySelector("[data-send]");
  send.querySelector("span").textContent = note ? send.dataset.addNote : send.dataset.send;
  if (note) delete send.dataset.kind;
  else send.dataset.kind = "primary";
  for (const part of composer().querySelectorAll("[data-reply-only]")) part.hidden = note;
  for (const part of composer().querySelectorAll("[data-note-only]")) part.hidden = !note;
  composer().querySelector("[data-tray]").hidden = note || filesOf(here()).length === 0;
  count();
}

/** Begins to write a "reply" or a "note"; does nothing where that is not possible. */
export function write(next) {
  const button = composer()?.querySelector(`[data-mode="${next}"]`);
  if (!button || button.disabled || button.closest("[data-speaking]")) return;
  setMode(next);
  saveDraft();
  box().focus();
}

/** Says below the box what is wrong; nothing when the words are empty. */
export function wrong(words) {
  const line = composer().querySelector("[data-wrong]");
  line.textContent = words;
  line.hidden = !words;
}

/** How many messages it becomes is shown before it is sent. */
export function count() {
  const { partMax, captionMax, takes } = composer().dataset;
  const limits = { textMax: Number(partMax), captionMax: Number(captionMax) };
  const files = filesOf(here()).filter(({ problem }) => !problem);
  const kinds = files.map((file) => kindOf(file, JSON.parse(takes)));
  const parts = mode() === "note" || choicesHere() ? 1 : messagesFrom(box().value, kinds, limits);
  const line = composer().querySelector("[data-parts]");
  line.hidden = parts < 2;
  const words = line.dataset.text.replace("{n}", parts);
  if (line.textContent !== words) line.textContent = words;
}

function send() {
  const { textMax, tooLong } = composer().dataset;
  const text = box().value.trim();
  const reply = mode() === "reply";
  const files = reply ? filesOf(here()) : [];
  const choices = choicesHere();
  if (text === "" && files.length === 0 && !(reply && choices)) return;
  if (text.length > Number(textMax)) return wrong(tooLong.replace("{n}", text.length - Number(textMax)));
  const refused = files.find(({ problem }) => problem);
  if (refused) return wrong(`${refused.name}: ${refused.problem}`);
  const problem = reply ? problemWith({ text, files, takes: JSON.parse(composer().dataset.takes) }) : null;
  wrong(problem ?? "");
  if (problem !== null) return;
  const revision = sendDraft(here());
  put({ conversation: here(), mode: mode(), text, draft: revision, files: reply ? takeFiles(here()) : [], choices: reply ? choices : null });
  // A note takes no buttons along: they stay for the answer.
  if (!reply && choices) writeDraft(here(), { text: "", mode: "reply", choices });
  fill();
  announce("tray:changed");
}

/** Puts a text back into the box, above what stands there, as what it was, with its buttons. */
export function writeAgain(text, was, choices = null) {
  if (choices) showChoicesHere(choices);
  box().value = [text, box().value].filter(Boolean).join("\n");
  write(was);
}

// Round what is chosen, or where the cursor stands.
function wrap(mark) {
  const { selectionStart: from, selectionEnd: to, value } = box();
  insertText(`${mark}${value.slice(from, to)}${mark}`);
  if (from === to) box().setSelectionRange(from + mark.length, from + mark.length);
}

/** Writes something in place of what is chosen, so that the browser can undo it. */
export function insertText(text) {
  box().focus();
  if (document.execCommand("insertText", false, text)) return;
  box().setRangeText(text, box().selectionStart, box().selectionEnd, "end");
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

// Below what stands there: what is written stays, and the browser can undo it.
function sign(signature) {
  const before = box().value.trimEnd();
  box().setSelectionRange(before.length, box().value.length);
  insertText(before === "" ? signature : `\n\n${signature}`);
}

export const chosenText = () => box().value.slice(box().selectionStart, box().selectionEnd);

let wantsFocus = false;

// What is begun here stands in the box. An empty one stays what it is: a note after a note.
function fill() {
  if (!composer()) return;
  const { text, mode: was, choices, other } = draftIn(here());
  showChoicesHere(choices);
  if (box().value !== text) box().value = text;
  if (text !== "") setMode(was === "reply" && !composer().dataset.canReply ? "note" : was);
  else count();
  const beside = composer().querySelector("[data-other-draft]");
  beside.hidden = !other;
  beside.querySelector("[data-other-text]").textContent = [other?.text, ...(other?.choices?.options ?? []).map(({ title }) => title)]
    .filter(Boolean)
    .join("\n");
}

function shown() {
  if (!composer()) return;
  meet(here(), JSON.parse(composer().dataset.draft));
  setMode("canReply" in composer().dataset ? "reply" : "note");
  fill();
  const free = document.activeElement === document.body || document.activeElement === null;
  if ((wantsFocus || free) && matchMedia("(pointer: fine)").matches && "canReply" in composer().dataset) box().focus({ preventScroll: true });
  wantsFocus = false;
}

document.addEventListener("click", (event) => {
  const { target } = event;
  // Who chooses with the mouse is about to write; who walks the list by keys goes on walking.
  if (target.closest?.("#rows a.row")) wantsFocus = event.detail > 0;
  const button = target.closest?.("#composer button");
  if (button?.dataset.mode) write(button.dataset.mode);
  if (button?.dataset.wrap) wrap(button.dataset.wrap);
  if (button?.dataset.signature) sign(button.dataset.signature);
  if (button?.dataset.goOnWith) choose(here(), button.dataset.goOnWith);
});
document.addEventListener("input", ({ target }) => {
  if (target !== box()) return;
  wrong("");
  saveDraft();
  count();
});
document.addEventListener("choices:changed", ({ target }) => {
  if (!composer()?.contains(target)) return;
  saveDraft();
  count();
});
document.addEventListener("keydown", (event) => {
  if (event.target !== box() || event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  event.preventDefault();
  send();
});
document.addEventListener("submit", (event) => {
  if (event.target !== composer()) return;
  event.preventDefault();
  send();
});
document.body.addEventListener("draft:changed", fill);
document.body.addEventListener("desk:shown", shown);
