import type { Family } from "../channels/channel.ts";

// The words of routing: what the rules look at, and what they say.

export const PRIORITIES = ["high", "medium", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];

export type PerFamily = Readonly<Record<Family, number>>;

export type Agent = {
  readonly id: number;
  readonly signedIn: boolean;
  /** Their page was heard of within the lease. */
  readonly seen: boolean;
  readonly ready: boolean;
  readonly capacity: number;
  /** Conversations offered to them, active with them or in wrap-up. */
  readonly load: number;
  /** Of one kind of channel; infinite where only the whole counts, 0 where the profile does not include it. */
  readonly capacities: PerFamily;
  readonly loads: PerFamily;
  readonly lastAssignedAt: number;
  /** The level in each skillset. */
  readonly skills: ReadonlyMap<number, number>;
  /** The queues that the profile includes; null = all. */
  readonly queues: ReadonlySet<number> | null;
};

export type Ring = { readonly afterSeconds: number; readonly minLevel: number; readonly skillsets: readonly number[] };

export type Queue = {
  readonly id: number;
  readonly acceptance: "automatic" | "manual";
  readonly offerSeconds: number;
  readonly rejectPauseSeconds: number;
  /** Who comes first of those who may: the least laden, or the best at it. */
  readonly agentOrder: "load" | "level";
  /** By afterSeconds. A ring that has opened stays open. */
  readonly rings: readonly Ring[];
  readonly overflow: { readonly queueId: number; readonly afterSeconds: number } | null;
  readonly ageingMinutes: number | null;
  readonly awayMinutes: number | null;
  readonly silentMinutes: number | null;
};

/** For whom alone one waits, an agent or a skillset. Only an exclusive one for an agent asks neither for Ready nor for a free place. */
export type Reservation = {
  readonly how: "exclusive" | "immediate" | "named" | "preferred";
  readonly agentId: number | null;
  readonly skillsetId: number | null;
};

export type Waiting = {
  readonly id: number;
  readonly queueId: number;
  readonly family: Family;
  /** As long waiting has lifted it. */
  readonly priority: Priority;
  readonly enqueuedAt: number;
  readonly reserved: Reservation | null;
  /** The isolated agent who passed it on: only who shares a skillset with them may have it. Null = whoever. */
  readonly isolatedBy: number | null;
  /** Who comes first of those who may: the customer's own agent; 0 = nobody. */
  readonly preferredId: number;
  /** Who rejected or ignored it while it waits, and when; infinite: it never comes back to them. */
  readonly rejections: ReadonlyMap<number, number> | null;
};

/** Where one stands in a line. */
export type Place = { readonly enqueuedAt: number; readonly id: number };

/** The order of a line, and of lines among themselves. */
export function before(a: Place, b: Place): number {
  return a.enqueuedAt - b.enqueuedAt || a.id - b.id;
}

/** Those of one priority that wait in one queue for the same people, by enqueuedAt, then id. */
export type Line = {
  readonly queueId: number;
  readonly family: Family;
  readonly reserved: Reservation | null;
  readonly isolatedBy: number | null;
  /** The first one beyond a place in the line. */
  after(place: Place): Waiting | undefined;
};

/** What ends by itself: in this order where two end at once. */
export const ENDINGS = ["offer", "opening", "answer", "absence", "silence", "reservation", "overflow", "ageing"] as const;
export type Ending = (typeof ENDINGS)[number];
/** `agentId`: who holds it; 0 while it waits. */
export type Due = { readonly at: number; readonly conversationId: number; readonly what: Ending; readonly agentId: number };

/** Whom a free agent is wanted for. */
export type Want = { readonly queueId: number; readonly family: Family; readonly minLevel: number };

/** What the rules may look at. Nothing here costs more because more wait. */
export type View = {
  readonly agentCount: number;
  queues(): Iterable<Queue>;
  queue(id: number): Queue;
  agent(id: number): Agent | undefined;
  waiting(conversationId: number): Waiting | undefined;
  /** The lines of a priority in which somebody waits. */
  lines(priority: Priority): Iterable<Line>;
  /** The agents of a skillset, by id. */
  members(skillset: number): readonly Agent[];
  /** How many of a skillset nothing speaks against (`fits`). */
  freeCount(skillset: number, want: Want): number;
  /** What ends by itself, the soonest first. */
  due(): Iterable<Due>;
  /** When, after an instant, somebody next rejected one that waits in this queue. */
  rejectedAfter(queueId: number, instant: number): number | undefined;
};

export type Unfit = "not-included" | "signed-out" | "unseen" | "not-ready" | "full";
export type Reason = Unfit | "low-level" | "reserved" | "isolated" | "rejected" | "had-it" | "could" | "chosen";
export type Considered = { readonly agentId: number; readonly reason: Reason };
/** Agents outside the open rings, by the first thing that keeps them out. */
export type Others = { readonly laterRing: number; readonly unskilled: number };
export type TieBreak = "only-one" | "asked-longest-ago" | "preferred" | "highest-level" | "lowest-load" | "longest-idle" | "id" | "reserved";
export type Why = { readonly considered: readonly Considered[]; readonly others: Others; readonly tieBreak: TieBreak };

type Gift = { conversationId: number; agentId: number; queueId: number; why: Why };
export type Decision =
  | { kind: "expire"; conversationId: number; agentId: number }
  | { kind: "take-back"; conversationId: number; agentId: number; reason: "unopened" | "unanswered" | "away" }
  | { kind: "put-aside"; conversationId: number; agentId: number }
  | { kind: "free"; conversationId: number; reason: "over" | "gone" }
  | { kind: "overflow"; conversationId: number; queueId: number }
  | { kind: "age"; conversationId: number; to: "high" | "medium" }
  | ({ kind: "offer"; expiresAt: number } & Gift)
  | ({ kind: "assign"; how: "automatic" | "exclusive" } & Gift);
