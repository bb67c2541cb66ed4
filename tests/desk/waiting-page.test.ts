import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Name, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// Ana, sara and vito sell, lia does law, ada administers; both conversations wait for an agent.

let parlo: TestApp;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  await parlo.workspace.write((db) => {
    db.run("UPDATE assignments SET released_at = 1, release_reason = 'closed', accepted_at = NULL");
    db.run("UPDATE conversations SET state = 'queued', agent_id = NULL, accepted_at = NULL");
    db.run("UPDATE users SET status_id = 1");
  });
});
afterEach(() => parlo.close());

const { ours, theirs } = CONVERSATIONS;
const may = (name: Name, sql: string) => parlo.workspace.write((db) => db.run(sql, [parlo.ids[name]]));
const isolate = (name: Name) =>
  may(name, "INSERT INTO profile_permissions (profile_id, action, scope) SELECT profile_id, 'isolated', 'own' FROM users WHERE id = ?");

/** What each row of the page of what waits offers or says instead, by conversation. */
async function offered(name: Name, path = "/waiting"): Promise<Record<number, string>> {
  const page = await (await (await parlo.signedIn(name)).get(path)).text();
  const rows = [...page.matchAll(/<tr id="waits-(\d+)">([\s\S]*?)<\/tr>/g)];
  return Object.fromEntries(rows.map(([, id, row = ""]) => [id, /<td class="num">(?!<time)([\s\S]*)<\/td>/.exec(row)?.[1]?.replaceAll(/<[^>]*>/g, "") ?? ""]));
}

test("everybody sees what waits in the workspace, each with what they may do about it or why not", async () => {
  expect(await offered("ana")).toEqual({ [ours]: "Take", [theirs]: "Needs legal" });
  expect(await offered("sara")).toEqual({ [ours]: "Take", [theirs]: "Needs legal" });
  expect(await offered("vito", "/waiting/rows")).toEqual({ [ours]: "Take", [theirs]: "Needs legal" });
  expect(await offered("ada")).toEqual({ [ours]: "Pick up", [theirs]: "Pick up" });
});

test("an isolated agent sees what is queued for their own skillsets, and nothing of another team's", async () => {
  for (const name of ["ana", "ada"] as const) await isolate(name);
  expect(await offered("ana")).toEqual({ [ours]: "Take" });
  expect(await offered("ana", "/waiting/rows")).toEqual({ [ours]: "Take" });
  expect(await offered("ada")).toEqual({});
});

test("who may not see conversations is shown none", async () => {
  await may("ana", "DELETE FROM profile_permissions WHERE action = 'conversations.view' AND profile_id = (SELECT profile_id FROM users WHERE id = ?)");
  expect(await offered("ana")).toEqual({});
});

test("what somebody may not take stays where it is, whatever their page sends", async () => {
  const takes = async (name: Name, id: number) => {
    const response = await (await parlo.signedIn(name)).post(`/conversations/${id}/take`, {}, { accept: "application/json" });
    return [response.status, ((await response.json().catch(() => null)) as { title?: string } | null)?.title ?? null];
  };
  const unskilled = [403, "You have no skillset of its queue"];
  for (const name of ["ana", "sara", "vito", "ada"] as const) expect(await takes(name, theirs)).toEqual(unskilled);
  expect(await takes("ana", ours)).toEqual([204, null]);
  expect(parlo.workspace.db.query("SELECT id, state, agent_id AS agentId FROM conversations ORDER BY id").all()).toEqual([
    { id: ours, state: "active", agentId: parlo.ids.ana },
    { id: theirs, state: "queued", agentId: null },
  ]);
});
