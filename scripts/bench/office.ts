import type { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb } from "../../src/db/open.ts";
import { hashOf } from "../../src/users/sessions.ts";
import { APP_SECRET, CUSTOMERS, OUR_MESSAGE, PHONE_NUMBER_ID, phoneOf, sessionOf, WABA_ID } from "./load/calls.ts";
import { parlo } from "./processes.ts";

// A folder as a company has it after some time: agents who are Ready, a WhatsApp number, customers whom we have written to.

export const AGENTS = 200;
/** Who see every conversation. */
export const WATCHERS = 200;
const QUEUES = 4;
/** Of a conversation that is closed. */
const MESSAGES = 10;

/** Makes a folder under the system's temporary one; it is removed when the process ends. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parlo-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

type Office = { messages: number; closed?: number; acceptance?: "manual" | "automatic"; capacity?: number };

/**
 * Furnishes a folder: for each customer a conversation that an agent holds, in them `messages` of ours that were sent and of which nothing
 * is known yet; besides, so many conversations that are `closed`. Everybody has a session.
 */
export async function furnish(folder: string, { messages, closed = 0, acceptance = "manual", capacity = 6 }: Office) {
  const declaration = join(folder, "office.json");
  await Bun.write(declaration, JSON.stringify(declared(acceptance, capacity)));
  await parlo("apply", declaration, "--data", folder);
  const db = openDb(join(folder, "parlo.db"));
  db.run("BEGIN");
  openSessions(db, Date.now());
  for (const statement of statements(messages, closed, Date.now())) db.run(statement);
  // Long since done in a folder of that age (src/search/keep.ts).
  db.run("INSERT INTO messages_search (rowid, text) SELECT id, text FROM messages");
  db.run("COMMIT");
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}

function declared(acceptance: "manual" | "automatic", capacity: number) {
  const names = Array.from({ length: QUEUES }, (_, n) => `sales ${n}`);
  const person = (profile: string, n: number) => ({ username: `${profile}${n}`, name: `${profile} ${n}`, profile });
  const settings = { phoneNumberId: PHONE_NUMBER_ID, wabaId: WABA_ID, accessToken: "bench", appSecret: APP_SECRET, verifyToken: "bench" };
  return {
    skillsets: names.map((name) => ({ name })),
    queues: names.map((name) => ({ name, acceptance, rings: [{ afterSeconds: 0, skillsets: [name] }] })),
    users: [
      ...Array.from({ length: AGENTS }, (_, n) => ({ ...person("agent", n), capacity, skillsets: [names[n % QUEUES]] })),
      ...Array.from({ length: WATCHERS }, (_, n) => person("administrator", n)),
    ],
    channels: [{ id: "wa", kind: "whatsapp", name: "Main number", queue: names[0], settings: { ...settings, apiUrl: "http://127.0.0.1:9" } }],
  };
}

function openSessions(db: Database, now: number) {
  db.run("UPDATE users SET status_id = (SELECT id FROM statuses WHERE builtin = 'ready'), status_since = ?", [now]);
  const users = db.query("SELECT id FROM users ORDER BY id").all() as { id: number }[];
  const insert = db.query("INSERT INTO sessions (token_hash, user_id, address, created_at, seen_at) VALUES ($hash, $id, '127.0.0.1', $now, $now)");
  for (const [n, { id }] of users.entries()) insert.run({ hash: hashOf(sessionOf(n)), id, now });
}

/** What we said: some words always, others now and then, a number hardly ever twice. */
const THINGS = ["sedia", "tavolo", "lampada", "divano", "letto", "armadio", "specchio", "tappeto", "libreria", "poltrona", "scrivania", "vaso", "cornice"];
const TOWNS = ["Milano", "Roma", "Torino", "Napoli", "Bari", "Lecce", "Trento", "Udine", "Parma", "Lucca", "Pisa", "Siena", "Enna", "Nuoro", "Sassari", "Como"];
const oneOf = (words: readonly string[], every: number) => `json_extract('${JSON.stringify(words)}', '$[' || (i / ${every} % ${words.length}) || ']')`;
const SAID = `'Il suo ordine ' || (20000 + i % 70001) || ' con ' || ${oneOf(THINGS, 1)} || ' è partito oggi e arriva a ' || ${oneOf(TOWNS, 7)} || ' domani.'`;

const numbers = (count: number) => `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count} - 1)`;

function statements(messages: number, closed: number, now: number): string[] {
  const agent = (id: string) => `(SELECT min(id) FROM users) + ${id} % ${AGENTS}`;
  const queue = (id: string) => `(SELECT min(id) FROM queues) + ${id} % ${QUEUES}`;
  const handle = (kind: string, prefix: string) =>
    `INSERT INTO handles (identity_id, channel_kind, scope, kind, value, seen_at)
       SELECT id, 'whatsapp', '${WABA_ID}', '${kind}', '${prefix}' || (${phoneOf(0)} + id - 1), ${now} FROM customers`;
  const conversation = (state: string, id: string, closedAt: number | null) =>
    `INSERT INTO conversations (channel_id, customer_id, identity_id, queue_id, state, priority, agent_id, started_at, enqueued_at, accepted_at, closed_at,
       last_activity_at)
     SELECT 'wa', ${id}, ${id}, ${queue(id)}, '${state}', 'medium', ${agent(id)}, ${now}, ${now}, ${now}, ${closedAt}, ${now}`;
  const ours = (of: string, name: string) =>
    `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, status, author_type, provider_id, sent_at, received_at)
     SELECT ${of}, 'wa', ${now} + i, 'out', 'text', ${SAID}, 'sent', 'agent', '${name}' || i, ${now}, ${now}`;
  return [
    `INSERT INTO customers (id, created_at) ${numbers(CUSTOMERS)} SELECT i + 1, ${now} FROM n`,
    `INSERT INTO identities (id, customer_id, channel_kind, scope, profile_name, created_at)
       SELECT id, id, 'whatsapp', '${WABA_ID}', 'Customer ' || (id - 1), ${now} FROM customers`,
    handle("wa_id", ""),
    handle("phone", "+"),
    `${numbers(closed)} ${conversation("closed", `(i % ${CUSTOMERS} + 1)`, now)} FROM n WHERE i < ${closed}`,
    `${conversation("active", "id", null)} FROM customers`,
    `INSERT INTO assignments (conversation_id, agent_id, queue_id, offered_at, accepted_at, released_at, release_reason)
       SELECT id, agent_id, queue_id, ${now}, ${now}, closed_at, iif(closed_at IS NULL, NULL, 'closed') FROM conversations`,
    `${numbers(messages)} ${ours(`(SELECT max(id) FROM conversations) - i % ${CUSTOMERS}`, OUR_MESSAGE)} FROM n`,
    `${numbers(closed * MESSAGES)} ${ours(`(SELECT min(id) FROM conversations) + i / ${MESSAGES}`, "wamid.OLD")} FROM n WHERE i < ${closed * MESSAGES}`,
    `INSERT INTO events (at, kind, conversation_id, agent_id, queue_id, was_agent_id, was_queue_id, data)
       SELECT m.received_at, 'message.written', c.id, c.agent_id, c.queue_id, c.agent_id, c.queue_id, json_object('messageId', m.id)
         FROM messages m JOIN conversations c ON c.id = m.conversation_id`,
  ];
}
