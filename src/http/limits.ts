/** Counts what each key does within a window of time. */
export type Limiter = {
  /** Counts one more. 0 = allowed, else in how many seconds it will be. */
  take(key: string): number;
  /** What was counted last does not count after all. */
  giveBack(key: string): void;
};

type Rule = { max: number; windowMs: number };
/** More keys than this at once are not remembered: the oldest is forgotten. */
export const LIMITED_KEYS_MAX = 50_000;

/** At most `max` in every window, by the workspace's clock; a window begins with the first. Kept in memory: a restart forgets. */
export function limiterOf({ max, windowMs }: Rule, clock: () => number): Limiter {
  const windows = new Map<string, { until: number; count: number }>();
  const windowOf = (key: string) => {
    const known = windows.get(key);
    if (known && known.until > clock()) return known;
    windows.delete(key);
    const [oldest] = windows.keys();
    if (windows.size >= LIMITED_KEYS_MAX && oldest !== undefined) windows.delete(oldest);
    const fresh = { until: clock() + windowMs, count: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  return {
    take: (key) => {
      const window = windowOf(key);
      if (window.count >= max) return Math.ceil((window.until - clock()) / 1000);
      window.count++;
      return 0;
    },
    giveBack: (key) => {
      const window = windows.get(key);
      if (window && window.count > 0) window.count--;
    },
  };
}
