import { afterAll, beforeAll, expect, test } from "bun:test";
import { endSession, hashOf, startSession } from "../../src/users/sessions.ts";
import { until } from "../parlo.ts";
import { openDoors, type Shop, THURSDAY } from "./shop.ts";

// Ben works by himself, until somebody real is Ben.

const SOON_MS = 15_000;
const RETURNS_MS = 40_000;
let shop: Shop;
beforeAll(async () => {
  shop = await openDoors({ days: 0.3 });
});
afterAll(() => shop.end());

const one = <Row>(sql: string) => shop.workspace.db.query(sql).get() as Row;
const ben = () =>
  one<{ id: number; status: string | null }>(
    "SELECT u.id, s.builtin AS status FROM users u LEFT JOIN statuses s ON s.id = u.status_id WHERE u.username = 'ben'",
  );
const held = () => one<{ n: number }>(`SELECT count(*) AS n FROM conversations WHERE agent_id = ${ben().id} AND state IN ('offered','active')`).n;
const answers = (whose = "1 = 1") => one<{ n: number }>(`SELECT count(*) AS n FROM messages WHERE direction = 'out' AND ${whose}`).n;

test("ben is ready and has customers; he and chiara answer them", async () => {
  await until(() => ben().status === "ready", SOON_MS, "ben is not ready");
  await until(() => held() > 0, 30_000, "ben has nobody");
  const before = answers();
  await until(() => answers() > before, 60_000, "nobody was answered");
}, 90_000);

test("customers write on both channels, by the doors that real ones use", async () => {
  const heardOn = () => one<{ n: number }>(`SELECT count(DISTINCT channel_id) AS n FROM messages WHERE direction = 'in' AND received_at > ${THURSDAY}`).n;
  await until(() => heardOn() === 2, 60_000, "nobody came to one of the channels");
  expect(one<{ n: number }>("SELECT count(*) AS n FROM journal WHERE state <> 'done'").n).toBeLessThan(3);
}, 90_000);

test("as soon as somebody signs in as ben he stops: not ready, nothing said in his name, and what he had is theirs", async () => {
  const { workspace } = shop;
  const { id: userId } = ben();
  const sessionId = await workspace.write((db) => startSession(db, { userId, tokenHash: hashOf("somebody"), address: "127.0.0.1" }, workspace.clock()));
  await until(() => ben().status === "not-ready", SOON_MS, "ben is still ready");
  const his = `author_id = ${userId}`;
  const [had, said] = [held(), answers(his)];
  await Bun.sleep(3_000);
  expect([held() <= had, answers(his)]).toEqual([true, said]);

  await workspace.write((db) => endSession(db, { sessionId, userId, reason: "by hand" }, workspace.clock()));
  expect(ben().status).toBeNull();
  await until(() => ben().status === "ready", RETURNS_MS, "ben did not come back");
}, 90_000);
