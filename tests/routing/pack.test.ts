import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { migrate, openDb } from "../../src/db/open.ts";
import { keepDecision } from "../../src/routing/explain.ts";
import { pack, unpack } from "../../src/routing/pack.ts";
import type { Considered } from "../../src/routing/rules.ts";
import { makeFolder } from "../parlo.ts";
import { random } from "../random.ts";
import { NINE, PEOPLE } from "../world.ts";

const REASONS = [
  "chosen",
  "could",
  "signed-out",
  "unseen",
  "not-ready",
  "full",
  "rejected",
  "not-included",
  "low-level",
  "reserved",
  "had-it",
  "isolated",
] as const;
const spread = (count: number, apart: number): Considered[] =>
  Array.from({ length: count }, (_, n) => ({ agentId: 3 + n * apart, reason: REASONS[n % REASONS.length] as Considered["reason"] }));

test("what is packed comes out as it went in, with any ids", () => {
  for (const why of [
    { considered: spread(30, 1), others: { laterRing: 2, unskilled: 0 } },
    { considered: spread(1, 1), others: { laterRing: 0, unskilled: 1 } },
    { considered: spread(7, 100_000), others: { laterRing: 0, unskilled: 2_000 } },
    { considered: spread(2, 2 ** 40), others: { laterRing: 127, unskilled: 128 } },
    { considered: [...spread(29, 1), { agentId: 90_000, reason: "full" as const }], others: { laterRing: 0, unskilled: 0 } },
    { considered: [], others: { laterRing: 0, unskilled: 0 } },
  ])
    expect(unpack(pack(why))).toEqual(why);
});

test("whatever thirty agents of however many it were, they come out as they went in", () => {
  const dice = random(7);
  for (let n = 0; n < 500; n++) {
    const why = { considered: thirtyOf(dice.between(30, 3_000), dice), others: { laterRing: dice.below(300), unskilled: dice.below(3_000) } };
    expect(unpack(pack(why))).toEqual(why);
  }
});

const folder = makeFolder();
const databases: ReturnType<typeof openDb>[] = [];
afterAll(() => {
  for (const db of databases) db.close();
});

// As ids are: thirty who were hired one after the other, and thirty of a company in which hundreds came and went.
test.each([30, 120, 400, 2_000])("a decision takes at most 100 bytes in the database, with thirty of %i agents in the open rings", (company) => {
  const db = openDb(join(folder, `of-${company}.db`));
  databases.push(db);
  migrate(db);
  db.run(PEOPLE);
  fill(db, company);
  const { bytes } = db.query("SELECT sum(pgsize) AS bytes FROM dbstat WHERE name IN ('decisions','decisions_by_conversation')").get() as { bytes: number };
  const { n } = db.query("SELECT count(*) AS n FROM decisions").get() as { n: number };
  expect(bytes / n).toBeLessThanOrEqual(100);
});

const DECISIONS = 8_000;
const CUSTOMER = `INSERT INTO customers (id, created_at) VALUES (1, ${NINE});
  INSERT INTO identities (id, customer_id, channel_kind, scope, created_at) VALUES (1, 1, 'whatsapp', 'waba', ${NINE})`;

// Conversations in their hundred thousands; now and then one is offered again, after others have come.
function fill(db: ReturnType<typeof openDb>, company: number) {
  const dice = random(company);
  db.run(CUSTOMER);
  db.run("BEGIN");
  for (let id = 1; id <= company; id++)
    db.run("INSERT OR IGNORE INTO users (id, username, name, profile_id, status_since, created_at) VALUES (?, ?, '', 1, 0, 0)", [id, `user ${id}`]);
  let last = 300_000;
  for (let n = 0; n < DECISIONS; n++) {
    const again = dice.chance(0.3) && n > 40;
    const conversationId = again ? last - dice.below(30) : ++last;
    if (!again) db.run(CONVERSATION, [conversationId]);
    const considered = thirtyOf(company, dice);
    const agentId = dice.pick(considered as [Considered]).agentId;
    const why = { considered, others: { laterRing: dice.below(20), unskilled: company }, tieBreak: "longest-idle" as const };
    keepDecision(db, { conversationId, agentId, outcome: dice.chance(0.7) ? "offered" : "assigned", why }, NINE + n * 700);
  }
  db.run("COMMIT");
}

const CONVERSATION = `INSERT INTO conversations (id, channel_id, customer_id, identity_id, queue_id, state, priority, started_at, enqueued_at, last_activity_at)
  VALUES (?, 'wa', 1, 1, 31, 'queued', 'medium', ${NINE}, ${NINE}, ${NINE})`;

function thirtyOf(company: number, dice: ReturnType<typeof random>): Considered[] {
  const ids = new Set<number>();
  while (ids.size < 30) ids.add(dice.between(1, company));
  return [...ids].sort((a, b) => a - b).map((agentId) => ({ agentId, reason: dice.pick(REASONS) }));
}
