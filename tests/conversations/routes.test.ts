import { afterEach, beforeEach, expect, test } from "bun:test";
import { accept, offer, reject } from "../../src/conversations/assignment.ts";
import { record } from "../../src/events/record.ts";
import { decisionsOf } from "../../src/routing/explain.ts";
import { tick } from "../../src/routing/scheduler.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { minutes } from "../world.ts";

// Who is told who has a conversation. Sara and vito sell as ana does; lia does law.

let parlo: TestApp;
let lia: number;

beforeEach(async () => {
  parlo = await openApp();
  lia = await furnish(parlo);
});
afterEach(() => parlo.close());

const asks = async (name: "ana" | "sara" | "vito", path: string, fields: Record<string, string> = {}) => {
  const browser = await parlo.signedIn(name);
  const response = await browser.post(`/conversations/${path}`, fields, { accept: "application/json" });
  return [response.status, ((await response.json().catch(() => null)) as { title?: string } | null)?.title ?? null];
};
/** Ana's conversation goes back to the queue. */
const waits = () =>
  parlo.workspace.write((db) => {
    db.run("UPDATE assignments SET released_at = 1, release_reason = 'closed' WHERE conversation_id = ?", [CONVERSATIONS.ours]);
    db.run("UPDATE conversations SET state = 'queued', agent_id = NULL WHERE id = ?", [CONVERSATIONS.ours]);
    db.run("UPDATE users SET status_id = 1");
  });
const offered = (name: "sara" | "vito") =>
  parlo.workspace.write((db) =>
    offer(
      db,
      { conversationId: CONVERSATIONS.ours, agentId: parlo.ids[name], queueId: 1, expiresAt: parlo.workspace.clock() + 30_000 },
      parlo.workspace.clock(),
    ),
  );

test("who was offered it before learns who was faster; accepting what one has is no conflict", async () => {
  await waits();
  await offered("sara");
  await parlo.workspace.write((db) => reject(db, { conversationId: CONVERSATIONS.ours, agentId: parlo.ids.sara }, parlo.workspace.clock()));
  await offered("vito");
  await parlo.workspace.write((db) => accept(db, { conversationId: CONVERSATIONS.ours, agentId: parlo.ids.vito }, parlo.workspace.clock()));
  expect(await asks("sara", `${CONVERSATIONS.ours}/accept`)).toEqual([409, "Vito was faster"]);
  expect(await asks("vito", `${CONVERSATIONS.ours}/accept`)).toEqual([204, null]);
  expect(await asks("ana", `${CONVERSATIONS.ours}/close`)).toEqual([409, "Vito has this conversation now"]);
});

test("who has another team's conversation is nobody's business", async () => {
  expect(lia).toBeGreaterThan(0);
  expect(await asks("ana", `${CONVERSATIONS.theirs}/accept`)).toEqual([409, "The offer is over"]);
  expect(await asks("ana", `${CONVERSATIONS.theirs}/close`)).toEqual([409, "You do not have this conversation any more"]);
});

test("an answer to an offer leads to the desk, in place where one is there", async () => {
  const browser = await parlo.signedIn("ana");
  const leads = async (from: string) => {
    const { headers } = await browser.post(`/conversations/${CONVERSATIONS.ours}/accept`, {}, { "hx-request": "true", "hx-current-url": from });
    return [headers.get("hx-redirect"), headers.get("hx-location")];
  };
  const inPlace = JSON.stringify({ path: `/conversations/${CONVERSATIONS.ours}`, target: "#desk-right", swap: "outerHTML" });
  expect(await leads("http://localhost/conversations?lane=mine")).toEqual([null, inPlace]);
  expect(await leads("http://localhost/me")).toEqual([`/conversations/${CONVERSATIONS.ours}`, null]);
  expect(await leads("nonsense")).toEqual([`/conversations/${CONVERSATIONS.ours}`, null]);
});

test("opening what is read and was opened writes nothing", async () => {
  const opened = () => asks("ana", `${CONVERSATIONS.ours}/opened`);
  const events = () => (parlo.workspace.db.query("SELECT count(*) AS n FROM events WHERE kind LIKE 'conversation.%'").get() as { n: number }).n;
  expect(await opened()).toEqual([204, null]);
  const before = events();
  expect(await opened()).toEqual([204, null]);
  expect(events()).toBe(before);
});

test("of two who take one at once, the other is told who has it; clicking twice is no conflict", async () => {
  await waits();
  const two = await Promise.all([asks("sara", `${CONVERSATIONS.ours}/take`), asks("vito", `${CONVERSATIONS.ours}/take`)]);
  expect(two.map(([status]) => status).sort()).toEqual([204, 409]);
  const winner = two[0]?.[0] === 204 ? "sara" : "vito";
  expect(two.flatMap(([, title]) => title ?? [])).toEqual([`${winner === "sara" ? "Sara" : "Vito"} was faster`]);
  expect(await asks(winner, `${CONVERSATIONS.ours}/take`)).toEqual([204, null]);
  expect(await asks("ana", `${CONVERSATIONS.theirs}/take`)).toEqual([403, "You have no skillset of its queue"]);
});

test("who loses one to a colleague and passes it on too late is told who has it", async () => {
  expect(await asks("sara", `${CONVERSATIONS.ours}/pick-up`)).toEqual([204, null]);
  expect(await asks("ana", `${CONVERSATIONS.ours}/transfer`, { to: "room-personal" })).toEqual([409, "Sara has this conversation now"]);
});

test("an isolated agent cannot pass one on further, whatever a page sends", async () => {
  await parlo.workspace.write((db) => {
    db.run("INSERT INTO profile_permissions (profile_id, action, scope) SELECT profile_id, 'isolated', 'own' FROM users WHERE username = 'ana'");
    db.run("UPDATE users SET status_id = 1");
  });
  for (const to of [`agent-${lia}`, "skillset-2", "queue-2"])
    expect(await asks("ana", `${CONVERSATIONS.ours}/transfer`, { to, how: "immediate" })).toEqual([
      403,
      "You pass on to your own skillsets and the people in them",
    ]);
  expect(await asks("ana", `${CONVERSATIONS.ours}/transfer`, { to: `agent-${parlo.ids.sara}`, how: "immediate" })).toEqual([204, null]);
});

test("what an isolated agent passes on and nobody opens goes to who shares a skillset with them, and Why says who does not", async () => {
  const { workspace, ids, pass } = parlo;
  const { db, write, routing, clock } = workspace;
  await write((db_) => {
    db_.run("INSERT INTO profile_permissions (profile_id, action, scope) SELECT profile_id, 'isolated', 'own' FROM users WHERE username = 'ana'");
    db_.run("INSERT INTO ring_skillsets (ring_id, skillset_id) VALUES (1, 2)");
    db_.run("UPDATE users SET status_id = CASE username WHEN 'ana' THEN 4 WHEN 'vito' THEN 4 ELSE 1 END");
    record(db_, clock(), "workspace.changed", {}, {});
  });
  const routes = async () => {
    for (let moved = 1; moved > 0; ) ({ moved } = await write((db_) => tick(db_, routing, clock())));
    return db.query("SELECT state, agent_id FROM conversations WHERE id = ?").values(CONVERSATIONS.ours)[0];
  };
  const why = async () => (await (await parlo.signedIn("ada")).get(`/why/${CONVERSATIONS.ours}`)).text();
  expect(await asks("ana", `${CONVERSATIONS.ours}/transfer`, { to: `agent-${ids.sara}`, how: "immediate" })).toEqual([204, null]);
  pass(minutes(3));
  expect(await routes()).toEqual(["queued", null]);
  const notYet = await why();
  expect(notYet).toInclude("Ana, who is isolated, passed it on: 1 agent shares no skillset with them.");
  expect(notYet).toInclude("If not to them, only to somebody who shares a skillset with Ana");
  await write((db_) => {
    db_.run("UPDATE users SET status_id = 1 WHERE username = 'vito'");
    record(db_, clock(), "workspace.changed", {}, {});
  });
  expect(await routes()).toEqual(["offered", ids.vito]);
  expect(
    decisionsOf(db, CONVERSATIONS.ours)
      .at(-1)
      ?.considered.find(({ agentId }) => agentId === lia)?.reason,
  ).toBe("isolated");
  expect(await why()).toInclude("Shares no skillset with the isolated agent who passed it on");
});

test("what is no target is refused, and nothing moves", async () => {
  for (const to of ["", "agent-0", "bot-1", "room-attic", "agent-1;queue-2"])
    expect((await asks("ana", `${CONVERSATIONS.ours}/transfer`, { to, how: "immediate" }))[0]).toBe(422);
  expect((await asks("ana", `${CONVERSATIONS.ours}/transfer`, { to: "queue-2", how: "later" }))[0]).toBe(422);
  expect((await asks("vito", `${CONVERSATIONS.ours}/assign`, { to: "skillset-1" }))[0]).toBe(422);
  expect((await asks("vito", `${CONVERSATIONS.ours}/assign`, { to: "queue-2" }))[0]).toBe(204);
});
