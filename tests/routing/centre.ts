import type { Database } from "bun:sqlite";
import type { Family } from "../../src/channels/channel.ts";
import type { Ending, Priority, Reservation } from "../../src/routing/rules.ts";

// The whole centre as the database has it, for the naive rules: nothing is kept in order, nothing is left out.

export type Agent = {
  id: number;
  signedIn: boolean;
  seen: boolean;
  ready: boolean;
  capacity: number;
  load: number;
  /** Of each kind of channel: how many at most, how many now. */
  most: Record<Family, number>;
  loads: Record<Family, number>;
  last: number;
  levels: Map<number, number>;
  queues: number[];
};
export type Waiting = {
  id: number;
  queueId: number;
  family: Family;
  priority: Priority;
  enqueuedAt: number;
  reserved: Reservation | null;
  /** The isolated agent who passed it on. */
  isolatedBy: number | null;
  preferredId: number;
  asked: Map<number, number>;
};
export type Queue = {
  id: number;
  acceptance: string;
  agentOrder: string;
  offerSeconds: number;
  pauseSeconds: number;
  overflowTo: number | null;
  rings: { after: number; minLevel: number; skills: number[] }[];
};
export type Ends = { at: number; id: number; what: Ending; agentId: number };
export type Centre = { agents: Agent[]; waiting: Waiting[]; queues: Map<number, Queue>; ends: Ends[] };

/** `absent` are those not seen. */
export function read(db: Database, absent: ReadonlySet<number>): Centre {
  return { agents: readAgents(db, absent), waiting: readWaiting(db), queues: readQueues(db), ends: readEnds(db) };
}

const FAMILY = "CASE ch.kind WHEN 'webchat' THEN 'chat' WHEN 'email' THEN 'email' ELSE 'social' END";
const all = <T>(db: Database, text: string) => db.query(text).all() as T[];

function readAgents(db: Database, absent: ReadonlySet<number>): Agent[] {
  const skills = all<{ user: number; skill: number; level: number }>(db, "SELECT user_id AS user, skillset_id AS skill, level FROM user_skillsets");
  const held = all<{ agent: number; family: Family; n: number }>(
    db,
    `SELECT c.agent_id AS agent, ${FAMILY} AS family, count(*) AS n FROM conversations c JOIN channels ch ON ch.id = c.channel_id
      WHERE c.state IN ('offered','active','wrap_up') GROUP BY 1, 2`,
  );
  const kinds = all<{ profile: number; family: Family; capacity: number }>(db, "SELECT profile_id AS profile, kind AS family, capacity FROM profile_kinds");
  const included = all<{ profile: number; queue: number }>(db, "SELECT profile_id AS profile, queue_id AS queue FROM profile_queues");
  const users = all<{ id: number; status: number | null; ready: number | null; own: number | null; profileId: number; profile: number; last: number }>(
    db,
    `SELECT u.id, u.status_id AS status, s.ready, u.capacity AS own, p.id AS profileId, p.capacity AS profile, u.last_assigned_at AS last
       FROM users u JOIN profiles p ON p.id = u.profile_id LEFT JOIN statuses s ON s.id = u.status_id WHERE u.disabled_at IS NULL ORDER BY u.id`,
  );
  const perFamily = (value: (family: Family) => number) => ({ chat: value("chat"), social: value("social"), email: value("email") });
  return users
    .map((user) => {
      const loads = perFamily((family) => held.find((one) => one.agent === user.id && one.family === family)?.n ?? 0);
      return {
        id: user.id,
        signedIn: user.status !== null,
        seen: !absent.has(user.id),
        ready: user.ready === 1,
        capacity: user.own ?? user.profile,
        load: loads.chat + loads.social + loads.email,
        most: perFamily((family) => kinds.find((one) => one.profile === user.profileId && one.family === family)?.capacity ?? 999_999),
        loads,
        last: user.last,
        levels: new Map(skills.filter((one) => one.user === user.id).map(({ skill, level }) => [skill, level])),
        queues: included.filter((one) => one.profile === user.profileId).map(({ queue }) => queue),
      };
    })
    .filter((agent) => agent.levels.size > 0);
}

function readWaiting(db: Database): Waiting[] {
  type Row = Omit<Waiting, "asked" | "reserved"> & { how: Reservation["how"] | null; agentId: number | null; skillsetId: number | null };
  const asked = all<{ id: number; agent: number; at: number; good: number }>(
    db,
    "SELECT conversation_id AS id, agent_id AS agent, at, for_good AS good FROM rejections",
  );
  const rows = all<Row>(
    db,
    `SELECT c.id, c.queue_id AS queueId, ${FAMILY} AS family, coalesce(c.aged, c.priority) AS priority, c.enqueued_at AS enqueuedAt,
        coalesce(c.preferred_agent_id, 0) AS preferredId, c.isolated_by AS isolatedBy,
        c.reserved_how AS how, c.reserved_agent_id AS agentId, c.reserved_skillset_id AS skillsetId
       FROM conversations c JOIN channels ch ON ch.id = c.channel_id WHERE c.state = 'queued'`,
  );
  return rows.map(({ how, agentId, skillsetId, ...one }) => ({
    ...one,
    reserved: how === null ? null : { how, agentId, skillsetId },
    asked: new Map(asked.filter(({ id }) => id === one.id).map(({ agent, at, good }) => [agent, good === 1 ? Number.POSITIVE_INFINITY : at])),
  }));
}

function readQueues(db: Database): Map<number, Queue> {
  const rings = all<{ id: number; queue: number; after: number; minLevel: number }>(
    db,
    "SELECT id, queue_id AS queue, after_seconds AS after, min_level AS minLevel FROM rings",
  );
  const skills = all<{ ring: number; skill: number }>(db, "SELECT ring_id AS ring, skillset_id AS skill FROM ring_skillsets");
  const queues = all<Omit<Queue, "rings">>(
    db,
    `SELECT id, acceptance, agent_order AS agentOrder, offer_seconds AS offerSeconds, reject_pause_seconds AS pauseSeconds, overflow_queue_id AS overflowTo
       FROM queues`,
  );
  const ringsOf = (id: number) => rings.filter(({ queue }) => queue === id);
  return new Map(
    queues.map((queue) => [
      queue.id,
      {
        ...queue,
        rings: ringsOf(queue.id).map(({ id, after, minLevel }) => ({
          after,
          minLevel,
          skills: skills.filter(({ ring }) => ring === id).map(({ skill }) => skill),
        })),
      },
    ]),
  );
}

const ENDS: readonly (readonly [Ending, string, string])[] = [
  ["offer", "c.offer_expires_at", "c.state = 'offered'"],
  ["opening", "c.open_by", "c.state = 'active'"],
  ["answer", "c.reply_by", "c.state = 'active'"],
  ["absence", "u.status_since + q.away_minutes * 60000", "c.state = 'active' AND u.status_id IS NULL"],
  ["silence", "c.customer_owes_since + q.silent_minutes * 60000", "c.state = 'active' AND u.status_id IS NOT NULL"],
  ["reservation", "c.reserved_until", "c.state = 'queued'"],
  ["overflow", "c.waiting_since + q.overflow_seconds * 1000", "c.state = 'queued' AND c.reserved_how IS NULL"],
  ["ageing", "coalesce(c.aged_at, c.waiting_since) + q.ageing_minutes * 60000", "c.state = 'queued' AND coalesce(c.aged, c.priority) <> 'high'"],
];

function readEnds(db: Database): Ends[] {
  const ends = ENDS.flatMap(([what, at, where]) =>
    all<Omit<Ends, "what">>(
      db,
      `SELECT ${at} AS at, c.id, coalesce(c.agent_id, 0) AS agentId
         FROM conversations c JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id
        WHERE ${where} AND ${at} IS NOT NULL`,
    ).map((one) => ({ ...one, what })),
  );
  // Of one conversation what stands first above comes first.
  return ends.toSorted((a, b) => a.at - b.at || a.id - b.id);
}
