import type { QueueInput } from "../../queues/queue.ts";
import { hourWords } from "./hours.ts";
import { type Shown, shown } from "./section.ts";

export type NamedRing = { afterSeconds: number; minLevel: number; skillsets: readonly { id: number; name: string }[] };
/** A queue with the names of what it leads to. */
export type QueueState = Omit<QueueInput, "rings" | "overflowQueueId"> & { overflowQueue: { id: number; name: string } | null; rings: readonly NamedRing[] };

/** A queue's attributes, in the order and the words in which people read them. */
export function showQueue(queue: QueueState): Record<string, Shown | undefined> {
  const { name, acceptance, offerSeconds, priority, rejectPauseSeconds, rings, kinds, agentOrder, ageingMinutes, firstReplySeconds, openSeconds } = queue;
  return {
    name: shown(name),
    acceptance: shown(acceptance),
    offerSeconds: shown(offerSeconds),
    priority: shown(priority),
    rejectPauseSeconds: shown(rejectPauseSeconds),
    rings: shown(rings.map(ringWords).join("; ") || null),
    kinds: shown(kinds?.join(", ")),
    agentOrder: shown(agentOrder),
    overflow: shown(queue.overflowQueue && `${queue.overflowQueue.name} after ${queue.overflowSeconds} s`),
    ageingMinutes: shown(ageingMinutes),
    firstReplySeconds: shown(firstReplySeconds),
    openSeconds: shown(openSeconds),
    preferred: shown(queue.preferred && `${queue.preferred}, ${queue.preferredDays} days, ${queue.preferredSeconds} s`),
    awayMinutes: shown(queue.awayMinutes),
    silent: shown(queue.silentMinutes && `${queue.silentMinutes} min, ${queue.silentRoom}`),
    "slaSeconds.chat": shown(queue.slaChatSeconds),
    "slaSeconds.social": shown(queue.slaSocialSeconds),
    "slaSeconds.email": shown(queue.slaEmailSeconds),
    hours: shown(hourWords(queue.hours)),
    wrapUp: shown(queue.wrapUp),
    ...Object.fromEntries(Object.entries(queue.offline).map(([language, text]) => [`offline.${language}`, shown(text)])),
  };
}

function ringWords({ afterSeconds, minLevel, skillsets }: NamedRing): string {
  return `${afterSeconds} s ${skillsets.map(({ name }) => name).join(", ")}${minLevel > 1 ? ` from level ${minLevel}` : ""}`;
}
