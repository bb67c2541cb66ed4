// What can be heard: one at a time, with its place and its speed. It goes by what is played and not by the element, for a message's
// element is made anew while it plays.
const SPEEDS = [1, 1.5, 2];
/** A browser's own recording says how long it is only when its end was looked for. */
const PAST_ALL = 1e8;
const STEP_SECONDS_MIN = 1;

const number = new Intl.NumberFormat(document.documentElement.lang);

/** { key, audio }, the last one that was begun. */
let current = null;
let speed = SPEEDS[0];

const soundOf = (target) => target.closest?.("[data-sound]");
const isCurrent = (sound) => current !== null && current.key === sound.dataset.sound;
const placeOf = (sound) => sound.querySelector("[data-sound-place]");

/** "0:24", "12:05". */
export function timeOf(seconds) {
  const whole = Math.round(Math.max(0, seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Ends what is being heard. */
export function hush() {
  if (!current) return;
  const { key, audio } = current;
  current = null;
  audio.pause();
  audio.removeAttribute("src");
  for (const sound of elementsOf(key)) paint(sound);
}

/** Ends what was being heard where the page shows it no more. */
export function hushUnseen() {
  if (current && elementsOf(current.key).length === 0) hush();
}

const elementsOf = (key) => document.querySelectorAll(`[data-sound="${CSS.escape(key)}"]`);

async function begin(sound) {
  hush();
  const audio = new Audio();
  const mine = { key: sound.dataset.sound, audio, from: Number(placeOf(sound).value) };
  current = mine;
  const show = () => {
    if (current === mine) for (const element of elementsOf(mine.key)) paint(element);
  };
  for (const moment of ["play", "pause", "durationchange", "seeked"]) audio.addEventListener(moment, show);
  audio.addEventListener("ended", () => {
    audio.currentTime = 0;
    show();
  });
  try {
    // A part of the page that has to fetch it first says how.
    audio.src = sound.source ? await sound.source() : mine.key;
    await found(audio);
    audio.currentTime = mine.from;
    audio.playbackRate = speed;
    if (current !== mine) return;
    await audio.play();
    run(mine);
  } catch (error) {
    if (current !== mine || error.name === "AbortError") return;
    hush();
    for (const element of elementsOf(mine.key)) element.querySelector("[data-sound-at]").textContent = element.dataset.notPlayed;
  }
}

/** Resolves when it is known how long it is. */
function found(audio) {
  const { promise, resolve, reject } = Promise.withResolvers();
  audio.addEventListener("error", () => reject(audio.error ?? new Error("it cannot be played")), { once: true });
  const known = () => {
    if (!Number.isFinite(audio.duration)) return;
    audio.removeEventListener("durationchange", known);
    resolve();
  };
  audio.addEventListener("durationchange", known);
  audio.addEventListener("loadedmetadata", () => {
    if (!Number.isFinite(audio.duration)) audio.currentTime = PAST_ALL;
  });
  return promise;
}

// Between two frames, for the time that the browser tells by itself jumps.
function run(mine) {
  if (current !== mine || mine.audio.paused) return;
  for (const sound of elementsOf(mine.key)) paint(sound);
  requestAnimationFrame(() => run(mine));
}

async function toggle(sound) {
  if (!isCurrent(sound)) return begin(sound);
  const { audio } = current;
  if (!audio.paused) return audio.pause();
  await audio.play();
  run(current);
}

const lengthOf = (sound) => {
  const told = Number(sound.dataset.seconds) || 0;
  const known = isCurrent(sound) ? current.audio.duration : 0;
  return told || (Number.isFinite(known) ? known : 0);
};

function paint(sound) {
  const playing = isCurrent(sound) && !current.audio.paused;
  const length = lengthOf(sound);
  const place = placeOf(sound);
  if (Number(place.max) !== length) place.max = length;
  if (isCurrent(sound)) place.value = Math.min(current.audio.currentTime, length);
  const at = Number(place.value);
  const words = at > 0 || playing ? timeOf(at) : length > 0 ? timeOf(length) : "";
  const line = sound.querySelector("[data-sound-at]");
  if (line.textContent !== words) line.textContent = words;
  place.style.setProperty("--part", length > 0 ? at / length : 0);
  place.setAttribute("aria-valuetext", sound.dataset.at.replace("{at}", timeOf(at)).replace("{length}", timeOf(length)));
  sound.toggleAttribute("data-playing", playing);
  const button = sound.querySelector("[data-sound-play]");
  const label = playing ? sound.dataset.pause : sound.dataset.play;
  if (button.getAttribute("aria-label") === label) return;
  button.setAttribute("aria-label", label);
  button.title = label;
}

function seek(sound, seconds) {
  placeOf(sound).value = seconds;
  if (isCurrent(sound)) current.audio.currentTime = Number(placeOf(sound).value);
  paint(sound);
}

function faster() {
  speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];
  if (current) current.audio.playbackRate = speed;
  showSpeed();
}

function showSpeed(within = document) {
  for (const button of within.querySelectorAll("[data-sound-speed]")) {
    const words = `${number.format(speed)}×`;
    if (button.textContent === words) continue;
    button.textContent = words;
    button.setAttribute("aria-label", `${button.dataset.soundSpeed} ${words}`);
  }
}

document.addEventListener("click", ({ target }) => {
  const sound = soundOf(target);
  if (!sound) return;
  if (target.closest("[data-sound-play]")) void toggle(sound);
  if (target.closest("[data-sound-speed]")) faster();
});
document.addEventListener("input", ({ target }) => {
  if (target.matches?.("[data-sound-place]")) seek(soundOf(target), Number(target.value));
});
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (!target.matches?.("[data-sound-place]")) return;
  const sound = soundOf(target);
  const step = Math.max(STEP_SECONDS_MIN, lengthOf(sound) / 20);
  const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[key];
  if (way === undefined && key !== " ") return;
  event.preventDefault();
  if (key === " ") void toggle(sound);
  else seek(sound, Number(target.value) + way * step);
});

// A player that comes later, or anew, shows the speed that was chosen, and where it was left.
new MutationObserver((changes) => {
  if (current === null && speed === SPEEDS[0]) return;
  const sounds = changes.flatMap(({ addedNodes }) => [...addedNodes]).flatMap((node) => [...(node.querySelectorAll?.("[data-sound]") ?? [])]);
  for (const sound of sounds) {
    showSpeed(sound);
    if (isCurrent(sound)) paint(sound);
  }
}).observe(document.body, { childList: true, subtree: true });
