import { signalsOf } from "./audience.ts";
import { type Board, boardOf, type Listening, type Stream } from "./board.ts";
import type { Bus } from "./bus.ts";
import { calmly } from "./calm.ts";
import type { Event } from "./kinds.ts";
import { commentsOf, finish, frame, outletOf, send } from "./outlet.ts";

/** Signals that a page may be behind before it is cut off; it comes back and asks for everything anew. */
export const BEHIND_MAX = 1000;

export type Streams = {
  /** A stream of signals for one browser. Ends at once when it is nobody's. */
  open(listening: Listening): ReadableStream<Uint8Array>;
  /** Tells something that is no event and stored nowhere: typing, looking. */
  tell(keys: readonly string[], topic: string): void;
  /** Ends the streams that hear `key`, as "session:12". */
  end(key: string): void;
  /** Asks anew what the streams that hear `key` may hear; those for whom it changed are told to ask for everything. */
  rekey(key: string): void;
  /** The last event that was told: what a page written now already shows. */
  lastId(): number;
  count(): number;
  /** Ends every stream and hears no more. */
  close(): void;
};

type Parts = { bus: Bus; build: string; lastId: number; clock(): number };

const AGAIN = frame("again", "");
const END = frame("end", "");

/**
 * The open streams of a workspace. Signals carry { id, topics } and no content: `id` is the last event told, so that
 * a page knows what it has missed. A stream ends with its session and hears otherwise when a profile, skillset or queue changes.
 */
export function streamsOf({ bus, build, lastId, clock }: Parts): Streams {
  const board = boardOf();
  // Counted, not weighed: a strategy with a size costs 4 kB for each stream that is open.
  const strategy = { highWaterMark: BEHIND_MAX };
  const comments = commentsOf(board);
  let told = lastId;
  let opened = 0;
  const outlet = outletOf({ board, told: () => told, clock });

  const tell = (keys: readonly string[], topics: readonly string[]) => {
    for (const key of keys) for (const stream of board.hearing(key)) outlet.mark(stream, topics);
  };
  const takers = calmly((key, topics) => tell([key], topics));
  const end = (key: string) => {
    for (const stream of [...board.hearing(key)]) finish(board, stream, END);
  };
  const rekeySoon = soon((key) => rekey(board, key));
  const unsubscribe = bus.subscribe((event) => {
    told = event.id;
    for (const { keys, topics, calm } of signalsOf(event)) {
      if (calm) for (const key of keys) takers.tell(key, topics);
      else tell(keys, topics);
    }
    const changed = whoseHearingChanged(event);
    if (changed !== null) rekeySoon(changed);
    if (event.kind === "session.ended") end(`session:${event.data.sessionId}`);
  });

  const begin = (out: ReadableStreamDefaultController<Uint8Array>, listening: Listening): Stream => {
    const keys = listening.keys();
    const stream: Stream = { out, listening, slot: comments.slotOf(opened++), keys: [], pending: null, spentUntil: 0 };
    board.enter(stream, keys ?? []);
    out.enqueue(frame("hello", JSON.stringify({ id: told, build })));
    if (keys === null) finish(board, stream, END);
    comments.start();
    return stream;
  };

  return {
    open: (listening) => {
      let stream: Stream;
      return new ReadableStream<Uint8Array>(
        {
          start: (out) => {
            stream = begin(out, listening);
          },
          cancel: () => {
            board.leave(stream);
            listening.ended?.();
          },
        },
        strategy,
      );
    },
    tell: (keys, topic) => tell(keys, [topic]),
    end,
    rekey: (key) => rekey(board, key),
    lastId: () => told,
    count: () => board.all.size,
    close: () => {
      unsubscribe();
      for (const stream of [...board.all]) finish(board, stream, null);
      comments.stop();
      takers.close();
      outlet.close();
    },
  };
}

function rekey(board: Board, key: string) {
  for (const stream of [...board.hearing(key)]) {
    const keys = stream.listening.keys();
    if (keys === null) finish(board, stream, END);
    else if (keys.join(" ") !== stream.keys.join(" ")) {
      board.leave(stream);
      board.enter(stream, keys);
      send(board, stream, AGAIN);
    }
  }
}

// Settings on which it depends what somebody may hear.
function whoseHearingChanged(event: Event): string | null {
  if (event.kind === "user.changed") return `person:${event.data.userId}`;
  return event.kind === "profile.changed" || event.kind === "skillset.changed" || event.kind === "queue.changed" ? "everyone" : null;
}

// A file of settings changes a hundred at once: one look at everybody is enough.
function soon(act: (key: string) => void): (key: string) => void {
  const keys = new Set<string>();
  return (key) => {
    keys.add(key);
    if (keys.size > 1) return;
    queueMicrotask(() => {
      for (const one of keys) act(one);
      keys.clear();
    });
  };
}
