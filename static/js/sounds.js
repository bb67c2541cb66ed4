// Our own sounds, made when they are needed: no file, and as loud as the person wants.
import { page } from "./page.js";

let context = null;

/** Takes the computer's loudspeaker; `changed` is called whenever it changes whether this page may be heard. */
export function openSound(changed) {
  if (!globalThis.AudioContext) return;
  context = new AudioContext();
  context.addEventListener("statechange", changed);
}

/** Whether this page may be heard: browsers want a gesture first. */
export const mayPlay = () => context?.state === "running";

/** Asks for it; resolves to whether it may. Call it in answer to a click or a key. */
export async function askToPlay() {
  await context?.resume().catch(() => {});
  return mayPlay();
}

// One note: a sine with a soft octave above it, struck and fading.
function note(hertz, afterSeconds, lastsSeconds, loudness) {
  const start = context.currentTime + afterSeconds;
  const level = context.createGain();
  level.connect(context.destination);
  level.gain.setValueAtTime(0, start);
  level.gain.linearRampToValueAtTime(loudness, start + 0.015);
  level.gain.exponentialRampToValueAtTime(0.0001, start + lastsSeconds);
  for (const [times, share] of [
    [1, 1],
    [2, 0.25],
  ]) {
    const tone = context.createOscillator();
    const part = context.createGain();
    tone.frequency.value = hertz * times;
    part.gain.value = share;
    tone.connect(part).connect(level);
    tone.start(start);
    tone.stop(start + lastsSeconds);
  }
}

// Ears hear in ratios: the middle of the slider sounds half as loud.
const loudness = () => (page.volume / 100) ** 2 * 0.6;

/** Plays "offer" (two notes) or "message" (one soft note). */
export function play(sound) {
  if (!mayPlay() || page.volume === 0) return;
  if (sound === "offer") {
    note(659.3, 0, 0.45, loudness());
    note(880, 0.16, 0.7, loudness());
  } else note(587.3, 0, 0.5, loudness() * 0.6);
}
