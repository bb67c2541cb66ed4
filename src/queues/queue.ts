import type { Database } from "bun:sqlite";
import type { ChannelKind } from "../channels/channel.ts";
import type { Language } from "../texts/catalogue.ts";
import type { Hours } from "./hours.ts";
import { type QueueRow, ringsOfQueue } from "./store.ts";

/** Who is asked from when on: members of these skillsets at this level (1) or above, `afterSeconds` after the conversation was queued. */
export type Ring = { afterSeconds: number; minLevel?: number; skillsetIds: readonly number[] };
export type KindName = ChannelKind["kind"];
/** What customers are told outside the hours, by language. */
export type Offline = Readonly<Partial<Record<Language, string>>>;

/** A queue as people set it; a number that is null means never. */
export type Queue = Omit<QueueRow, "kinds" | "hours" | "offline"> & {
  /** The kinds of channel that it takes; null = all. */
  kinds: readonly KindName[] | null;
  /** Null = always open. */
  hours: Hours | null;
  offline: Offline;
  rings: readonly Required<Ring>[];
};
export type QueueInput = Omit<Queue, "id" | "rings"> & { rings: readonly Ring[] };

export const ACCEPTANCES = ["automatic", "manual"] as const satisfies readonly Queue["acceptance"][];
export const PRIORITIES = ["low", "medium", "high"] as const;
export const KINDS = ["whatsapp", "telegram", "messenger", "email", "webchat"] as const satisfies readonly KindName[];
export const AGENT_ORDERS = ["load", "level"] as const;
export const PREFERRED = ["last", "responsible"] as const;
export const WRAP_UPS = ["off", "offered", "mandatory"] as const;
export const ROOMS = ["personal", "public"] as const;

/** What a queue begins with where nothing else is said. */
export const QUEUE_INITIAL: Omit<Queue, "id" | "name"> = {
  acceptance: "manual",
  offerSeconds: 30,
  priority: "medium",
  rejectPauseSeconds: 60,
  kinds: null,
  agentOrder: "load",
  overflowQueueId: null,
  overflowSeconds: null,
  ageingMinutes: null,
  firstReplySeconds: null,
  openSeconds: 180,
  preferred: null,
  preferredDays: 30,
  preferredSeconds: 0,
  awayMinutes: null,
  silentMinutes: null,
  silentRoom: "personal",
  slaChatSeconds: null,
  slaSocialSeconds: null,
  slaEmailSeconds: null,
  hours: null,
  offline: {},
  wrapUp: "off",
  rings: [],
};

/** A queue as it is stored, read, with its rings in order. */
export function queueOf(db: Database, { kinds, hours, offline, ...row }: QueueRow): Queue {
  return { ...row, kinds: read(kinds), hours: read(hours), offline: read<Offline>(offline) ?? {}, rings: ringsOf(db, row.id) };
}

/** And the other way: what a row holds of it. */
export function rowOf({ rings: _, kinds, hours, offline, ...row }: Omit<Queue, "id">): Omit<QueueRow, "id"> {
  return { ...row, kinds: written(kinds), hours: written(hours), offline: Object.keys(offline).length > 0 ? written(offline) : null };
}

export function ringsOf(db: Database, queueId: number): Required<Ring>[] {
  const rings = Map.groupBy(ringsOfQueue.all(db, { queueId }), ({ afterSeconds }) => afterSeconds);
  return [...rings].map(([afterSeconds, rows]) => ({ afterSeconds, minLevel: rows[0]?.minLevel ?? 1, skillsetIds: rows.map(({ skillsetId }) => skillsetId) }));
}

const read = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));
const written = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
