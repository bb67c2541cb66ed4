import type { Board, Stream } from "./board.ts";

/** A stream gets one signal in this time, and a few ahead; further ones travel together. */
export const COALESCE_MS = 50;
/** Two customers who write to one agent at nearly the same moment are both told at once. */
const AHEAD_MS = 3 * COALESCE_MS;
const COMMENT_SECONDS = 15;

const encoder = new TextEncoder();
// A comment now and then, so that nobody on the way takes the silence for the end.
const COMMENT = encoder.encode(":\n\n");

export const frame = (event: string, data: string) => encoder.encode(`event: ${event}\ndata: ${data}\n\n`);

/** Ends a stream, with a last word where there is one. */
export function finish(board: Board, stream: Stream, last: Uint8Array | null) {
  if (!board.all.has(stream)) return;
  board.leave(stream);
  if (last) stream.out.enqueue(last);
  stream.out.close();
  stream.listening.ended?.();
}

/** Sends bytes; a stream that reads too slowly ends. */
export function send(board: Board, stream: Stream, bytes: Uint8Array) {
  if (!board.all.has(stream)) return;
  stream.out.enqueue(bytes);
  if ((stream.out.desiredSize ?? 0) >= 0) return;
  finish(board, stream, null);
  stream.listening.dropped?.();
}

export type Outlet = { mark(stream: Stream, topics: readonly string[]): void; close(): void };
type Parts = { board: Board; told(): number; clock(): number };

/**
 * Sends what streams have been marked with. All that one commit tells goes in one signal and at once; what follows too
 * closely waits a moment for company. Streams with the same to hear share the same bytes.
 */
export function outletOf({ board, told, clock }: Parts): Outlet {
  let marked: Stream[] = [];
  let waiting: Stream[] = [];
  let timer: Timer | null = null;

  const mark = (stream: Stream, topics: readonly string[]) => {
    if (stream.pending === null) {
      stream.pending = topics;
      marked.push(stream);
      if (marked.length === 1) queueMicrotask(flush);
    } else if (stream.pending !== topics) {
      if (!(stream.pending instanceof Set)) stream.pending = new Set(stream.pending);
      for (const topic of topics) stream.pending.add(topic);
    }
  };
  const flush = () => {
    const now = clock();
    const ready: Stream[] = [];
    for (const stream of marked) (stream.spentUntil - now > AHEAD_MS ? waiting : ready).push(stream);
    marked = [];
    sendAll(ready, now);
    if (waiting.length > 0) timer ??= setTimeout(flushWaiting, COALESCE_MS);
  };
  const flushWaiting = () => {
    timer = null;
    const ready = waiting;
    waiting = [];
    sendAll(ready, clock());
  };
  const sendAll = (streams: readonly Stream[], now: number) => {
    const shared = new Map<readonly string[] | string, Uint8Array>();
    for (const stream of streams) {
      const topics = stream.pending ?? [];
      const same = topics instanceof Set ? [...topics].join(" ") : topics;
      stream.pending = null;
      stream.spentUntil = Math.max(stream.spentUntil, now) + COALESCE_MS;
      let bytes = shared.get(same);
      if (!bytes) shared.set(same, (bytes = encoder.encode(`data: ${JSON.stringify({ id: told(), topics: [...topics] })}\n\n`)));
      send(board, stream, bytes);
    }
  };
  return { mark, close: () => clearTimeout(timer ?? undefined) };
}

/** Comments on the streams, a fifteenth of them each second, so that thousands do not hold the loop up together. */
export function commentsOf(board: Board) {
  let timer: Timer | null = null;
  let second = 0;
  const stop = () => {
    clearInterval(timer ?? undefined);
    timer = null;
  };
  const comment = () => {
    if (board.all.size === 0) return stop();
    second = (second + 1) % COMMENT_SECONDS;
    for (const stream of board.all) if (stream.slot === second) send(board, stream, COMMENT);
  };
  return {
    slotOf: (nth: number) => nth % COMMENT_SECONDS,
    start: () => {
      timer ??= setInterval(comment, 1000);
    },
    stop,
  };
}
