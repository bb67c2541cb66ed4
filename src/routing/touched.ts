import type { Event } from "../events/kinds.ts";

/** What the index must look at again. `staff`: every agent and queue; `statuses`: what these agents hold; `clock`: all that ends by itself. */
export type Touched = {
  readonly conversations: ReadonlySet<number>;
  readonly agents: ReadonlySet<number>;
  readonly statuses: ReadonlySet<number>;
  readonly queues: ReadonlySet<number>;
  readonly staff: boolean;
  readonly clock: boolean;
};

/**
 * Whose state these events are about, as far as routing goes; null = nothing that it looks at. Most of what happens is that a
 * customer speaks: that matters only in queues where their silence counts.
 */
export function touchedBy(events: readonly Event[], silenceCounts: (queueId: number) => boolean): Touched | null {
  const relevant = events.filter((event) => matters(event, silenceCounts));
  if (relevant.length === 0) return null;
  const ids = (pick: (event: Event) => readonly (number | null)[]) => new Set(relevant.flatMap(pick).filter((id) => id !== null));
  return {
    conversations: ids((event) => [event.conversationId]),
    agents: ids((event) => [isMessage(event) ? null : event.agentId, event.kind === "user.changed" ? event.data.userId : null]),
    statuses: ids((event) => (event.kind === "agent.status-changed" ? [event.agentId] : [])),
    queues: ids((event) => (event.kind === "queue.changed" ? [event.data.queueId] : [])),
    staff: relevant.some(({ kind }) => /^(profile|skillset|workspace|status)\./.test(kind)),
    clock: relevant.some(({ kind }) => kind === "clock.jumped"),
  };
}

const isMessage = ({ kind }: Event) => kind === "message.received" || kind === "message.written";

function matters(event: Event, silenceCounts: (queueId: number) => boolean): boolean {
  if (event.kind === "message.received") return event.queueId !== null && silenceCounts(event.queueId);
  return event.kind === "message.written" || /^(conversation|agent|user|queue|profile|skillset|status|workspace|clock)\./.test(event.kind);
}
