import { sql } from "../db/sql.ts";
import type { Language } from "../texts/catalogue.ts";

export const findPassword = sql<{ sealed: Uint8Array }>("SELECT sealed FROM secrets WHERE owner = 'workspace' AND name = 'mail:password'");
export const putPassword = sql<void, { sealed: Uint8Array }>(
  "INSERT INTO secrets (owner, name, sealed) VALUES ('workspace', 'mail:password', $sealed) ON CONFLICT (owner, name) DO UPDATE SET sealed = excluded.sealed",
);
export const dropPassword = sql<void>("DELETE FROM secrets WHERE owner = 'workspace' AND name = 'mail:password'");

export type MailState = "queued" | "sending" | "sent" | "failed" | "uncertain";
export type Mail = {
  id: number;
  conversationId: number;
  askedBy: number;
  messageId: string;
  language: Language;
  address: string;
  words: string;
  state: MailState;
  /** Whom an event about it concerns. */
  agentId: number | null;
  queueId: number;
};

const MAIL = `k.id, k.conversation_id AS conversationId, k.asked_by AS askedBy, k.message_id AS messageId, k.language, k.address, k.words, k.state,
  c.agent_id AS agentId, c.queue_id AS queueId`;

export const findMail = sql<Mail, { id: number }>(`SELECT ${MAIL} FROM mails k JOIN conversations c ON c.id = k.conversation_id WHERE k.id = $id`);
export const pendingMails = sql<{ id: number }>("SELECT id FROM mails WHERE state <> 'sent' AND state IN ('queued','sending') ORDER BY id");

type New = {
  conversationId: number;
  askedBy: number;
  clientId: string;
  messageId: string;
  language: Language;
  address: string;
  words: string;
  now: number;
};
/** Nothing when the same page has sent it before. */
export const insertMail = sql<{ id: number }, New>(
  `INSERT INTO mails (conversation_id, asked_by, client_id, message_id, language, address, words, asked_at)
   SELECT id, $askedBy, $clientId, $messageId, $language, $address, $words, $now FROM conversations WHERE id = $conversationId AND erased_at IS NULL
   ON CONFLICT (conversation_id, client_id, address) DO NOTHING RETURNING id`,
);
export const moveMail = sql<void, { id: number; from: MailState; state: MailState; problem: string | null; eventId: number }>(
  "UPDATE mails SET state = $state, problem = $problem, changed_by = $eventId WHERE id = $id AND state = $from",
);
export const forgetWords = sql<void, { id: number }>("UPDATE mails SET words = '' WHERE id = $id");
export const deleteMails = sql<{ id: number }, { conversationId: number }>("DELETE FROM mails WHERE conversation_id = $conversationId RETURNING id");

/** What a mail says of the conversation itself. */
export type About = {
  id: number;
  customerId: number;
  identityId: number;
  channelId: string;
  channelName: string;
  startedAt: number;
  savedName: string | null;
  profileName: string | null;
};
export const aboutConversation = sql<About, { id: number }>(
  `SELECT c.id, c.customer_id AS customerId, c.identity_id AS identityId, c.channel_id AS channelId, ch.name AS channelName, c.started_at AS startedAt,
          p.name AS savedName, i.profile_name AS profileName
     FROM conversations c JOIN channels ch ON ch.id = c.channel_id JOIN customers p ON p.id = c.customer_id JOIN identities i ON i.id = c.identity_id
    WHERE c.id = $id AND c.erased_at IS NULL`,
);
export const emailOfUser = sql<{ email: string | null }, { id: number }>("SELECT email FROM users WHERE id = $id");
