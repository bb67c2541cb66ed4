import { InOrder } from "./in-order.ts";
import { before, type Due, ENDINGS, type Line, PRIORITIES, type Priority, type Waiting } from "./rules.ts";

type Rejection = { conversationId: number; agentId: number; at: number };
type WaitingLine = Line & { readonly waiting: InOrder<Waiting> };

/** Who waits, in order; what ends by itself, by when; who rejected what still waits. */
export class Lines {
  readonly #waiting = new Map<number, Waiting>();
  readonly #lines = new Map(PRIORITIES.map((priority) => [priority, new Map<string, WaitingLine>()]));
  readonly #dues = new Map<number, readonly Due[]>();
  readonly #due = new InOrder<Due>(sooner);
  readonly #rejections = new Map<number, InOrder<Rejection>>();

  get size() {
    return this.#waiting.size;
  }

  find(conversationId: number): Waiting | undefined {
    return this.#waiting.get(conversationId);
  }

  of(priority: Priority): Iterable<WaitingLine> {
    return this.#linesOf(priority).values();
  }

  due(): Iterable<Due> {
    return this.#due;
  }

  /** What ends by itself with one conversation. */
  dueOf(conversationId: number): readonly Due[] {
    return this.#dues.get(conversationId) ?? [];
  }

  /** How many stand in front of one in its queue. */
  ahead({ queueId, priority, ...place }: Waiting): number {
    const infront = PRIORITIES.slice(0, PRIORITIES.indexOf(priority) + 1);
    const lines = infront.flatMap((other) => [...this.of(other)].filter((line) => line.queueId === queueId).map((line) => ({ other, line })));
    return lines.reduce(
      (sum, { other, line }) => sum + (other === priority ? line.waiting.countBefore((one) => before(one, place) >= 0) : line.waiting.size),
      0,
    );
  }

  rejectedAfter(queueId: number, instant: number): number | undefined {
    return this.#rejections.get(queueId)?.first(({ at }) => at > instant)?.at;
  }

  /** Rejections of what waits in a queue, by when they were. */
  rejectionsIn(queueId: number): readonly Rejection[] {
    return [...(this.#rejections.get(queueId) ?? [])];
  }

  addWaiting(waiting: Waiting) {
    this.#waiting.set(waiting.id, waiting);
    const lines = this.#linesOf(waiting.priority);
    const key = keyOf(waiting);
    let line = lines.get(key);
    if (!line) lines.set(key, (line = lineOf(waiting)));
    line.waiting.add(waiting);
    for (const rejection of passing(waiting)) this.#rejectionsOf(waiting.queueId).add(rejection);
  }

  addDue(conversationId: number, dues: readonly Due[]) {
    this.#dues.set(conversationId, dues);
    for (const due of dues) this.#due.add(due);
  }

  /** Takes a conversation out of wherever it is. */
  remove(conversationId: number) {
    for (const due of this.#dues.get(conversationId) ?? []) this.#due.delete(due);
    this.#dues.delete(conversationId);
    const waiting = this.#waiting.get(conversationId);
    if (waiting) this.#leave(waiting);
  }

  #leave(waiting: Waiting) {
    this.#waiting.delete(waiting.id);
    const lines = this.#linesOf(waiting.priority);
    const key = keyOf(waiting);
    const line = lines.get(key);
    line?.waiting.delete(waiting);
    if (line?.waiting.size === 0) lines.delete(key);
    for (const rejection of passing(waiting)) this.#rejectionsOf(waiting.queueId).delete(rejection);
  }

  #linesOf(priority: Priority): Map<string, WaitingLine> {
    return this.#lines.get(priority) as Map<string, WaitingLine>;
  }

  #rejectionsOf(queueId: number): InOrder<Rejection> {
    let found = this.#rejections.get(queueId);
    if (!found) this.#rejections.set(queueId, (found = new InOrder((a, b) => a.at - b.at || a.conversationId - b.conversationId || a.agentId - b.agentId)));
    return found;
  }
}

const keyOf = ({ queueId, family, reserved, isolatedBy }: Waiting) =>
  `${queueId} ${family} ${isolatedBy ?? 0}${reserved ? ` ${reserved.how} ${reserved.agentId ?? 0} ${reserved.skillsetId ?? 0}` : ""}`;

function lineOf({ queueId, family, reserved, isolatedBy }: Waiting): WaitingLine {
  const waiting = new InOrder<Waiting>(before);
  return { queueId, family, reserved, isolatedBy, waiting, after: (place) => waiting.first((other) => before(other, place) > 0) };
}

const sooner = (a: Due, b: Due) => a.at - b.at || a.conversationId - b.conversationId || ENDINGS.indexOf(a.what) - ENDINGS.indexOf(b.what);

/** Those after which there is a pause that ends. */
const passing = ({ id, rejections }: Waiting): Rejection[] =>
  [...(rejections ?? [])].flatMap(([agentId, at]) => (Number.isFinite(at) ? [{ conversationId: id, agentId, at }] : []));
