/** Seeded dice (mulberry32), so that a day that fails can be had again from its seed. */
export function random(seed: number) {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    between: (low: number, high: number) => low + below(high - low + 1),
    chance: (p: number) => next() < p,
    pick: <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] as T,
    shuffled: <T>(from: readonly T[]): T[] =>
      from
        .map((thing) => ({ thing, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ thing }) => thing),
    some: <T>(from: readonly T[], p: number): T[] => from.filter(() => next() < p),
  };
}

export type Random = ReturnType<typeof random>;
