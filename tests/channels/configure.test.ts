import { expect, test } from "bun:test";
import { sealOf } from "../../src/admin/seal.ts";
import { channelsOf } from "../../src/channels/channels.ts";
import { addChannel, type ChannelInput, changeChannel, declareWorking, disableChannel, enableChannel } from "../../src/channels/configure.ts";
import { stop } from "../../src/channels/health.ts";
import { addQueue, changeQueue } from "../../src/queues/change.ts";
import { QUEUE_INITIAL } from "../../src/queues/queue.ts";
import { greta, NINE, type Office, office, refusal } from "../admin/office.ts";

const SETTINGS = { phoneNumberId: "1", wabaId: "2", accessToken: "the token", appSecret: "the secret", verifyToken: "the word" };

function shop() {
  const here = office();
  const queueId = here.write((db) => addQueue(db, { ...QUEUE_INITIAL, name: "Orders" }, greta, NINE));
  here.news();
  here.audits();
  const input = { id: "wa", kind: "whatsapp", name: "Main number", queueId, settings: SETTINGS };
  return { here, queueId, input };
}
const add = ({ write, seal }: Office, input: ChannelInput & { id: string; kind: string }) => write((db) => addChannel(db, seal, input, greta, NINE));
const change = ({ write, seal }: Office, input: ChannelInput) => write((db) => changeChannel(db, seal, "wa", input, greta, NINE));
const running = ({ db, seal }: Office) => channelsOf(db, seal).find("wa");

test("a channel runs with its settings, its defaults and its opened secrets", () => {
  const { here, input } = shop();
  add(here, input);
  expect(running(here)?.settings).toMatchObject({ ...SETTINGS, apiUrl: "https://graph.facebook.com" });
  expect(here.news()).toMatchObject([{ kind: "channel.changed", queueId: input.queueId, data: { channelId: "wa" } }]);
  expect(here.audits()).toMatchObject([
    { userId: 1, action: "channel.added", subject: "channel:wa", after: { name: "Main number", "settings.phoneNumberId": "1" } },
  ]);
});

test("secrets are sealed, and stand neither in the settings nor in the audit", () => {
  const { here, input } = shop();
  add(here, input);
  change(here, { ...input, settings: { accessToken: "a newer token" } });
  const said = JSON.stringify([here.db.query("SELECT settings FROM channels").all(), here.audits(), here.news()]);
  for (const secret of ["the token", "a newer token", "the secret"]) expect(said).not.toContain(secret);
  expect(running(here)?.settings["accessToken"]).toBe("a newer token");
});

test("a changed secret is written down as changed, an unchanged one not at all", () => {
  const { here, input } = shop();
  add(here, input);
  here.audits();
  change(here, { ...input, settings: { accessToken: "a newer token", appSecret: "the secret" } });
  const [line] = here.audits();
  expect(Object.keys(line?.after ?? {})).toEqual(["settings.accessToken"]);
});

test("everything that is wrong with a channel is told at once", () => {
  const { here, input } = shop();
  const wrong = { ...input, id: "Wa 1", name: "", queueId: 99, settings: { ...SETTINGS, wabaId: "", apiUrl: "graph", perSecond: "fast", shoeSize: "43" } };
  expect(refusal(() => add(here, wrong))).toEqual({
    id: "field.channel-id",
    queue: "field.choose",
    name: "field.required",
    "settings.apiUrl": "field.url",
    "settings.perSecond": "setting.number",
    "settings.shoeSize": "setting.unknown",
    "settings.wabaId": "field.required",
  });
  expect(refusal(() => add(here, { ...input, kind: "pigeon" }))).toEqual({ kind: "field.choose" });
  add(here, input);
  expect(refusal(() => add(here, input))).toEqual({ id: "field.taken" });
});

test("a setting that is not named stays; one that is emptied goes back to its default", () => {
  const { here, input } = shop();
  add(here, { ...input, settings: { ...SETTINGS, apiUrl: "http://127.0.0.1:9", portfolio: "3" } });
  change(here, { ...input, settings: { apiUrl: "", portfolio: null } });
  expect(running(here)?.settings).toMatchObject({ ...SETTINGS, apiUrl: "https://graph.facebook.com" });
  expect(running(here)?.settings["portfolio"]).toBeUndefined();
  expect(refusal(() => change(here, { ...input, settings: { accessToken: "" } }))).toEqual({ "settings.accessToken": "field.required" });
});

test("new settings end a channel's problem, another name does not", () => {
  const { here, input } = shop();
  add(here, input);
  here.write((db) => stop(db, { channelId: "wa", code: "190", problem: "the token is invalid" }, NINE));
  here.news();
  change(here, { ...input, name: "Shop number", settings: {} });
  expect(running(here)?.row.problem).toBe("the token is invalid");
  change(here, { ...input, name: "Shop number", settings: { accessToken: "a newer token" } });
  expect(running(here)?.row.problem).toBeNull();
  expect(here.news().map(({ kind }) => kind)).toEqual(["channel.changed", "channel.changed", "channel.resumed"]);
});

test("an administrator says that a channel works again, once", () => {
  const { here, input } = shop();
  add(here, input);
  here.write((db) => stop(db, { channelId: "wa", code: "190", problem: "the token is invalid" }, NINE));
  here.news();
  here.audits();
  const again = () => here.write((db) => declareWorking(db, "wa", greta, NINE));
  again();
  expect(here.news()).toMatchObject([{ kind: "channel.resumed" }]);
  expect(here.audits()).toMatchObject([{ action: "channel.resumed", before: { problem: "the token is invalid" } }]);
  expect(refusal(again)).toBe("conflict.changed");
});

test("a change sent twice changes once", () => {
  const { here, input } = shop();
  add(here, input);
  const wanted = { ...input, name: "Shop number", settings: { accessToken: "a newer token", perSecond: "20" } };
  change(here, wanted);
  here.news();
  change(here, wanted);
  expect(here.news()).toEqual([]);
});

test("a channel is disabled and enabled, and each is written down", () => {
  const { here, input } = shop();
  add(here, input);
  here.audits();
  here.write((db) => disableChannel(db, "wa", greta, NINE));
  expect(running(here)?.row.disabledAt).toBe(NINE);
  expect(refusal(() => here.write((db) => disableChannel(db, "wa", greta, NINE)))).toBe("conflict.changed");
  here.write((db) => enableChannel(db, "wa", greta, NINE));
  expect(running(here)?.row.disabledAt).toBeNull();
  expect(here.audits().map(({ action }) => action)).toEqual(["channel.disabled", "channel.enabled"]);
});

test("secrets that another key sealed can be given anew", () => {
  const { here, input } = shop();
  add(here, input);
  const other = sealOf(new Uint8Array(32).fill(8), { roll: () => 0, token: () => "x".repeat(22) });
  const anew = (settings: Record<string, string>) => here.write((db) => changeChannel(db, other, "wa", { ...input, settings }, greta, NINE));
  expect(refusal(() => anew({ accessToken: "new" }))).toEqual({ "settings.appSecret": "field.required" });
  anew({ accessToken: "new", appSecret: "new too" });
  expect(channelsOf(here.db, other).find("wa")?.settings).toMatchObject({ accessToken: "new", appSecret: "new too" });
});

test("a channel brings only to a queue that takes its kind", () => {
  const { here, input } = shop();
  const chats = here.write((db) => addQueue(db, { ...QUEUE_INITIAL, name: "Chats", kinds: ["webchat"] }, greta, NINE));
  expect(refusal(() => add(here, { ...input, queueId: chats }))).toEqual({ queue: "channel.not-taken" });
  add(here, input);
  expect(refusal(() => change(here, { ...input, queueId: chats }))).toEqual({ queue: "channel.not-taken" });
  here.write((db) => changeQueue(db, chats, { ...QUEUE_INITIAL, name: "Chats", kinds: ["webchat", "whatsapp"] }, greta, NINE));
  change(here, { ...input, queueId: chats });
  expect(running(here)?.row.queueId).toBe(chats);
});

test("a channel has hours of its own, which stay when they are not named", () => {
  const { here, input } = shop();
  const week = { mon: [["09:00", "18:00"]] as [string, string][], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  add(here, { ...input, hours: { week, holidays: [] } });
  here.audits();
  change(here, { ...input, name: "Other" });
  expect(here.audits()).toMatchObject([{ before: { name: "Main number" }, after: { name: "Other" } }]);
  expect(JSON.parse(running(here)?.row.hours ?? "")).toEqual({ week, holidays: [] });
  expect(refusal(() => change(here, { ...input, hours: { week: { ...week, mon: [] }, holidays: [] } }))).toEqual({ hours: "hours.never" });
  here.news();
  change(here, { ...input, hours: null });
  expect(running(here)?.row.hours).toBeNull();
  expect(here.news()).toMatchObject([{ kind: "channel.changed" }]);
});
