// What is spoken instead of written: recorded, heard, then sent. A recording that is not sent stays with its conversation until the page is left.
import { hush, hushUnseen, timeOf } from "../player.js";
import { composer } from "./composer.js";
import { put } from "./outbox.js";
import { canRecord, causeOf, permission, record } from "./recorder.js";
import { upload } from "./uploads.js";

const SOON_MS = 10_000;
/** Who clicks twice to stop has not heard it yet. */
const SHIELD_MS = 700;
/** Speech is quieter than a meter is high. */
const LOUDER = 4;

/** Recordings by conversation: { blob, url, ms, why }. */
const kept = new Map();
/** What goes on now: { conversation, step, recording, shown }. */
let live = null;

const here = () => composer()?.dataset.conversation;
const bar = () => composer()?.querySelector("[data-voice-bar]");
const words = () => JSON.parse(bar().dataset.words);
const isHere = () => live !== null && live.conversation === here();
const stepHere = () => (isHere() ? live.step : kept.has(here()) ? "done" : null);

function paint() {
  if (!bar()) return;
  const step = stepHere();
  composer().toggleAttribute("data-speaking", step !== null);
  bar().hidden = step === null;
  for (const part of bar().querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== step;
  if (step === "done") showKept(kept.get(here()));
}

function showKept({ url, ms, why }) {
  const sound = bar().querySelector(".voice");
  const hint = bar().querySelector("[data-voice-hint]");
  hint.textContent = words()[why] ?? words().listen;
  if (sound.dataset.sound === url) return;
  sound.dataset.sound = url;
  sound.dataset.seconds = ms / 1000;
  const place = sound.querySelector("[data-sound-place]");
  place.max = ms / 1000;
  place.value = 0;
  place.style.setProperty("--part", 0);
  sound.querySelector("[data-sound-at]").textContent = timeOf(ms / 1000);
}

/** Goes to a step, says so to who listens, and puts the focus on what comes next there. */
function go(step, told = "") {
  live = { ...live, conversation: here(), step, shown: 0 };
  paint();
  tell(told);
  const part = bar().querySelector(`[data-step="${step}"]`);
  (part.querySelector('[data-kind="primary"]') ?? part.querySelector("button")).focus();
}

function tell(text) {
  bar().querySelector("[data-voice-told]").textContent = text;
}

async function begin() {
  if (!bar() || isHere()) return;
  hush();
  if (!canRecord()) return go("unsupported");
  const state = await permission();
  if (isHere() || !bar()) return;
  if (state === "granted") return start();
  return go(state === "denied" ? "refused" : "ask");
}

async function start() {
  go("asking");
  const mine = live;
  const { bytesMax, secondsMax } = bar().dataset;
  const done = (made) => ended(mine.conversation, made);
  const wanted = { bytesMax: Number(bytesMax), secondsMax: Number(secondsMax), look, done };
  try {
    const recording = await record(wanted);
    if (live !== mine) return recording.cancel();
    live.recording = recording;
    clearMeter();
    go("recording", words().recording);
  } catch (error) {
    if (live === mine && isHere()) go(causeOf(error));
  }
}

function look({ ms, level }) {
  if (!isHere() || live.step !== "recording") return;
  const time = bar().querySelector("[data-voice-time]");
  const text = timeOf(Math.floor(ms / 1000));
  if (time.textContent !== text) time.textContent = text;
  const left = Number(bar().dataset.secondsMax) * 1000 - ms;
  if (left < SOON_MS && !live.soon) {
    live.soon = true;
    tell(words().soon);
  }
  const bars = [...bar().querySelectorAll("[data-meter] rect")];
  bars.forEach((one, at) => {
    setBar(one, at + 1 < bars.length ? Number(bars[at + 1].getAttribute("height")) : Math.max(2, 24 * Math.min(1, level * LOUDER)));
  });
}

function setBar(one, height) {
  one.setAttribute("height", height);
  one.setAttribute("y", (24 - height) / 2);
}

function clearMeter() {
  for (const one of bar().querySelectorAll("[data-meter] rect")) setBar(one, 2);
  bar().querySelector("[data-voice-time]").textContent = timeOf(0);
}

function ended(conversation, { blob, ms, why }) {
  const focused = bar()?.contains(document.activeElement);
  live = null;
  if (blob.size > 0) keepVoice(conversation, blob, ms, why);
  paint();
  if (conversation !== here() || !bar()) return;
  tell(words()[why] ?? words().listen);
  if (focused) bar().querySelector('[data-step="done"] [data-sound-play]').focus();
}

/** Keeps a recording with its conversation until it is sent. */
export function keepVoice(conversation, blob, ms, why = "stopped") {
  drop(conversation);
  kept.set(conversation, { blob, ms, why, url: URL.createObjectURL(blob), at: performance.now() });
  paint();
}

function drop(conversation) {
  const found = kept.get(conversation);
  if (!found) return;
  hush();
  URL.revokeObjectURL(found.url);
  kept.delete(conversation);
}

// What was recorded before is still there when one thinks better of recording it again.
function cancel() {
  live?.recording?.cancel();
  live = null;
  back();
}

function discard() {
  drop(here());
  back();
}

function back() {
  paint();
  composer()
    .querySelector(kept.has(here()) ? ".speaking [data-sound-play]" : '[data-voice="begin"]')
    ?.focus();
}

function send() {
  const { blob, ms, at } = kept.get(here());
  if (performance.now() - at < SHIELD_MS) return;
  const { name, voiceBar } = bar().dataset;
  const spoken = Object.assign(new File([blob], `${name} ${timeOf(ms / 1000)}`, { type: blob.type }), { spokenMs: ms });
  const conversation = here();
  const file = upload(
    spoken,
    () => null,
    () => {},
    { voice: voiceBar },
  );
  drop(conversation);
  paint();
  put({ conversation, mode: "reply", text: "", files: [file] });
  composer().querySelector("textarea").focus();
}

// Who opens another conversation has said what they wanted to say in this one.
function moved() {
  if (live !== null && !isHere()) {
    if (live.step === "recording") live.recording.stop();
    else live = null;
  }
  hushUnseen();
  paint();
}

const DEEDS = { begin, allow: start, again: begin, cancel, discard, stop: () => live.recording.stop(), send };

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("#composer [data-voice]");
  if (!button) return;
  if (button.dataset.voice === "again") live = null;
  void DEEDS[button.dataset.voice]();
});
document.body.addEventListener("desk:shown", moved);
addEventListener("beforeunload", (event) => {
  if (live?.step === "recording" || kept.size > 0) event.preventDefault();
});
