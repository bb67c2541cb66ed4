/** Those who only might want to know are told at most so often. */
export const CALM_MS = 1000;

/** Tells a key at once and then not for a while; what comes meanwhile is told once, when that is over. */
export function calmly(tell: (key: string, topics: readonly string[]) => void) {
  const resting = new Map<string, { timer: Timer; late: readonly string[] | null }>();
  const say = (key: string, topics: readonly string[]) => {
    tell(key, topics);
    resting.set(key, { timer: setTimeout(wake, CALM_MS, key), late: null });
  };
  const wake = (key: string) => {
    const late = resting.get(key)?.late;
    resting.delete(key);
    if (late) say(key, late);
  };
  return {
    tell: (key: string, topics: readonly string[]) => {
      const rest = resting.get(key);
      if (rest) rest.late = topics;
      else say(key, topics);
    },
    close: () => {
      for (const { timer } of resting.values()) clearTimeout(timer);
      resting.clear();
    },
  };
}
