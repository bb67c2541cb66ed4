import type { Database } from "bun:sqlite";
import type { Event } from "../events/kinds.ts";
import { dump, type Known, readAgain, readAll } from "./known.ts";
import type { Due, Priority, Queue, View, Waiting, Want } from "./rules.ts";
import { touchedBy } from "./touched.ts";

/**
 * What routing looks at, in memory. The writer tells it what each commit recorded, in order; it then reads from SQL what those
 * events are about. Should that fail, it is built anew. Who is absent (their page not heard of within the lease) it knows
 * alone: after a start every lease begins anew.
 */
export class RoutingView implements View {
  readonly #absent: Set<number>;
  readonly #listeners = new Set<() => void>();
  #known: Known;
  #whole = true;

  constructor(
    private readonly db: Database,
    private readonly failed: (error: unknown) => void,
    absent: Iterable<number> = [],
  ) {
    this.#absent = new Set(absent);
    this.#known = readAll(db, this.#absent);
  }

  /** For the writer: what each commit recorded, in commit order. Never throws. */
  committed(events: readonly Event[]) {
    const touched = touchedBy(events, this.#silenceCounts);
    if (!touched) return;
    for (const event of events) this.#notePresence(event);
    if (this.#whole) this.#whole = this.#attempt(() => readAgain(this.db, this.#known, touched));
    if (!this.#whole) this.#attempt(() => this.rebuild());
    this.#tell();
  }

  /** Whether it does not know yet of something that the open transaction has recorded; it will after the commit. */
  isBehind(recorded: readonly Event[]): boolean {
    return touchedBy(recorded, this.#silenceCounts) !== null;
  }

  /** Builds it anew. Throws what SQL throws; what it knew until then stays. */
  rebuild() {
    this.#known = readAll(this.db, this.#absent);
    this.#whole = true;
  }

  /** Makes up for a rebuild that failed. Throws what SQL throws. */
  mend() {
    if (!this.#whole) this.rebuild();
  }

  /** Another one, built anew: for `compare`. */
  rebuilt(): RoutingView {
    return new RoutingView(this.db, this.failed, this.#absent);
  }

  seen(agentId: number) {
    this.#setAbsent(agentId, false);
    this.#tell();
  }

  unseen(agentId: number) {
    this.#setAbsent(agentId, true);
    this.#tell();
  }

  /** Calls back after every commit that routing may have to act on; gives the way to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get agentCount() {
    return this.#known.crew.size;
  }
  get waitingCount() {
    return this.#known.lines.size;
  }
  queues() {
    return this.#known.queues.values();
  }
  queue(id: number): Queue {
    const queue = this.#known.queues.get(id);
    if (!queue) throw new Error(`queue ${id} is not in the routing index`);
    return queue;
  }
  lines(priority: Priority) {
    return this.#known.lines.of(priority);
  }
  members(skillset: number) {
    return this.#known.crew.members(skillset);
  }
  freeCount(skillset: number, want: Want) {
    return this.#known.crew.freeCount(skillset, want);
  }
  agent(id: number) {
    return this.#known.crew.find(id);
  }
  due(): Iterable<Due> {
    return this.#known.lines.due();
  }
  dueOf(conversationId: number): readonly Due[] {
    return this.#known.lines.dueOf(conversationId);
  }
  rejectedAfter(queueId: number, instant: number) {
    return this.#known.lines.rejectedAfter(queueId, instant);
  }
  waiting(conversationId: number): Waiting | undefined {
    return this.#known.lines.find(conversationId);
  }
  /** How many stand in front of one in its queue. */
  ahead(waiting: Waiting): number {
    return this.#known.lines.ahead(waiting);
  }

  dump(): string[] {
    return dump(this.#known);
  }

  readonly #silenceCounts = (queueId: number) => (this.#known.queues.get(queueId)?.silentMinutes ?? null) !== null;

  #notePresence({ kind, agentId }: Event) {
    if (agentId === null) return;
    if (kind === "agent.unseen") this.#setAbsent(agentId, true);
    if (kind === "agent.seen" || kind === "agent.signed-in") this.#setAbsent(agentId, false);
  }

  #setAbsent(agentId: number, absent: boolean) {
    if (absent) this.#absent.add(agentId);
    else this.#absent.delete(agentId);
    this.#known.crew.refresh(agentId);
  }

  #attempt(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  #tell() {
    for (const listener of this.#listeners) this.#attempt(listener);
  }
}

/** In what two differ: `-` only the first says so, `+` only the second. */
export function compare(view: RoutingView, rebuilt: RoutingView): string[] {
  const [mine, theirs] = [view.dump(), rebuilt.dump()];
  const beyond = (lines: string[], others: ReadonlySet<string>, sign: string) => lines.filter((line) => !others.has(line)).map((line) => `${sign} ${line}`);
  return [...beyond(mine, new Set(theirs), "-"), ...beyond(theirs, new Set(mine), "+")];
}
