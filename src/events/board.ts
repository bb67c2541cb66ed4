/** One open stream: what it listens to and what it has yet to be told. */
export type Stream = {
  readonly out: ReadableStreamDefaultController<Uint8Array>;
  readonly listening: Listening;
  /** In which second of each quarter minute it gets its comment. */
  readonly slot: number;
  keys: readonly string[];
  /** One signal's own topics, shared by all whom it concerns, or a set of one's own where several came together. */
  pending: readonly string[] | Set<string> | null;
  /** Every signal spends a little time, from now on or from here on. */
  spentUntil: number;
};

/** Whose stream it is: the keys it hears now, or null when it is nobody's any more. `dropped` when it was too slow, `ended` whyever it is over. */
export type Listening = { keys(): readonly string[] | null; dropped?(): void; ended?(): void };

/** Which stream hears what. */
export type Board = {
  readonly all: ReadonlySet<Stream>;
  hearing(key: string): Iterable<Stream>;
  enter(stream: Stream, keys: readonly string[]): void;
  leave(stream: Stream): void;
};

export function boardOf(): Board {
  const all = new Set<Stream>();
  const index = new Map<string, Set<Stream>>();

  const enter = (stream: Stream, keys: readonly string[]) => {
    all.add(stream);
    stream.keys = keys;
    for (const key of keys) {
      const there = index.get(key);
      if (there) there.add(stream);
      else index.set(key, new Set([stream]));
    }
  };
  const leave = (stream: Stream) => {
    all.delete(stream);
    for (const key of stream.keys) {
      const there = index.get(key);
      if (there?.delete(stream) && there.size === 0) index.delete(key);
    }
  };
  return { all, enter, leave, hearing: (key) => index.get(key) ?? [] };
}
