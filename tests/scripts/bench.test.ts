import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { percentile, ratios, spreadOf, table } from "../../scripts/bench/figures.ts";
import { callOf } from "../../scripts/bench/load/calls.ts";
import { connect } from "../../scripts/bench/load/connection.ts";
import { furnish } from "../../scripts/bench/office.ts";
import { bare, type Running, serve } from "../../scripts/bench/processes.ts";
import { makeFolder, until } from "../parlo.ts";

const BARE = new URL("../../scripts/bench/bare/webhooks.ts", import.meta.url);
const CALLS = 60;

/** What both must have written: everything but our own instants. */
const WRITTEN = [
  "SELECT id, channel_id, body, state, attempts, done_items, problem FROM journal ORDER BY id",
  "SELECT id, at > 0, kind, conversation_id, agent_id, queue_id, was_agent_id, was_queue_id, data FROM events ORDER BY id",
  `SELECT id, conversation_id, direction, kind, text, data, status, author_type, author_id, provider_id, reply_to, sent_at, delivered_at, read_at, changed_by
     FROM messages ORDER BY id`,
  "SELECT id, state, unread, unread_since > 0, last_message_id, changed_by FROM conversations ORDER BY id",
  "SELECT channel_id, provider_id, status, at FROM early_receipts ORDER BY provider_id, status",
  "SELECT identity_id, last_customer_message_at FROM identity_channels ORDER BY identity_id",
  "SELECT count(*) AS n FROM handles",
];

async function writtenBy(server: Running, folder: string, calls: readonly Uint8Array[]) {
  const connection = await connect(server.url);
  for (const call of calls) expect((await connection.ask(call)).status).toBe(200);
  const db = new Database(join(folder, "parlo.db"), { readonly: true });
  const open = db.query("SELECT count(*) AS n FROM journal WHERE state = 'new'");
  await until(() => (open.get() as { n: number }).n === 0, 20_000, "the journal was not worked off");
  const written = WRITTEN.map((query) => db.query(query).all());
  db.close();
  await server.kill9();
  return written;
}

test("the bare server that the bench compares with writes the rows that Parlo writes", async () => {
  const [ours, theirs] = [makeFolder(), makeFolder()];
  await furnish(ours, { messages: 10 });
  cpSync(ours, theirs, { recursive: true });
  const url = new URL("http://127.0.0.1/webhooks/wa");
  const calls = Array.from({ length: CALLS }, (_, n) => callOf(url, n, "test."));
  const byParlo = await writtenBy(await serve(ours), ours, calls);
  const byBare = await writtenBy(await bare(BARE, theirs), theirs, calls);
  for (const [n, rows] of byParlo.entries()) expect(byBare[n]).toEqual(rows);
  const [journal, , messages, , early] = byParlo;
  const come = messages?.filter((row) => (row as { direction: string }).direction === "in");
  expect([journal?.length, come?.length, (early?.length ?? 0) > 0]).toEqual([CALLS, 6, true]);
});

test("several rounds are told by their middle, with the least and the most", () => {
  expect(spreadOf([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 });
  expect(ratios([4, 9], [2, 3])).toEqual([2, 3]);
  expect(percentile([...Array(100).keys()], 0.99)).toBe(99);
});

test("a figure that misses what is wanted says so, on the console and in the README", () => {
  const figures = [
    { what: "rate", value: spreadOf([0.5, 0.6, 0.7]), unit: "×", wanted: { atLeast: 0.4 } },
    { what: "delay", value: spreadOf([20]), unit: "ms", wanted: { atMost: 15 } },
  ] as const;
  expect(table(figures, "plain").split("\n")[2]).toMatch(/^delay +20 ms +≤ 15 ms \(missed\)$/);
  expect(table(figures, "markdown").split("\n")[2]).toBe("| rate | 0.60 | 0.50 to 0.70 | ≥ 0.40 |  |");
});
