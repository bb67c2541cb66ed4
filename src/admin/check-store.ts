import { sql } from "../db/sql.ts";

type Limit = { limit: number };
type Counted = { id: number; kept: number | null; counted: number | null };

// Each lists rows where what is kept differs from what it can be counted from.

/** Unread messages of conversations that somebody still works on. */
export const wrongUnread = sql<Counted, Limit>(
  `SELECT * FROM (SELECT c.id, c.unread AS kept,
      (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.direction = 'in' AND m.kind <> 'reaction' AND m.read_at IS NULL) AS counted
      FROM conversations c WHERE c.state NOT IN ('wrap_up','closed')) WHERE kept <> counted LIMIT +$limit`,
);

/** The last message of a conversation: what was said or noted last; reactions and lines of the system do not count. */
export const wrongLastMessage = sql<Counted, Limit>(
  `SELECT * FROM (SELECT c.id, c.last_message_id AS kept,
      (SELECT max(m.id) FROM messages m WHERE m.conversation_id = c.id AND m.direction IN ('in','out','note') AND m.kind <> 'reaction') AS counted
      FROM conversations c) WHERE kept IS NOT counted LIMIT +$limit`,
);

/** Who holds a conversation, and the assignment that runs. */
export const wrongHolder = sql<Counted, Limit>(
  `SELECT c.id, c.agent_id AS kept, a.agent_id AS counted
     FROM conversations c LEFT JOIN assignments a ON a.conversation_id = c.id AND a.released_at IS NULL
    WHERE CASE WHEN c.state IN ('offered','active','wrap_up') THEN a.agent_id IS NOT c.agent_id ELSE a.id IS NOT NULL END LIMIT +$limit`,
);

/** Assignments, and the events of their beginning. */
export const wrongAssignments = sql<Counted, Limit>(
  `WITH kept AS (SELECT conversation_id AS id, count(*) AS n FROM assignments GROUP BY conversation_id),
        told AS (SELECT conversation_id AS id, count(*) AS n FROM events
                  WHERE kind = 'conversation.offered' OR (kind = 'conversation.accepted' AND data ->> 'how' = 'automatic') GROUP BY conversation_id)
   SELECT coalesce(kept.id, told.id) AS id, coalesce(kept.n, 0) AS kept, coalesce(told.n, 0) AS counted
     FROM kept FULL JOIN told ON told.id = kept.id WHERE kept.n IS NOT told.n LIMIT +$limit`,
);

/** Assignments that were accepted, and the events of it. */
export const wrongAccepted = sql<Counted, Limit>(
  `WITH kept AS (SELECT conversation_id AS id, count(*) AS n FROM assignments WHERE accepted_at IS NOT NULL GROUP BY conversation_id),
        told AS (SELECT conversation_id AS id, count(*) AS n FROM events WHERE kind = 'conversation.accepted' GROUP BY conversation_id)
   SELECT coalesce(kept.id, told.id) AS id, coalesce(kept.n, 0) AS kept, coalesce(told.n, 0) AS counted
     FROM kept FULL JOIN told ON told.id = kept.id WHERE kept.n IS NOT told.n LIMIT +$limit`,
);

/** What an administrator should see to. */
export const trouble = sql<{ journalFailed: number; journalWaiting: number; jobsFailed: number; uncertain: number; mailsUncertain: number; stopped: number }>(
  `SELECT (SELECT count(*) FROM journal WHERE state <> 'done' AND state = 'failed') AS journalFailed,
     (SELECT count(*) FROM journal WHERE state = 'waiting') AS journalWaiting,
     (SELECT count(*) FROM jobs WHERE state = 'failed') AS jobsFailed, (SELECT count(*) FROM messages WHERE status = 'uncertain') AS uncertain,
     (SELECT count(*) FROM mails WHERE state <> 'sent' AND state = 'uncertain') AS mailsUncertain,
     (SELECT count(*) FROM channels WHERE problem IS NOT NULL AND disabled_at IS NULL) AS stopped`,
);

export const fileNamed = sql<{ id: number }, { sha256: string }>("SELECT id FROM files WHERE sha256 = $sha256");
