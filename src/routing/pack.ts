import type { Considered, Others, Reason } from "./rules.ts";

// The place of a reason in this list is stored: add at the end only, at most sixteen.
const REASONS: readonly Reason[] = [
  "chosen",
  "could",
  "signed-out",
  "unseen",
  "not-ready",
  "full",
  "rejected",
  "not-included",
  "low-level",
  "reserved",
  "had-it",
  "isolated",
];
const REASON_BITS = 4;

export type Packed = { considered: readonly Considered[]; others: Others };

/**
 * Who was considered, as bytes: the counts of the others, how many were considered and the first one's id, as numbers of seven bits
 * a byte, the lowest first; then, bit by bit, each one's distance from the id before (Rice's code, with as many plain bits as make
 * all the distances shortest) and the reason in four. Thirty agents of a company of a hundred take about 33 bytes, of one of two thousand 45.
 */
export function pack({ considered, others }: Packed): Uint8Array {
  const bytes: number[] = [];
  for (const number of [others.laterRing, others.unskilled, considered.length, considered[0]?.agentId ?? 0]) pushNumber(bytes, number);
  if (considered.length === 0) return Uint8Array.from(bytes);
  const steps = considered.map(({ agentId }, at) => agentId - (considered[at - 1]?.agentId ?? agentId - 1) - 1);
  const plain = plainBits(steps);
  bytes.push(plain);
  const put = bitsInto(bytes);
  const unit = 2 ** plain;
  considered.forEach(({ reason }, at) => {
    const step = steps[at] ?? 0;
    let whole = Math.floor(step / unit);
    for (; whole >= 8; whole -= 8) put(255, 8);
    put((1 << whole) - 1, whole + 1);
    put(step, plain);
    put(REASONS.indexOf(reason), REASON_BITS);
  });
  put(0, 7);
  return Uint8Array.from(bytes);
}

/** The opposite of `pack`. */
export function unpack(bytes: Uint8Array): Packed {
  let byte = 0;
  const number = () => {
    let found = 0;
    for (let scale = 1; ; scale *= 128) {
      const next = bytes[byte++] ?? 0;
      found += (next % 128) * scale;
      if (next < 128) return found;
    }
  };
  const [laterRing, unskilled, count, first] = [number(), number(), number(), number()];
  const plain = bytes[byte++] ?? 0;
  let at = byte * 8;
  const bit = () => ((bytes[at >> 3] ?? 0) >> (at++ & 7)) & 1;
  const bits = (size: number) => Array.from({ length: size }, (_, n) => bit() * 2 ** n).reduce((sum, one) => sum + one, 0);
  let agentId = first - 1;
  const considered = Array.from({ length: count }, () => {
    let whole = 0;
    while (bit() === 1) whole++;
    agentId += whole * 2 ** plain + bits(plain) + 1;
    return { agentId, reason: REASONS[bits(REASON_BITS)] ?? "could" };
  });
  return { considered, others: { laterRing, unskilled } };
}

function pushNumber(bytes: number[], number: number) {
  for (let rest = number; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return void bytes.push(rest);
    bytes.push((rest % 128) + 128);
  }
}

const PART_BITS = 24;

/** Appends numbers of so many bits each, the lowest first; of the last byte only when it is full. */
function bitsInto(bytes: number[]): (number: number, size: number) => void {
  let held = 0;
  let count = 0;
  const putPart = (number: number, size: number) => {
    held |= number << count;
    for (count += size; count >= 8; count -= 8) {
      bytes.push(held & 255);
      held >>>= 8;
    }
  };
  return (number, size) => {
    let rest = number;
    let left = size;
    for (; left > PART_BITS; left -= PART_BITS) {
      putPart(rest % 2 ** PART_BITS, PART_BITS);
      rest = Math.floor(rest / 2 ** PART_BITS);
    }
    putPart(rest & ((1 << left) - 1), left);
  };
}

// How many bits of each distance are written plainly: near the logarithm of the middle one, all of them together are shortest.
function plainBits(steps: readonly number[]): number {
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return Math.floor(Math.log2(1 + mean * Math.LN2));
}
