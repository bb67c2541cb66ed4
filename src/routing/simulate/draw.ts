/**
 * A number in [0, 1) that follows from numbers alone: the same conversation meets the same luck with or without a change, so that a
 * difference between two days is the change's. (The finalizer of MurmurHash3, over each number in turn.)
 */
export function drawn(...numbers: readonly number[]): number {
  let state = 0x9e3779b9;
  for (const number of numbers) {
    state = Math.imul(state ^ number, 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return (state >>> 0) / 2 ** 32;
}
