/** What holds for a while after it was last said, and is over by itself. */
export function fadingOf<K, V>(lastsMs: number, clock: () => number) {
  const kept = new Map<K, { value: V; until: number }>();
  const live = (key: K) => {
    const found = kept.get(key);
    return found && found.until > clock() ? found : null;
  };
  return {
    say: (key: K, value: V) => void kept.set(key, { value, until: clock() + lastsMs }),
    get: (key: K): V | null => live(key)?.value ?? null,
    until: (key: K): number | null => live(key)?.until ?? null,
    /** Over before that: what is left of its time is no longer than this. */
    shorten: (key: K, leftMs: number) => {
      const found = kept.get(key);
      if (found) kept.set(key, { ...found, until: Math.min(found.until, clock() + leftMs) });
    },
    /** True when it still held. */
    end: (key: K): boolean => {
      const held = live(key) !== null;
      kept.delete(key);
      return held;
    },
    entries: (): [K, V][] => [...kept].flatMap(([key, { value, until }]) => (until > clock() ? [[key, value] as [K, V]] : [])),
    sweep: () => {
      for (const key of [...kept.keys()]) if (!live(key)) kept.delete(key);
    },
  };
}
