const RATE = 8_000;
const WAV_HEAD_BYTES = 44;
/** The first three formants of a, e, i, o, u, in Hz: what makes a voice of a buzz. */
const VOWELS = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [300, 2250, 2900],
  [570, 840, 2410],
  [330, 870, 2240],
] as const;
const WIDTHS = [80, 90, 120] as const;
const [SYLLABLE_SECONDS, PITCH_HZ] = [0.19, 132];
const [LOUDNESS, FULL] = [0.7, 32_767];

/** A voice that says nothing in particular for so many seconds: a WAV of 8 kHz, 16 bits, always the same. */
export function voiceOf(seconds: number): Uint8Array {
  const samples = spoken(Math.round(seconds * RATE));
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9);
  const file = Buffer.alloc(WAV_HEAD_BYTES + samples.length * 2);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, n) => void file.writeInt16LE(Math.round((sample / loudest) * LOUDNESS * FULL), WAV_HEAD_BYTES + n * 2));
  return file;
}

// A buzz at the pitch of a voice, through three resonators that move from vowel to vowel, with a breath after every few syllables.
function spoken(count: number): Float32Array {
  const samples = new Float32Array(count);
  const resonators = WIDTHS.map((width) => ({ keep: Math.exp((-Math.PI * width) / RATE), last: 0, before: 0 }));
  let phase = 0;
  for (let n = 0; n < count; n++) {
    const time = n / RATE;
    const syllable = Math.floor(time / SYLLABLE_SECONDS);
    const within = time / SYLLABLE_SECONDS - syllable;
    const vowel = VOWELS[(syllable * 7 + (syllable >> 2) * 3) % VOWELS.length] as (typeof VOWELS)[number];
    const isBreath = syllable % 9 === 8 || time > count / RATE - 0.15;
    phase += (PITCH_HZ * (1 + 0.12 * Math.sin(time * 2.1) + 0.05 * Math.sin(syllable))) / RATE;
    const pulse = (phase % 1) ** 3 - 0.25;
    const loud = isBreath ? 0 : Math.sin(Math.PI * within) ** 0.6;
    samples[n] = resonators.reduce((sum, resonator, at) => sum + ring(resonator, pulse * loud, vowel[at] as number) / (at + 1), 0);
  }
  return samples;
}

function ring(resonator: { keep: number; last: number; before: number }, pulse: number, hertz: number): number {
  const { keep, last, before } = resonator;
  const now = pulse * (1 - keep) + 2 * keep * Math.cos((2 * Math.PI * hertz) / RATE) * last - keep * keep * before;
  resonator.before = last;
  resonator.last = now;
  return now;
}
