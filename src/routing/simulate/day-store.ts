import type { Family } from "../../channels/channel.ts";
import { familyIn } from "../../channels/family.ts";
import { sql } from "../../db/sql.ts";
import type { Priority } from "../rules.ts";

type Day = { from: number; until: number };

const FAMILY = `${familyIn("channel.kind")} AS family`;
const FIRST_ACCEPTED = "SELECT min(a.accepted_at) FROM assignments a WHERE a.conversation_id = c.id";

/** `handledMs`: for how long it took up a place, with whomever; null while it still does, or when nobody ever had it. */
export type ArrivalRow = {
  id: number;
  at: number;
  queueId: number;
  family: Family;
  priority: Priority;
  preferredId: number;
  acceptedAt: number | null;
  agentId: number | null;
  closedAt: number | null;
  handledMs: number | null;
};

const ARRIVAL = `c.id, c.priority, ${FAMILY}, coalesce(c.preferred_agent_id, 0) AS preferredId, c.closed_at AS closedAt,
    (${FIRST_ACCEPTED}) AS acceptedAt,
    (SELECT a.agent_id FROM assignments a WHERE a.conversation_id = c.id AND a.accepted_at IS NOT NULL ORDER BY a.accepted_at, a.id LIMIT 1) AS agentId,
    (SELECT CASE WHEN count(*) = count(a.released_at) THEN sum(a.released_at - a.accepted_at) END
       FROM assignments a WHERE a.conversation_id = c.id AND a.accepted_at IS NOT NULL) AS handledMs`;

/** What was queued for the first time that day. */
export const arrivals = sql<ArrivalRow, Day>(
  `SELECT e.at, e.queue_id AS queueId, ${ARRIVAL}
     FROM events e JOIN conversations c ON c.id = e.conversation_id JOIN channels channel ON channel.id = c.channel_id
    WHERE e.at >= $from AND e.at < $until AND e.kind = 'conversation.queued' AND e.data ->> 'reason' = 'new' ORDER BY e.id`,
);

/** What had been queued before, and nobody had had when the day began. */
export const carriedOver = sql<ArrivalRow, { from: number }>(
  `SELECT c.enqueued_at AS at, c.queue_id AS queueId, ${ARRIVAL}
     FROM conversations c JOIN channels channel ON channel.id = c.channel_id
    WHERE c.enqueued_at < $from AND (c.closed_at IS NULL OR c.closed_at >= $from) AND coalesce((${FIRST_ACCEPTED}), $from) >= $from
      AND EXISTS (SELECT 1 FROM events e WHERE e.conversation_id = c.id AND e.kind = 'conversation.queued' AND e.at < $from)
    ORDER BY c.enqueued_at, c.id`,
);

export type HoldRow = { id: number; agentId: number; queueId: number; family: Family; acceptedAt: number; releasedAt: number | null };

/** Who had what at some time of the day. */
export const holds = sql<HoldRow, Day>(
  `SELECT a.conversation_id AS id, a.agent_id AS agentId, a.queue_id AS queueId, ${FAMILY}, a.accepted_at AS acceptedAt, a.released_at AS releasedAt
     FROM assignments a JOIN conversations c ON c.id = a.conversation_id JOIN channels channel ON channel.id = c.channel_id
    WHERE a.accepted_at < $until AND (a.released_at IS NULL OR a.released_at > $from) ORDER BY a.accepted_at, a.id`,
);

/** What happened to the offers of a day: how long until it was accepted, or that it ran out. */
export const offers = sql<{ delayMs: number | null; ignored: number }, Day>(
  `SELECT accepted_at - offered_at AS delayMs, release_reason IS 'ignored' AS ignored
     FROM assignments WHERE offered_at >= $from AND offered_at < $until AND (accepted_at > offered_at OR accepted_at IS NULL) ORDER BY id`,
);

export const people = sql<{ id: number; name: string; username: string; profileId: number }>(
  "SELECT id, name, username, profile_id AS profileId FROM users WHERE disabled_at IS NULL ORDER BY id",
);
export const profileNames = sql<{ id: number; name: string }>("SELECT id, name FROM profiles ORDER BY id");
export const skillsetNames = sql<{ id: number; name: string }>("SELECT id, name FROM skillsets ORDER BY name, id");

export type SpellRow = { agentId: number; since: number; until: number | null; signedIn: number; ready: number };

/** In which status each agent was, at any time of the day. */
export const spells = sql<SpellRow, Day>(
  `SELECT i.agent_id AS agentId, i.since, i.until, i.status_id IS NOT NULL AS signedIn, coalesce(s.ready, 0) AS ready
     FROM agent_status_intervals i LEFT JOIN statuses s ON s.id = i.status_id
    WHERE i.since < $until AND (i.until IS NULL OR i.until > $from) ORDER BY i.agent_id, i.since, i.id`,
);

/** When an agent's page was no longer there, and when it was again. */
export const sightings = sql<{ agentId: number; at: number; kind: "agent.unseen" | "agent.seen" | "agent.signed-in" }, Day>(
  `SELECT agent_id AS agentId, at, kind FROM events
    WHERE at >= $from AND at < $until AND kind IN ('agent.unseen','agent.seen','agent.signed-in') AND agent_id IS NOT NULL ORDER BY id`,
);

/** What routing itself does not look at. */
export type MoreOfQueue = {
  id: number;
  name: string;
  chat: number | null;
  social: number | null;
  email: number | null;
  preferredSeconds: number;
  removed: number;
};
export const moreOfQueues = sql<MoreOfQueue>(
  `SELECT id, name, sla_chat_seconds AS chat, sla_social_seconds AS social, sla_email_seconds AS email,
      CASE WHEN preferred IS NULL THEN 0 ELSE preferred_seconds END AS preferredSeconds, removed_at IS NOT NULL AS removed FROM queues ORDER BY name, id`,
);

/** The queues one of whose rings names a skillset of this user. */
export const queuesOfUser = sql<{ id: number }, { userId: number }>(
  `SELECT DISTINCT r.queue_id AS id FROM user_skillsets us JOIN ring_skillsets rs ON rs.skillset_id = us.skillset_id JOIN rings r ON r.id = rs.ring_id
    WHERE us.user_id = $userId ORDER BY r.queue_id`,
);
