/** What a roll can decide. */
export type Chance = ReturnType<typeof chanceOf>;

export function chanceOf(roll: () => number) {
  const below = (n: number) => Math.floor(roll() * n);
  return {
    below,
    /** Any number from low up to high. */
    between: (low: number, high: number) => low + roll() * (high - low),
    is: (probability: number) => roll() < probability,
    pick: <T>(from: readonly [T, ...T[]]): T => from[below(from.length)] as T,
    pickFrom: <T>(from: readonly T[]): T | undefined => from[below(from.length)],
    /** How long until the next of things that happen at random, `meanMs` apart on average (a Poisson process). */
    pause: (meanMs: number) => -Math.log(1 - roll()) * meanMs,
  };
}
