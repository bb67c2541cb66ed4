import type { Message } from "../conversations/conversation.ts";
import { MESSAGE } from "../conversations/message-store.ts";
import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";

/** A message with who said it, who read it, and what it answers. */
export type Said = Message & {
  agentName: string | null;
  readByName: string | null;
  quotedId: number | null;
  quotedText: string | null;
  quotedKind: string | null;
};

const SAID = `${MESSAGE}, u.name AS agentName, r.name AS readByName, o.id AS quotedId, substr(o.text, 1, 200) AS quotedText, o.kind AS quotedKind`;
const FROM_SAID = `FROM messages m LEFT JOIN users u ON m.author_type = 'agent' AND u.id = m.author_id LEFT JOIN users r ON r.id = m.read_by
  LEFT JOIN messages o ON o.channel_id = m.channel_id AND o.provider_id = m.reply_to`;

type Place = { conversationId: number; position: number; id: number };

/** The newest messages of a conversation above a place, newest first. */
export const saidAbove = sql<Said, Place & { limit: number }>(
  `SELECT ${SAID} ${FROM_SAID} WHERE m.conversation_id = $conversationId AND m.kind <> 'reaction' AND (m.position, m.id) < ($position, $id)
    ORDER BY m.position DESC, m.id DESC LIMIT +$limit`,
);

/** The one that stands just below a place. */
export const saidBelow = sql<Said, Place>(
  `SELECT ${SAID} ${FROM_SAID} WHERE m.conversation_id = $conversationId AND m.kind <> 'reaction' AND (m.position, m.id) > ($position, $id)
    ORDER BY m.position, m.id LIMIT 1`,
);

/**
 * Messages that an event after `after` changed, and those on which a reaction changed or of which something was chosen. (The plus: by their ids,
 * not all of the conversation.)
 */
export const saidSince = sql<Said, { conversationId: number; after: number; limit: number }>(
  `SELECT ${SAID} ${FROM_SAID}
    WHERE +m.conversation_id = $conversationId AND m.kind <> 'reaction' AND m.id IN (
      SELECT id FROM messages WHERE conversation_id = $conversationId AND changed_by > $after
      UNION SELECT on_.id FROM messages t JOIN messages on_ ON on_.channel_id = t.channel_id AND on_.provider_id = t.reply_to
       WHERE t.conversation_id = $conversationId AND t.changed_by > $after AND t.kind IN ('reaction','interactive'))
    ORDER BY m.position, m.id LIMIT +$limit`,
);

// Also over the marks of bold, italic and struck, which nobody types when they search.
const OVER_MARKS = "(m.text GLOB '*[*_~]*' AND replace(replace(replace(m.text, '*', ''), '_', ''), '~', '') GLOB $words)";
/** Whether a message `m` has the words in it or in the name of a file. `$words`: a pattern of GLOB. */
export const HAS_WORDS = `(m.text GLOB $words OR ${OVER_MARKS}
  OR (m.kind <> 'text' AND EXISTS (SELECT 1 FROM attachments a WHERE a.message_id = m.id AND a.name GLOB $words)))`;

/** Messages of a conversation that have the words, the newest first. */
export const foundIn = sql<{ id: number; position: number }, { conversationId: number; words: string; limit: number }>(
  `SELECT m.id, m.position FROM messages m
    WHERE m.conversation_id = $conversationId AND m.kind <> 'reaction' AND m.direction <> 'system' AND ${HAS_WORDS}
    ORDER BY m.position DESC, m.id DESC LIMIT +$limit`,
);

export type Before = VisibleTo & { conversationId: number; identityId: number; channelId: string; before: number };

// Of conversations that the viewer may not open only what passed between us and the customer is shown (SPEC C8, D6).
const EARLIER = `c.identity_id = $identityId AND c.channel_id = $channelId AND c.id < $conversationId AND m.id < $before
  AND m.kind <> 'reaction' AND m.direction <> 'system' AND (m.direction <> 'note' OR ${VISIBLE})`;

/** Messages of the customer's earlier conversations on this channel, newest first. */
export const saidEarlier = sql<Said, Before & { limit: number }>(
  `SELECT ${SAID} ${FROM_SAID} JOIN conversations c ON c.id = m.conversation_id WHERE ${EARLIER} ORDER BY m.id DESC LIMIT +$limit`,
);

export const countEarlier = sql<{ n: number }, Before>(
  `SELECT count(*) AS n FROM conversations c JOIN messages m ON m.conversation_id = c.id WHERE ${EARLIER}`,
);

/** Reactions on some messages; both parameters are JSON lists. */
export const reactionsOn = sql<{ channelId: string; replyTo: string; text: string }, { conversations: string; targets: string }>(
  `SELECT channel_id AS channelId, reply_to AS replyTo, text FROM messages
    WHERE conversation_id IN (SELECT value FROM json_each($conversations)) AND kind = 'reaction' AND text <> ''
      AND reply_to IN (SELECT value FROM json_each($targets)) ORDER BY id`,
);

/** What was chosen of a message of ours, by number, in the order in which it came. */
export const chosenOf = sql<{ option: string }, { channelId: string; replyTo: string }>(
  `SELECT data ->> 'id' AS option FROM messages WHERE channel_id = $channelId AND reply_to = $replyTo AND kind = 'interactive' ORDER BY id`,
);

/** What happened to a conversation that its people should see between the messages. `target`: to whom or what it was transferred; the reason that was given. */
export type Happened = {
  id: number;
  at: number;
  kind: string;
  agentId: number | null;
  agentName: string | null;
  queueName: string | null;
  target: string | null;
  /** The mail whose failure this tells, where it may be tried again. */
  mailId: number | null;
  data: string;
};

// Of a transfer it is who passed it on that counts, of a wrap-up who gave it, of a mail who asked for it, of all else who has it or had it.
const WHO =
  "CASE WHEN e.kind IN ('conversation.transferred','wrap-up.given') OR e.kind GLOB 'mail.*' THEN e.data ->> 'by' ELSE coalesce(e.agent_id, e.was_agent_id) END";
const REASON = `SELECT concat_ws(' › ', top.name, above.name, r.name) FROM wrap_up_reasons r LEFT JOIN wrap_up_reasons above ON above.id = r.parent_id
  LEFT JOIN wrap_up_reasons top ON top.id = above.parent_id WHERE r.id = e.data ->> 'reasonId'`;
const TARGET = `CASE e.data ->> 'to' WHEN 'agent' THEN (SELECT name FROM users WHERE id = e.data ->> 'toId')
  WHEN 'skillset' THEN (SELECT name FROM skillsets WHERE id = e.data ->> 'toId') WHEN 'queue' THEN q.name
  ELSE coalesce(k.address, (${REASON})) END`;

export const happenedSince = sql<Happened, { conversationId: number; after: number; limit: number }>(
  `SELECT e.id, e.at, e.kind, u.id AS agentId, u.name AS agentName, q.name AS queueName, ${TARGET} AS target,
          iif(k.changed_by = e.id AND k.state IN ('failed','uncertain'), k.id, NULL) AS mailId, e.data FROM events e
     LEFT JOIN users u ON u.id = ${WHO} LEFT JOIN queues q ON q.id = e.queue_id LEFT JOIN mails k ON k.id = e.data ->> 'mailId'
    WHERE e.conversation_id = $conversationId AND e.id > $after
      AND e.kind IN ('conversation.queued','conversation.accepted','conversation.rejected','conversation.taken-back','conversation.put-aside',
                     'conversation.transferred','conversation.overflowed','conversation.aged','conversation.freed','conversation.over',
                     'conversation.closed','wrap-up.given','mail.sent','mail.failed','mail.uncertain')
    ORDER BY e.id DESC LIMIT +$limit`,
);
