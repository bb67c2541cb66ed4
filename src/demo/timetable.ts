type Entry = { readonly at: number; readonly nth: number; readonly act: () => void };

/** What people will do and when. It knows no clock: who has one asks for what is due. */
export type Timetable = {
  /** Plans something; gives the way to call it off. */
  at(when: number, act: () => void): () => void;
  /** When the next thing is due; null when nothing is planned. */
  next(): number | null;
  /** The first thing that is due, taken off the table, with its instant; null when nothing is. */
  take(now: number): { readonly at: number; readonly act: () => void } | null;
};

/** Of two things at the same instant the one that was planned first comes first. */
export function timetableOf(): Timetable {
  const entries: Entry[] = [];
  let planned = 0;

  const placeOf = (entry: Entry): number => {
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comesBefore(entries[middle] as Entry, entry)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    at: (when, act) => {
      const entry = { at: when, nth: planned++, act };
      entries.splice(placeOf(entry), 0, entry);
      return () => {
        const found = placeOf(entry);
        if (entries[found] === entry) entries.splice(found, 1);
      };
    },
    next: () => entries[0]?.at ?? null,
    take: (now) => ((entries[0]?.at ?? Number.POSITIVE_INFINITY) > now ? null : (entries.shift() ?? null)),
  };
}

const comesBefore = (one: Entry, other: Entry) => one.at < other.at || (one.at === other.at && one.nth < other.nth);
