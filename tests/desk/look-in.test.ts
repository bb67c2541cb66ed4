import { afterEach, beforeEach, expect, test } from "bun:test";
import { openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

let parlo: TestApp;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
});
afterEach(() => parlo.close());

const opens = async (name: "ana" | "vito", id: number) => (await (await parlo.signedIn(name)).get(`/conversations/${id}`)).status;
const lookedIn = () => parlo.workspace.db.query("SELECT at, user_id AS userId, subject, address FROM audit WHERE action = 'conversation.opened'").all();

test("who opens somebody else's conversation is written down; who opens their own is not", async () => {
  expect(await opens("ana", CONVERSATIONS.ours)).toBe(200);
  expect(lookedIn()).toEqual([]);
  expect(await opens("vito", CONVERSATIONS.ours)).toBe(200);
  const subject = `conversation:${CONVERSATIONS.ours}`;
  expect(lookedIn()).toEqual([{ at: parlo.workspace.clock(), userId: parlo.ids.vito, subject, address: "127.0.0.1" }]);
});

test("what is not to be seen is not opened", async () => {
  expect(await opens("ana", CONVERSATIONS.theirs)).toBe(404);
  expect(lookedIn()).toEqual([]);
});

test("where nothing can be written down it can be read all the same, and the log has the line", async () => {
  const vito = await parlo.signedIn("vito");
  parlo.workspace.db.run("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'no room'); END");
  expect(await vito.status("GET", `/conversations/${CONVERSATIONS.ours}`)).toBe(200);
  const line = { action: "conversation.opened", subject: `conversation:${CONVERSATIONS.ours}`, who: { userId: parlo.ids.vito } };
  expect(parlo.logged.map((one) => JSON.parse(one)).at(-1)).toMatchObject({ ...line, msg: "could not be audited", error: { message: "no room" } });
});
