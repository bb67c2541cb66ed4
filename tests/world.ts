import type { Database } from "bun:sqlite";
import { setStatus, signInAgent, signOutAgent } from "../src/agents/statuses.ts";
import { close } from "../src/conversations/close.ts";
import { type CustomerMessage, receive } from "../src/conversations/receive.ts";
import { migrate, openDb } from "../src/db/open.ts";
import { transact } from "../src/db/transact.ts";
import { type Bus, busOf } from "../src/events/bus.ts";
import type { Event, Facts } from "../src/events/kinds.ts";
import { takeRecorded } from "../src/events/pending.ts";
import { record } from "../src/events/record.ts";
import type { Priority } from "../src/routing/rules.ts";
import { tick } from "../src/routing/scheduler.ts";
import { RoutingView } from "../src/routing/view.ts";

// A small centre that everybody knows. All four are signed in and Ready, with a capacity of 6.
//   queue sales    manual, 30 s;  ring 1: sales (ana, ben), ring 2 after a minute: support (ben, chiara)
//   queue support  automatic;     ring 1: support
//   dario has no skillset: he is no agent. The channel wa brings to sales.

export const NINE = Date.UTC(2026, 2, 2, 9);
export const seconds = (n: number) => n * 1_000;
export const minutes = (n: number) => n * 60_000;

export const [ana, ben, chiara, dario] = [11, 12, 13, 14] as const;
export const SKILLSETS = { sales: 21, support: 22 } as const;
export const QUEUES = { sales: 31, support: 32 } as const;
export const PROFILES = { agent: 1, "super-agent": 2, supervisor: 3, administrator: 4 } as const;
export const STATUSES = { ready: 1, "not-ready": 2, "back-office": 3, break: 4 } as const;

export const PEOPLE = `
  INSERT INTO profiles (id, name, builtin) VALUES
    (1, 'Agent', 'agent'), (2, 'Super agent', 'super-agent'), (3, 'Supervisor', 'supervisor'), (4, 'Administrator', 'administrator');
  INSERT INTO skillsets (id, name) VALUES (21, 'sales'), (22, 'support');
  INSERT INTO users (id, username, name, profile_id, status_id, status_since, created_at) VALUES
    (11, 'ana', 'Ana', 1, 1, ${NINE}, ${NINE}), (12, 'ben', 'Ben', 1, 1, ${NINE}, ${NINE}),
    (13, 'chiara', 'Chiara', 1, 1, ${NINE}, ${NINE}), (14, 'dario', 'Dario', 3, 1, ${NINE}, ${NINE});
  INSERT INTO agent_status_intervals (agent_id, status_id, since) SELECT id, status_id, status_since FROM users;
  INSERT INTO user_skillsets (user_id, skillset_id) VALUES (11, 21), (12, 21), (12, 22), (13, 22);
  INSERT INTO queues (id, name, acceptance) VALUES (31, 'sales', 'manual'), (32, 'support', 'automatic');
  INSERT INTO rings (id, queue_id, after_seconds) VALUES (1, 31, 0), (2, 31, 60), (3, 32, 0);
  INSERT INTO ring_skillsets (ring_id, skillset_id) VALUES (1, 21), (2, 22), (3, 22);
  INSERT INTO channels (id, kind, name, queue_id, created_at) VALUES
    ('wa', 'whatsapp', 'Main number', 31, ${NINE}), ('web', 'webchat', 'Site', 31, ${NINE});`;

export type World = {
  readonly db: Database;
  readonly bus: Bus;
  readonly view: RoutingView;
  /** What went wrong where nobody may throw. */
  readonly troubles: unknown[];
  /** The clock: set it. */
  now: number;
  clock(): number;
  /** What the writer does, at once: a transaction, the verb in a savepoint, the index told, then the listeners. Throws what the verb throws. */
  write: <T>(verb: (db: Database) => T) => T;
  /** Several verbs in one transaction, as the writer does with all of one tick; gives each one's result or error. */
  writeAll(verbs: readonly ((db: Database) => unknown)[]): ({ value: unknown } | { error: unknown })[];
  /** Routes until nothing moves. */
  settle(): void;
  /** After a restart: a new index, for which everybody is seen. */
  restart(): void;
};

/** `path`: a file where the database is to lie on a disk. `opened` gets the database before anything of ours uses it. */
export function world({ path = ":memory:", opened = (_: Database) => {} } = {}): World {
  const db = openDb(path);
  migrate(db);
  opened(db);
  db.run(PEOPLE);
  const troubles: unknown[] = [];
  const failed = (error: unknown) => void troubles.push(error);
  const bus = busOf(failed);
  let view = new RoutingView(db, failed);

  const commit = (verbs: readonly ((db: Database) => unknown)[]) => {
    db.run("BEGIN IMMEDIATE");
    const said = verbs.map((verb) => attempt(db, verb));
    db.run("COMMIT");
    const events = takeRecorded(db);
    view.committed(events);
    bus.publish(events);
    return said;
  };
  const here: World = {
    db,
    bus,
    troubles,
    now: NINE,
    get view() {
      return view;
    },
    clock: () => here.now,
    writeAll: commit,
    write: <T>(verb: (db: Database) => T) => {
      const [said] = commit([verb]);
      if (said && "value" in said) return said.value as T;
      throw said?.error;
    },
    settle: () => {
      while (here.write((db) => tick(db, here.view, here.now)).moved > 0);
    },
    restart: () => {
      view = new RoutingView(db, failed);
    },
  };
  return here;
}

function attempt(db: Database, verb: (db: Database) => unknown): { value: unknown } | { error: unknown } {
  try {
    return { value: transact(db, () => verb(db) as never) };
  } catch (error) {
    return { error };
  }
}

type Arrival = { queue?: number; priority?: Priority; from?: string; channel?: keyof typeof CHANNELS };

const CHANNELS = {
  wa: { channelId: "wa", channelKind: "whatsapp", scope: "waba" },
  web: { channelId: "web", channelKind: "webchat", scope: "web" },
} as const;

/** A customer writes, a new one unless named; gives the conversation. */
export function arrives({ write, clock }: World, { queue = QUEUES.sales, priority = "medium", from, channel = "wa" }: Arrival = {}): number {
  return write((db) => {
    const { n } = db.query("SELECT count(*) AS n FROM messages").get() as { n: number };
    const entry = { ...CHANNELS[channel], queueId: queue, priority };
    const messageId = receive(db, entry, hello(n, from ?? `new ${n}`, clock()), clock()) as number;
    return (db.query("SELECT conversation_id AS id FROM messages WHERE id = ?").get(messageId) as { id: number }).id;
  });
}

function hello(n: number, from: string, now: number): CustomerMessage {
  return {
    what: "message",
    account: "1",
    providerId: `wamid.${n}`,
    from: { handles: [{ kind: "waId", value: from }], profileName: null },
    kind: "text",
    text: "Hello",
    data: null,
    media: null,
    replyTo: null,
    sentAt: now,
    opensWindow: true,
  };
}

/** Its agent closes a conversation. */
export function closes(here: World, id: number) {
  const { agentId } = conversation(here, id);
  here.write((db) => close(db, { conversationId: id, agentId: agentId ?? 0 }, here.clock()));
}

/** An agent is in a status, signing in for it where needed; null signs them out. */
export function turns({ write, clock }: World, agentId: number, status: keyof typeof STATUSES | null) {
  write((db) => {
    if (status === null) return signOutAgent(db, { agentId, reason: "by hand" }, clock());
    signInAgent(db, agentId, clock());
    setStatus(db, { agentId, statusId: STATUSES[status] }, clock());
  });
}

/** A change of the settings, told as their pages tell it. */
export function changes<K extends "user.changed" | "queue.changed" | "skillset.changed" | "profile.changed">(
  { write, clock }: World,
  statement: string,
  kind: K,
  facts: Facts[K],
) {
  write((db) => {
    db.run(statement);
    record(db, clock(), kind, {}, facts);
  });
}

export type ConversationRow = {
  id: number;
  state: string;
  agentId: number | null;
  queueId: number;
  enqueuedAt: number;
  offerExpiresAt: number | null;
  changedBy: number;
};

export function conversation({ db }: { db: Database }, id: number): ConversationRow {
  return db
    .query(
      `SELECT id, state, agent_id AS agentId, queue_id AS queueId, enqueued_at AS enqueuedAt, offer_expires_at AS offerExpiresAt, changed_by AS changedBy
         FROM conversations WHERE id = ?`,
    )
    .get(id) as ConversationRow;
}

/** The last thing that happened to a conversation: its kind, its holder, the one before, and its facts. */
export function lastOf({ db }: { db: Database }, id: number) {
  const row = db
    .query(
      `SELECT kind, agent_id AS agentId, was_agent_id AS wasAgentId, queue_id AS queueId, was_queue_id AS wasQueueId, data FROM events
        WHERE conversation_id = ? ORDER BY id DESC LIMIT 1`,
    )
    .get(id) as { kind: string; agentId: number | null; wasAgentId: number | null; queueId: number; wasQueueId: number | null; data: string };
  return { ...row, data: JSON.parse(row.data) as object };
}

/** What happened to a conversation, in order; its messages left out. */
export function story({ db }: { db: Database }, id: number): Event["kind"][] {
  return (db.query("SELECT kind FROM events WHERE conversation_id = ? AND kind LIKE 'conversation.%' ORDER BY id").all(id) as { kind: Event["kind"] }[]).map(
    ({ kind }) => kind,
  );
}
