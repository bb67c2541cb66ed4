import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// What is to be done for Carla. Ana talks with her; another conversation with her is lia's.

let parlo: TestApp;
let ana: Browser;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  ana = await parlo.signedIn("ana");
});
afterEach(() => parlo.close());

const PART = { "hx-request": "true" };
const ADD = "/customers/1/tickets/add";
const LAMP = { title: "Send the lamp", text: "The blue one\nby post", state: "open", conversationId: "" };
const adds = (fields: Partial<typeof LAMP> = {}, by = ana) => by.post(ADD, { ...LAMP, ...fields }, PART);
const stored = () =>
  parlo.workspace.db.query("SELECT title, text, state, conversation_id AS about, made_by AS madeBy, made_at AS madeAt FROM tickets ORDER BY id").all();
const told = () => parlo.heard.filter(({ kind }) => kind === "ticket.changed").map(({ data }) => data);
const listed = async (path = "/customers/1/tickets") => {
  const text = await (await ana.get(path)).text();
  return [...text.matchAll(/<button class="whole cut"[^>]*>([^<]*)</g)].map(([, title]) => title);
};
const windowOf = async (id: number, by = ana) => (await by.get(`/tickets/${id}`)).text();
const revisionIn = (text: string) => /name="revision" value="(\w+)"/.exec(text)?.[1] ?? "";
const changes = async (id: number, fields: Partial<typeof LAMP>, revision?: string) =>
  ana.post(`/tickets/${id}`, { ...LAMP, ...fields, revision: revision ?? revisionIn(await windowOf(id)) }, PART);
const dropped = (action: string) => parlo.workspace.write((db) => db.run("DELETE FROM profile_permissions WHERE action = ?", [action]));

test("made from a conversation it is about that one, by whom and when, and all who show the customer are told", async () => {
  const empty = await (await ana.get(`${ADD}?conversation=${CONVERSATIONS.ours}`)).text();
  expect(empty).toMatch(/<option value="1" selected/);
  expect((await adds({ conversationId: String(CONVERSATIONS.ours) })).status).toBe(204);
  const { ids, workspace } = parlo;
  expect(stored()).toEqual([
    { title: "Send the lamp", text: "The blue one\nby post", state: "open", about: CONVERSATIONS.ours, madeBy: ids.ana, madeAt: workspace.clock() },
  ]);
  expect(told()).toEqual([{ ticketId: 1, about: 1 }]);
  const beside = await (await ana.get(`/conversations/${CONVERSATIONS.ours}`)).text();
  expect(beside).toMatch(/Send the lamp[\s\S]*Ana · [\d:]+ · conversation 1/);
  expect(beside).toContain('hx-trigger="tickets-1 from:body, live:again from:body"');
});

test("open ones come first, then those in progress, then what is solved; of each the newest", async () => {
  for (const [title, state] of [
    ["Old", "open"],
    ["Done", "solved"],
    ["Begun", "in_progress"],
    ["New", "open"],
  ] as const)
    await adds({ title, state });
  expect(await listed()).toEqual(["New", "Old", "Begun", "Done"]);
  await changes(4, { title: "New", state: "solved" });
  expect(await listed("/customers/1")).toEqual(["Old", "Begun", "New", "Done"]);
});

test("what is wrong is marked beside its field, what was typed stays, and nothing is saved", async () => {
  const answer = await adds({ title: " ", text: "Kept <b>", state: "gone", conversationId: String(CONVERSATIONS.theirs) });
  const form = await answer.text();
  expect(answer.status).toBe(422);
  expect(form).toContain("Kept &lt;b>");
  expect([...form.matchAll(/aria-invalid="true"[^>]*aria-describedby="([\w-]+)-wrong"|id="([\w-]+)-wrong"/g)].map((one) => one[1] ?? one[2])).toEqual(
    expect.arrayContaining(["ticket-name", "ticket-state", "ticket-conversation"]),
  );
  expect((await adds({ title: "x".repeat(121) })).status).toBe(422);
  expect((await adds({ text: "x".repeat(5001) })).status).toBe(422);
  expect((await ana.post("/customers/99/tickets/add", LAMP, PART)).status).toBe(404);
  expect([stored(), told()]).toEqual([[], []]);
});

test("who saves over another's change is told, and may save again; what changes nothing tells nobody", async () => {
  await adds();
  const before = revisionIn(await windowOf(1));
  expect((await changes(1, { state: "in_progress" })).status).toBe(204);
  const late = await changes(1, { state: "solved" }, before);
  expect([late.status, stored()]).toMatchObject([409, [{ state: "in_progress" }]]);
  const again = await late.text();
  expect(again).toMatch(/<option value="solved" selected/);
  expect((await changes(1, { state: "solved" }, revisionIn(again))).status).toBe(204);
  expect((await changes(1, { state: "solved" })).status).toBe(204);
  expect([stored(), told().length]).toMatchObject([[{ state: "solved" }], 3]);
});

test("a conversation that somebody may not open stays named in the ticket that they change", async () => {
  const ada = await parlo.signedIn("ada");
  expect((await adds({ conversationId: String(CONVERSATIONS.theirs) }, ada)).status).toBe(204);
  expect(await windowOf(1)).toMatch(/<option value="2" selected[^>]*>2</);
  expect((await changes(1, { conversationId: "2", state: "solved" })).status).toBe(204);
  expect(stored()).toMatchObject([{ state: "solved", about: 2 }]);
  expect((await changes(1, { conversationId: "77" })).status).toBe(422);
});

test("who may not change tickets reads them, and who does not see the customer finds none", async () => {
  await adds();
  await dropped("tickets.edit");
  expect([(await adds()).status, (await changes(1, {})).status]).toEqual([403, 403]);
  const read = await windowOf(1);
  expect([read.includes("Send the lamp"), read.includes("<form")]).toEqual([true, false]);
  expect(await (await ana.get("/customers/1/tickets")).text()).not.toContain("New ticket");
  await parlo.workspace.write((db) => {
    db.run("UPDATE profile_permissions SET scope = 'own' WHERE action = 'customers.view'");
    db.run("UPDATE assignments SET agent_id = ?", [parlo.ids.ada]);
    db.run("UPDATE conversations SET agent_id = ?", [parlo.ids.ada]);
  });
  expect([(await ana.get("/tickets/1")).status, (await ana.get("/customers/1/tickets")).status]).toEqual([404, 404]);
});
