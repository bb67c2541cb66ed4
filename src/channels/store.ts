import type { Priority } from "../conversations/conversation.ts";
import { sql } from "../db/sql.ts";

export type ChannelRow = {
  id: string;
  kind: string;
  name: string;
  queueId: number;
  /** What a new conversation of its queue gets. */
  priority: Priority;
  settings: string;
  hours: string | null;
  problem: string | null;
  problemSince: number | null;
  disabledAt: number | null;
};

const CHANNEL = `c.id, c.kind, c.name, c.queue_id AS queueId, q.priority, c.settings, c.hours,
  c.problem, c.problem_since AS problemSince, c.disabled_at AS disabledAt`;

export const findChannel = sql<ChannelRow, { id: string }>(`SELECT ${CHANNEL} FROM channels c JOIN queues q ON q.id = c.queue_id WHERE c.id = $id`);

export const listChannels = sql<ChannelRow>(`SELECT ${CHANNEL} FROM channels c JOIN queues q ON q.id = c.queue_id ORDER BY c.name, c.id`);

export const secretsOf = sql<{ name: string; sealed: Uint8Array }, { owner: string }>("SELECT name, sealed FROM secrets WHERE owner = $owner");

export const stopChannel = sql<void, { id: string; problem: string; now: number }>(
  "UPDATE channels SET problem = $problem, problem_since = $now WHERE id = $id AND problem IS NULL",
);

export const resumeChannel = sql<void, { id: string }>("UPDATE channels SET problem = NULL, problem_since = NULL WHERE id = $id AND problem IS NOT NULL");

// The journal: a provider's bytes, kept before they are answered. state <> 'done' stands there for the index on what is open.

/** `problem` and `waitsFor` are those of its parts that were done before. */
export type JournalRow = {
  id: number;
  channelId: string;
  body: Uint8Array;
  attempts: number;
  doneItems: number;
  problem: string | null;
  waitsFor: string | null;
};

export const insertJournal = sql<{ id: number }, { channelId: string; body: Uint8Array; now: number }>(
  "INSERT INTO journal (channel_id, received_at, body) VALUES ($channelId, $now, $body) RETURNING id",
);

export const nextJournal = sql<JournalRow, { after: number }>(
  `SELECT id, channel_id AS channelId, body, attempts, done_items AS doneItems, problem, waits_for AS waitsFor
     FROM journal WHERE state <> 'done' AND state = 'new' AND id > $after ORDER BY id LIMIT 1`,
);

type Standing = { id: number; doneItems: number; problem: string | null; waitsFor: string | null };

export const finishJournal = sql<void, Standing & { state: "done" | "waiting" | "failed"; now: number }>(
  `UPDATE journal SET state = $state, attempts = 0, done_items = $doneItems, problem = $problem, waits_for = $waitsFor, done_at = $now
    WHERE id = $id AND state = 'new'`,
);

export const continueJournal = sql<void, Standing>(
  `UPDATE journal SET attempts = 0, done_items = $doneItems, problem = $problem, waits_for = $waitsFor WHERE id = $id AND state = 'new'`,
);

export const countAttempt = sql<void, { id: number }>("UPDATE journal SET attempts = attempts + 1 WHERE id = $id AND state = 'new'");

const AFRESH = "state = 'new', attempts = 0, done_items = 0, problem = NULL, waits_for = NULL";

/** What these rows waited for has come. */
export const wakeJournal = sql<void, { waitsFor: string }>(`UPDATE journal SET ${AFRESH} WHERE state = 'waiting' AND waits_for = $waitsFor`);

export const retryJournal = sql<void, { id: number }>(`UPDATE journal SET ${AFRESH} WHERE id = $id AND state IN ('failed','waiting')`);

/** What an administrator should see: failed rows and those nobody could be found for. */
export const troubledJournal = sql<
  { id: number; channelId: string; receivedAt: number; state: "failed" | "waiting"; problem: string | null; size: number },
  { limit: number }
>(
  `SELECT id, channel_id AS channelId, received_at AS receivedAt, state, problem, length(body) AS size
     FROM journal WHERE state <> 'done' AND state IN ('failed','waiting') ORDER BY id DESC LIMIT +$limit`,
);

export const forgetJournal = sql<void, { before: number; limit: number }>(
  "DELETE FROM journal WHERE id IN (SELECT id FROM journal WHERE state = 'done' AND done_at < $before ORDER BY done_at LIMIT +$limit)",
);

export const tryWaitingAgain = sql<void, { receivedAfter: number; limit: number }>(
  `UPDATE journal SET ${AFRESH}
    WHERE id IN (SELECT id FROM journal WHERE state = 'waiting' AND received_at > $receivedAfter ORDER BY done_at, id LIMIT +$limit)`,
);

/** Rows that are done and name one of the customer's handles. */
export const forgetJournalOf = sql<void, { channelId: string; identityId: number; since: number }>(
  `DELETE FROM journal WHERE state = 'done' AND done_at >= $since AND channel_id = $channelId
     AND EXISTS (SELECT 1 FROM handles h WHERE h.identity_id = $identityId AND instr(journal.body, CAST(h.value AS BLOB)) > 0)`,
);
