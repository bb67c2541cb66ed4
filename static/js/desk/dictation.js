// Dictating: the first press of the microphone listens and writes where the cursor stands, the second stops. Nothing is sent by it.
import { composer, insertText, wrong } from "./composer.js";

const SPOKEN = "parlo.dictation";
/** The microphone is not ours; all else is told as a failure, but silence. */
const REFUSED = new Set(["not-allowed", "service-not-allowed", "audio-capture"]);

const Recognition = () => window.SpeechRecognition ?? window.webkitSpeechRecognition;
const button = () => composer()?.querySelector("[data-dictates]");
const spokenButton = () => composer().querySelector("[data-spoken]");
const box = () => composer().querySelector("textarea");

/** What listens now, and for which conversation. */
let listening = null;

function start() {
  wrong("");
  const recognition = new (Recognition())();
  Object.assign(recognition, { lang: spokenButton().dataset.spoken, continuous: true, interimResults: false });
  const mine = { recognition, conversation: composer().dataset.conversation };
  recognition.onresult = ({ results, resultIndex }) => {
    if (!isHere(mine)) return;
    for (const result of [...results].slice(resultIndex)) if (result.isFinal) write(result[0].transcript.trim());
  };
  recognition.onerror = ({ error }) => {
    if (!isHere(mine) || error === "no-speech" || error === "aborted") return;
    wrong(REFUSED.has(error) ? button().dataset.refused : button().dataset.failed);
  };
  recognition.onend = () => {
    if (listening === mine) listening = null;
    show();
  };
  try {
    recognition.start();
  } catch {
    return wrong(button().dataset.failed);
  }
  listening = mine;
  show();
}

const isHere = ({ conversation }) => button() && composer().dataset.conversation === conversation;

// What was heard last still comes.
function stop() {
  listening?.recognition.stop();
  listening = null;
  show();
}

function write(heard) {
  const { selectionStart: from, selectionEnd: to, value } = box();
  const before = from === 0 || /\s/.test(value[from - 1]) ? "" : " ";
  const after = to === value.length || /[\s.,;:!?]/.test(value[to]) ? "" : " ";
  const text = before + heard + after;
  // In a window above the page is somebody else's cursor.
  if (!document.querySelector("dialog[open]")) return insertText(text);
  box().setRangeText(text, from, to, "end");
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

function show() {
  if (!button()) return;
  const { start: begin, stop: end, none } = button().dataset;
  button().setAttribute("aria-pressed", String(listening !== null));
  button().setAttribute("aria-label", Recognition() ? begin : none);
  button().title = Recognition() ? (listening ? end : begin) : none;
}

// The last language that was chosen here, where it can be chosen.
function speak(tag) {
  const item = [...composer().querySelectorAll("[data-speaks]")].find(({ dataset }) => dataset.speaks === tag);
  if (!item) return;
  for (const one of composer().querySelectorAll("[data-speaks]")) one.setAttribute("aria-checked", String(one === item));
  spokenButton().dataset.spoken = tag;
  spokenButton().firstElementChild.textContent = tag.slice(0, 2).toUpperCase();
}

function label() {
  const words = spokenButton().dataset.label.replace("{name}", () => composer().querySelector('[data-speaks][aria-checked="true"]').firstChild.textContent);
  for (const name of ["aria-label", "title"]) spokenButton().setAttribute(name, words);
}

document.body.addEventListener("desk:shown", () => {
  if (listening && !isHere(listening)) stop();
  if (!button()) return;
  speak(localStorage.getItem(SPOKEN));
  label();
  show();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-dictates]")) {
    if (listening) stop();
    else if (Recognition()) start();
    else wrong(button().dataset.none);
  }
  const item = target.closest?.("[data-speaks]");
  if (!item) return;
  localStorage.setItem(SPOKEN, item.dataset.speaks);
  const again = listening !== null;
  if (again) stop();
  speak(item.dataset.speaks);
  label();
  if (again) start();
});
