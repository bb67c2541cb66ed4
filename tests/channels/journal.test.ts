import { expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { addChannel, disableChannel, enableChannel } from "../../src/channels/configure.ts";
import { keepInbound } from "../../src/channels/inbound.ts";
import { type Outgoing, outgoing } from "../outgoing.ts";
import { until } from "../parlo.ts";

const message = (id: string) => ({ id, from: "393471234567", timestamp: "1772442000", type: "text", text: { body: `text ${id}` } });
const texts = ({ workspace: { db } }: Outgoing) => db.query("SELECT text FROM messages WHERE direction = 'in' ORDER BY id").values().flat();
const soon = (one: Outgoing, ...wanted: string[]) => until(() => Bun.deepEquals(texts(one), wanted), 5_000, `${wanted} never came, but ${texts(one)}`);
const states = ({ workspace: { db } }: Outgoing) => db.query("SELECT state FROM journal ORDER BY id").values().flat();
const secondNumber = ({ workspace: { write, seal, clock }, graph }: Outgoing) =>
  write((db) => {
    const settings = { ...graph.settings, phoneNumberId: "2" };
    const { queueId } = db.query("SELECT queue_id AS queueId FROM channels").get() as { queueId: number };
    addChannel(db, seal, { id: "wa2", kind: "whatsapp", name: "Second", queueId, settings }, CONSOLE, clock());
  });

test("what is posted is worked off at once, and answered for when it is kept", async () => {
  await using one = await outgoing();
  expect(await one.hears({ messages: [message("a")] })).toBe(200);
  await soon(one, "text a");
  expect(states(one)).toEqual(["done"]);
});

test("what came for a number that nobody had is worked off when its channel is made", async () => {
  await using one = await outgoing();
  expect(await one.hears({ metadata: { phone_number_id: "2" }, messages: [message("a")] })).toBe(200);
  await until(() => states(one)[0] === "waiting", 20_000, "it does not wait");
  await secondNumber(one);
  await soon(one, "text a");
  expect(states(one)).toEqual(["done"]);
});

test("and when its channel is enabled again", async () => {
  await using one = await outgoing();
  await secondNumber(one);
  await one.workspace.write((db) => disableChannel(db, "wa2", CONSOLE, one.workspace.clock()));
  expect(await one.hears({ metadata: { phone_number_id: "2" }, messages: [message("a")] })).toBe(200);
  await until(() => states(one)[0] === "waiting", 20_000, "it does not wait");
  await one.workspace.write((db) => enableChannel(db, "wa2", CONSOLE, one.workspace.clock()));
  await soon(one, "text a");
});

test("a row that nobody woke it for is worked off all the same, and so is one that could not be for a while", async () => {
  await using one = await outgoing();
  const { db, write, clock } = one.workspace;
  const { phoneNumberId } = one.graph.account;
  const body = JSON.stringify({
    entry: [{ changes: [{ field: "messages", value: { metadata: { phone_number_id: phoneNumberId }, messages: [message("a")] } }] }],
  });
  db.run("ALTER TABLE messages RENAME TO gone");
  await write((db_) => keepInbound(db_, "wa", new TextEncoder().encode(body), clock()));
  await until(() => one.logged.length > 0 || Number(db.query("SELECT attempts FROM journal").values()[0]?.[0]) > 0, 20_000, "it was never tried");
  db.run("ALTER TABLE gone RENAME TO messages");
  await soon(one, "text a");
});
