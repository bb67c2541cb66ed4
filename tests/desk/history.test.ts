import { afterAll, beforeAll, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { branchesIn } from "../../src/wrap-up/outline.ts";
import { changeReasons } from "../../src/wrap-up/reasons.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { furnish } from "../http/centre.ts";
import { NINE } from "../world.ts";

// Ana looks back on what she closed; lia's is not hers.

const DAY = 24 * 60 * 60_000;
let app: TestApp;
beforeAll(async () => {
  app = await openApp();
  const lia = await furnish(app);
  await app.workspace.write((db) => {
    changeReasons(db, branchesIn("Order\n  Invoice"), CONSOLE, NINE);
    const closed = (id: number, agentId: number, at: number) =>
      db.run(
        `INSERT INTO conversations (id, channel_id, customer_id, identity_id, queue_id, state, priority, agent_id, started_at, enqueued_at, accepted_at,
           last_activity_at, over_at, closed_at) VALUES (?, 'wa', 1, 1, 1, 'closed', 'medium', ?, ?, ?, ?, ?, ?, ?)`,
        [id, agentId, at, at, at, at, at, at],
      );
    closed(101, app.ids.ana, NINE - DAY);
    closed(102, app.ids.ana, NINE - 2 * DAY);
    closed(103, app.ids.ana, NINE - 29 * DAY);
    closed(104, lia, NINE - DAY);
    for (let n = 0; n < 50; n++) closed(200 + n, app.ids.ana, NINE - 10 * DAY - n * 1000);
    db.run("INSERT INTO wrap_ups (conversation_id, reason_id, saved_at, saved_by) VALUES (101, 2, ?, ?)", [NINE, app.ids.ana]);
  });
});
afterAll(() => app.close());

const shown = async (path: string) => {
  const ana = await app.signedIn("ana");
  const page = await (await ana.get(path)).text();
  const text = page.slice(page.indexOf("<main"));
  const ids = [...text.matchAll(/href="\/conversations\/(\d+)"/g)].map(([, id]) => Number(id));
  return { text, ids, older: /href="(\/history\?[^"]*before[^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") };
};

test("their own closed ones, by day, the latest first and in pages, with what was recorded", async () => {
  const first = await shown("/history");
  expect(first.ids.slice(0, 3)).toEqual([101, 102, 200]);
  expect(first.ids).toHaveLength(50);
  expect(first.text).toMatch(/Yesterday[\s\S]*Order › Invoice/);
  const second = await shown(first.older ?? "");
  expect(second.ids).toEqual([248, 249]);
  expect(second.older).toBeUndefined();
});

test("one day alone, and nothing older than the administrator lets them see", async () => {
  expect((await shown("/history?day=2026-02-28")).ids).toEqual([102]);
  expect((await shown("/history?day=2026-02-01")).ids).toEqual([]);
  expect((await shown("/history?day=<b>&before=x")).ids).toHaveLength(50);
  const ada = await app.signedIn("ada");
  const page = await (await ada.get("/admin/workspace")).text();
  const revision = /name="revision" value="([^"]*)"/.exec(page)?.[1] ?? "";
  const form = { name: "Parlo", timeZone: "UTC", language: "en", ignoredOffersMax: "2", historyDays: "60", currency: "EUR" };
  const answer = await ada.post("/admin/workspace", { revision, ...form });
  expect(answer.status).toBe(303);
  expect((await shown("/history?day=2026-02-01")).ids).toEqual([103]);
});
