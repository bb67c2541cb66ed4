import type { Priority } from "../conversations/conversation.ts";
import { sql } from "../db/sql.ts";

export type QueueRow = {
  id: number;
  name: string;
  acceptance: "automatic" | "manual";
  offerSeconds: number;
  priority: Priority;
  rejectPauseSeconds: number;
  kinds: string | null;
  agentOrder: "load" | "level";
  overflowQueueId: number | null;
  overflowSeconds: number | null;
  ageingMinutes: number | null;
  firstReplySeconds: number | null;
  openSeconds: number;
  preferred: "last" | "responsible" | null;
  preferredDays: number;
  preferredSeconds: number;
  awayMinutes: number | null;
  silentMinutes: number | null;
  silentRoom: "public" | "personal";
  slaChatSeconds: number | null;
  slaSocialSeconds: number | null;
  slaEmailSeconds: number | null;
  hours: string | null;
  offline: string | null;
  wrapUp: "off" | "offered" | "mandatory";
};

const QUEUE = `q.id, q.name, q.acceptance, q.offer_seconds AS offerSeconds, q.priority, q.reject_pause_seconds AS rejectPauseSeconds,
  q.kinds, q.agent_order AS agentOrder, q.overflow_queue_id AS overflowQueueId, q.overflow_seconds AS overflowSeconds,
  q.ageing_minutes AS ageingMinutes, q.first_reply_seconds AS firstReplySeconds, q.open_seconds AS openSeconds,
  q.preferred, q.preferred_days AS preferredDays, q.preferred_seconds AS preferredSeconds, q.away_minutes AS awayMinutes,
  q.silent_minutes AS silentMinutes, q.silent_room AS silentRoom, q.sla_chat_seconds AS slaChatSeconds, q.sla_social_seconds AS slaSocialSeconds,
  q.sla_email_seconds AS slaEmailSeconds, q.hours, q.offline, q.wrap_up AS wrapUp`;

export const findQueue = sql<QueueRow, { id: number }>(`SELECT ${QUEUE} FROM queues q WHERE q.id = $id AND q.removed_at IS NULL`);
export const findQueueByName = sql<QueueRow, { name: string }>(`SELECT ${QUEUE} FROM queues q WHERE q.name = $name AND q.removed_at IS NULL`);
export const listQueues = sql<QueueRow>(`SELECT ${QUEUE} FROM queues q WHERE q.removed_at IS NULL ORDER BY q.name, q.id`);

type New = Omit<QueueRow, "id">;
export const insertQueue = sql<{ id: number }, New>(
  `INSERT INTO queues (name, acceptance, offer_seconds, priority, reject_pause_seconds, kinds, agent_order, overflow_queue_id, overflow_seconds,
     ageing_minutes, first_reply_seconds, open_seconds, preferred, preferred_days, preferred_seconds, away_minutes, silent_minutes, silent_room,
     sla_chat_seconds, sla_social_seconds, sla_email_seconds, hours, offline, wrap_up)
   VALUES ($name, $acceptance, $offerSeconds, $priority, $rejectPauseSeconds, $kinds, $agentOrder, $overflowQueueId, $overflowSeconds,
     $ageingMinutes, $firstReplySeconds, $openSeconds, $preferred, $preferredDays, $preferredSeconds, $awayMinutes, $silentMinutes, $silentRoom,
     $slaChatSeconds, $slaSocialSeconds, $slaEmailSeconds, $hours, $offline, $wrapUp) RETURNING id`,
);
export const updateQueue = sql<void, QueueRow>(
  `UPDATE queues SET name = $name, acceptance = $acceptance, offer_seconds = $offerSeconds, priority = $priority, reject_pause_seconds = $rejectPauseSeconds,
     kinds = $kinds, agent_order = $agentOrder, overflow_queue_id = $overflowQueueId, overflow_seconds = $overflowSeconds,
     ageing_minutes = $ageingMinutes, first_reply_seconds = $firstReplySeconds, open_seconds = $openSeconds,
     preferred = $preferred, preferred_days = $preferredDays, preferred_seconds = $preferredSeconds, away_minutes = $awayMinutes,
     silent_minutes = $silentMinutes, silent_room = $silentRoom, sla_chat_seconds = $slaChatSeconds, sla_social_seconds = $slaSocialSeconds,
     sla_email_seconds = $slaEmailSeconds, hours = $hours, offline = $offline, wrap_up = $wrapUp
    WHERE id = $id AND removed_at IS NULL`,
);
export const markRemoved = sql<void, { id: number; now: number }>("UPDATE queues SET removed_at = $now WHERE id = $id AND removed_at IS NULL");

/** Rings in order, one row per skillset of each. */
export const ringsOfQueue = sql<{ afterSeconds: number; minLevel: number; skillsetId: number }, { queueId: number }>(
  `SELECT r.after_seconds AS afterSeconds, r.min_level AS minLevel, rs.skillset_id AS skillsetId
     FROM rings r JOIN ring_skillsets rs ON rs.ring_id = r.id
    WHERE r.queue_id = $queueId ORDER BY r.after_seconds, rs.skillset_id`,
);
export const insertRing = sql<{ id: number }, { queueId: number; afterSeconds: number; minLevel: number }>(
  "INSERT INTO rings (queue_id, after_seconds, min_level) VALUES ($queueId, $afterSeconds, $minLevel) RETURNING id",
);
export const insertRingSkillset = sql<void, { ringId: number; skillsetId: number }>(
  "INSERT INTO ring_skillsets (ring_id, skillset_id) SELECT $ringId, id FROM skillsets WHERE id = $skillsetId",
);
export const clearRings = sql<void, { queueId: number }>("DELETE FROM rings WHERE queue_id = $queueId");

/** The queues whose long waits go to this one. */
export const overflowsTo = sql<QueueRow, { queueId: number }>(
  `SELECT ${QUEUE} FROM queues q WHERE q.overflow_queue_id = $queueId AND q.removed_at IS NULL ORDER BY q.name, q.id`,
);
export const channelsOfQueue = sql<{ name: string; kind: string }, { queueId: number }>(
  "SELECT name, kind FROM channels WHERE queue_id = $queueId ORDER BY name, id",
);
/** A channel with hours and its queue with hours. */
export type Hourly = { channelId: string; channel: string; channelHours: string; queueId: number; queue: string; queueHours: string };
export const hourlyPairs = sql<Hourly>(
  `SELECT c.id AS channelId, c.name AS channel, c.hours AS channelHours, q.id AS queueId, q.name AS queue, q.hours AS queueHours
     FROM channels c JOIN queues q ON q.id = c.queue_id WHERE c.hours IS NOT NULL AND q.hours IS NOT NULL ORDER BY c.name, c.id`,
);
/** The profiles that include it by name. */
export const profilesOfQueue = sql<{ name: string }, { queueId: number }>(
  "SELECT p.name FROM profile_queues pq JOIN profiles p ON p.id = pq.profile_id WHERE pq.queue_id = $queueId ORDER BY p.id",
);
/** The queues whose rings name a skillset. */
export const queuesAsking = sql<{ id: number }, { skillsetId: number }>(
  "SELECT DISTINCT r.queue_id AS id FROM ring_skillsets rs JOIN rings r ON r.id = rs.ring_id WHERE rs.skillset_id = $skillsetId ORDER BY r.queue_id",
);
export const openInQueue = sql<{ n: number }, { queueId: number }>("SELECT count(*) AS n FROM conversations WHERE queue_id = $queueId AND state <> 'closed'");

// What the pages show beside a queue's own settings.

/** Waiting (queued, offered) and active conversations, by queue. (The plus: not by the index on every conversation of a queue.) */
export const queueLoads = sql<{ queueId: number; waiting: number; active: number }>(
  `SELECT queue_id AS queueId, sum(state IN ('queued','offered')) AS waiting, sum(state IN ('active','wrap_up')) AS active
     FROM conversations WHERE state <> 'closed' GROUP BY +queue_id`,
);
export const channelNames = sql<{ queueId: number; name: string }>("SELECT queue_id AS queueId, name FROM channels ORDER BY name, id");

/** Who is Ready and could be asked by a ring, by skillset. */
export const readyMembers = sql<{ skillsetId: number; userId: number; level: number }>(
  `SELECT us.skillset_id AS skillsetId, u.id AS userId, us.level FROM users u JOIN statuses s ON s.id = u.status_id AND s.ready = 1
     JOIN user_skillsets us ON us.user_id = u.id WHERE u.disabled_at IS NULL`,
);
export const skillsetChoices = sql<{ id: number; name: string }>("SELECT id, name FROM skillsets ORDER BY name, id");
