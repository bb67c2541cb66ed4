// One soft note when an answer comes and the visitor looks elsewhere. A browser lets a page sound only after a gesture in it.
const HERTZ = 587.3;
const SECONDS = 0.5;
const LOUDNESS = 0.09;

let context = null;
const ready = () => {
  context ??= globalThis.AudioContext ? new AudioContext() : null;
};
for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, ready, { once: true, passive: true });

export function ring() {
  if (context?.state !== "running") return;
  const level = context.createGain();
  const tone = context.createOscillator();
  const start = context.currentTime;
  level.gain.setValueAtTime(0, start);
  level.gain.linearRampToValueAtTime(LOUDNESS, start + 0.015);
  level.gain.exponentialRampToValueAtTime(0.0001, start + SECONDS);
  tone.frequency.value = HERTZ;
  tone.connect(level).connect(context.destination);
  tone.start(start);
  tone.stop(start + SECONDS);
}
