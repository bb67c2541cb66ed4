import type { Database } from "bun:sqlite";
import { release } from "../../src/conversations/assignment.ts";
import { migrate, openDb } from "../../src/db/open.ts";
import { transact } from "../../src/db/transact.ts";
import { takeRecorded } from "../../src/events/pending.ts";
import { record } from "../../src/events/record.ts";
import { decide, nextDeadline } from "../../src/routing/decide.ts";
import { tick } from "../../src/routing/scheduler.ts";
import { RoutingView } from "../../src/routing/view.ts";
import { type Figure, spreadOf } from "./figures.ts";

// What a tick costs with 1,000 and with 100,000 waiting: 2,000 agents in 64 skillsets, 64 queues of two rings.

const [AGENTS, SKILLSETS, CAPACITY, DECISIONS] = [2_000, 64, 6, 12_000];
const [ROUNDS, WARM_ROUNDS] = [300, 50];
const NOW = Date.UTC(2026, 2, 2, 9);

type Centre = { db: Database; view: RoutingView; waiting: number };

function centre(waiting: number, { free = 0 } = {}): Centre {
  const db = openDb(":memory:");
  migrate(db);
  const numbers = (count: number) => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;
  db.run("BEGIN");
  db.run(`INSERT INTO profiles (id, name, capacity) VALUES (1, 'Agent', ${CAPACITY})`);
  db.run(`INSERT INTO skillsets (id, name) ${numbers(SKILLSETS)} SELECT i, 'skill ' || i FROM n`);
  db.run(
    `INSERT INTO users (id, username, name, profile_id, status_id, status_since, created_at) ${numbers(AGENTS)} SELECT i, 'u' || i, 'U', 1, 1, 0, 0 FROM n`,
  );
  db.run(`INSERT INTO user_skillsets (user_id, skillset_id) SELECT id, id % ${SKILLSETS} + 1 FROM users`);
  db.run(`INSERT INTO queues (id, name, acceptance) ${numbers(SKILLSETS)} SELECT i, 'queue ' || i, 'automatic' FROM n`);
  db.run("INSERT INTO rings (id, queue_id, after_seconds) SELECT id, id, 0 FROM queues");
  db.run("INSERT INTO rings (id, queue_id, after_seconds) SELECT id + 1000, id, 600 FROM queues");
  db.run(
    `INSERT INTO ring_skillsets SELECT id, queue_id FROM rings WHERE id < 1000 UNION ALL SELECT id, queue_id % ${SKILLSETS} + 1 FROM rings WHERE id > 1000`,
  );
  db.run("INSERT INTO channels (id, kind, name, queue_id, created_at) VALUES ('wa', 'whatsapp', 'wa', 1, 0)");
  db.run("INSERT INTO customers (id, created_at) VALUES (1, 0)");
  db.run("INSERT INTO identities (id, customer_id, channel_kind, scope, created_at) VALUES (1, 1, 'whatsapp', 'x', 0)");
  const columns =
    "INSERT INTO conversations (channel_id, customer_id, identity_id, queue_id, state, priority, agent_id, started_at, enqueued_at, last_activity_at)";
  const held = (AGENTS - free) * CAPACITY;
  if (held > 0) db.run(`${columns} ${numbers(held)} SELECT 'wa', 1, 1, 1, 'active', 'medium', i % ${AGENTS - free} + 1, 0, 0, 0 FROM n`);
  const priority = "CASE i % 10 WHEN 0 THEN 'high' WHEN 1 THEN 'low' ELSE 'medium' END";
  db.run(`${columns} ${numbers(waiting)} SELECT 'wa', 1, 1, i % ${SKILLSETS} + 1, 'queued', ${priority}, NULL, 0, ${NOW} - ${waiting} + i, 0 FROM n`);
  db.run(
    `INSERT INTO assignments (conversation_id, agent_id, queue_id, offered_at, accepted_at)
       SELECT id, agent_id, queue_id, 0, 0 FROM conversations WHERE agent_id > 0`,
  );
  db.run("COMMIT");
  return { db, view: new RoutingView(db, fail), waiting };
}

function fail(error: unknown): never {
  throw error;
}

function write<T>({ db, view }: Centre, verb: () => T): T {
  db.run("BEGIN IMMEDIATE");
  const said = transact(db, () => verb() as never);
  db.run("COMMIT");
  view.committed(takeRecorded(db));
  return said;
}

function micros(work: () => void): number {
  const from = Bun.nanoseconds();
  work();
  return (Bun.nanoseconds() - from) / 1_000;
}

const looksIn = ({ view }: Centre) => {
  decide(view, NOW, 1);
  nextDeadline(view, NOW);
};

function arrives({ db }: Centre) {
  const queueId = 1 + Math.trunc(SKILLSETS / 2);
  const { id } = db
    .query(
      `INSERT INTO conversations (channel_id, customer_id, identity_id, queue_id, state, priority, started_at, enqueued_at, last_activity_at)
       VALUES ('wa', 1, 1, ?, 'queued', 'medium', ?, ?, 0) RETURNING id`,
    )
    .get(queueId, NOW, NOW) as { id: number };
  record(db, NOW, "conversation.queued", { conversationId: id, queueId, wasQueueId: null }, { reason: "new" });
}

/** An agent closes one: the place is free. */
function closes({ db }: Centre, agentId: number) {
  const { id } = db.query("SELECT id FROM conversations WHERE agent_id = ? AND state = 'active' ORDER BY id LIMIT 1").get(agentId) as { id: number };
  db.run("UPDATE conversations SET state = 'closed', closed_at = ? WHERE id = ?", [NOW, id]);
  release(db, { conversationId: id, reason: "closed" }, NOW);
  record(db, NOW, "conversation.closed", { conversationId: id, agentId }, {});
}

type Round = (centre: Centre, n: number) => number;

/** The same with few and with many, interleaved: the ratio of the medians, and the median of many. */
function compared(what: string, centres: readonly [Centre, Centre], round: Round, wanted?: Figure["wanted"]): Figure {
  const times: [number[], number[]] = [[], []];
  for (let n = 0; n < ROUNDS + WARM_ROUNDS; n++)
    for (const at of [0, 1] as const) {
      const spent = round(centres[at], n);
      if (n >= WARM_ROUNDS) times[at].push(spent);
    }
  const [few, many] = [spreadOf(times[0]).median, spreadOf(times[1]).median];
  const ratio = many / few;
  return {
    what: `routing, ${what}: 100,000 ÷ 1,000 waiting`,
    value: { median: ratio, min: ratio, max: ratio },
    unit: "×",
    ...(wanted ? { wanted } : {}),
    beside: `${many.toFixed(1)} and ${few.toFixed(1)} µs`,
  };
}

export async function routing(): Promise<Figure[]> {
  const centres = [centre(1_000), centre(100_000)] as const;
  const measure = (what: string, round: Round) => compared(what, centres, round, { atMost: 1.5 });
  const figures = [
    measure("a look that finds nobody free", (here) => micros(() => looksIn(here))),
    measure("an arrival that nobody can take", (here) =>
      micros(() => {
        write(here, () => arrives(here));
        looksIn(here);
      }),
    ),
    measure("one freed place, the decision alone", (here, n) => {
      write(here, () => closes(here, n + 1));
      const spent = micros(() => decide(here.view, NOW, 1));
      write(here, () => tick(here.db, here.view, NOW));
      return spent;
    }),
    measure("one freed place, with commit and index", (here, n) => {
      write(here, () => closes(here, AGENTS - n));
      return micros(() => {
        write(here, () => tick(here.db, here.view, NOW));
        looksIn(here);
      });
    }),
  ];
  const wide = centre(100_000, { free: AGENTS });
  const spent = Array.from({ length: 4 }, () => micros(() => decide(wide.view, NOW, DECISIONS))).slice(1);
  const anew = Array.from({ length: 3 }, () => micros(() => wide.view.rebuild()) / 1_000);
  return [
    ...figures,
    {
      what: "routing, decisions in memory, 31 agents considered in each",
      value: spreadOf(spent.map((us) => (DECISIONS * 1e6) / us)),
      unit: "/s",
      wanted: { atLeast: 200_000 },
    },
    { what: "routing, the index built anew with 100,000 waiting", value: spreadOf(anew), unit: "ms" },
  ];
}
