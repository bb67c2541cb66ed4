import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import Ajv from "ajv/dist/2020";
import { applyWorkspace } from "../../src/admin/apply/apply.ts";
import { prepare } from "../../src/admin/apply/prepare.ts";
import { CONSOLE } from "../../src/admin/audit.ts";
import { reserve } from "../../src/conversations/reservation.ts";
import { createApiToken } from "../../src/users/tokens.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { until } from "../parlo.ts";

// The API as a program sees it: a workspace made by apply, customers who write by the webhook, everything read back with a token.

const SETTINGS = { phoneNumberId: "1", wabaId: "2", accessToken: "t", appSecret: "s3cret", verifyToken: "v", apiUrl: "http://127.0.0.1:9" };
const WORKSPACE = {
  skillsets: [{ name: "sales" }],
  queues: [{ name: "sales", rings: [{ afterSeconds: 0, skillsets: ["sales"] }] }],
  channels: [{ id: "wa", kind: "whatsapp", name: "Main number", queue: "sales", settings: SETTINGS }],
};

let parlo: TestApp;
let token = "";

beforeAll(async () => {
  parlo = await openApp();
  const { write, seal, clock, dice } = parlo.workspace;
  const declared = await prepare(JSON.stringify(WORKSPACE), {});
  await write((db) => void applyWorkspace(db, seal, declared, { who: CONSOLE }, clock()));
  token = await write((db) => createApiToken(db, { name: "reports" }, dice, CONSOLE, clock()));
  for (let n = 1; n <= 3; n++) await customerWrites(`39347000000${n}`, `wamid.${n}`, `Hello ${n}`);
  for (let n = 4; n <= 8; n++) await customerWrites("393470000001", `wamid.${n}`, `And ${n}`);
});
afterAll(() => parlo.close());

async function customerWrites(from: string, id: string, body: string) {
  const message = { from, id, timestamp: String(1_772_442_000 + Number(id.split(".")[1])), type: "text", text: { body } };
  const value = { metadata: { phone_number_id: "1" }, contacts: [{ wa_id: from, profile: { name: `Customer ${from.at(-1)}` } }], messages: [message] };
  const bytes = JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "2", changes: [{ field: "messages", value }] }] });
  const signature = `sha256=${createHmac("sha256", "s3cret").update(bytes).digest("hex")}`;
  const post = new Request("http://localhost/webhooks/wa", { method: "POST", body: bytes, headers: { "x-hub-signature-256": signature } });
  expect((await parlo.app.handle(post)).status).toBe(200);
  await until(() => parlo.workspace.db.query("SELECT 1 FROM messages WHERE provider_id = ?").get(id) !== null, 2_000, `${id} never came in`);
}

const ask = (path: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }) =>
  parlo.app.handle(new Request(`http://localhost/api${path}`, { headers }));
// biome-ignore lint/suspicious/noExplicitAny: what the API says is checked against its own description below
const read = async (path: string): Promise<any> => (await ask(`/v1${path}`)).json();

test("without a token, or with a wrong one, nothing is told", async () => {
  const refused = await ask("/v1/conversations", {});
  expect([refused.status, refused.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
  expect((await ask("/v1/conversations", { authorization: "Bearer parlo_nonsense" })).status).toBe(401);
});

test("conversations come by id, page by page, each exactly once", async () => {
  const first = await read("/conversations?limit=2");
  const second = await read(`/conversations?limit=2&after=${first.next}`);
  expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(["1", "2", "3"]);
  expect([typeof first.next, second.next]).toEqual(["string", null]);
});

test("a conversation has what the outside relies on", async () => {
  const [conversation] = (await read("/conversations")).items;
  expect(conversation).toMatchObject({ id: "1", state: "queued", priority: "medium", channelId: "wa", queueId: "1", agentId: null, customerId: "1" });
  expect(Number.isInteger(conversation.enqueuedAt)).toBe(true);
});

test("for whom alone a conversation waits, and how waiting has lifted it", async () => {
  const { write, clock } = parlo.workspace;
  await write((db) => reserve(db, 3, { for: "agent", forId: parlo.ids.ana, how: "exclusive", until: 99 }, clock()));
  await write((db) => db.run("UPDATE conversations SET aged = 'high', aged_at = 1 WHERE id = 3"));
  const reserved = { how: "exclusive", agentId: String(parlo.ids.ana), skillsetId: null, until: 99 };
  expect(await read("/conversations/3")).toMatchObject({ state: "queued", priority: "medium", agedTo: "high", room: null, reserved });
});

test("filters narrow the list", async () => {
  const count = async (query: string) => (await read(`/conversations?${query}`)).items.length;
  expect(await Promise.all(["state=queued", "state=closed", "customer=2", "queue=1", "channel=wa", "channel=other", "agent=7"].map(count))).toEqual([
    3, 0, 1, 3, 3, 0, 0,
  ]);
});

test("one conversation comes with its messages, oldest first, its events and its decisions", async () => {
  const conversation = await read("/conversations/1");
  expect(conversation.messages.map(({ text }: { text: string }) => text)).toEqual(["Hello 1", "And 4", "And 5", "And 6", "And 7", "And 8"]);
  expect(conversation.messages[0]).toMatchObject({
    direction: "in",
    kind: "text",
    status: "received",
    author: { type: "customer", id: "1", name: "Customer 1" },
    attachments: [],
  });
  expect(conversation.events.slice(0, 3).map(({ kind }: { kind: string }) => kind)).toEqual([
    "conversation.started",
    "conversation.queued",
    "message.received",
  ]);
  expect(conversation.decisions).toEqual([]);
});

test("messages and events are paged to the end without a gap", async () => {
  for (const part of ["messages", "events"]) {
    const ids: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await read(`/conversations/1/${part}?limit=2${cursor && `&after=${cursor}`}`);
      ids.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.next;
    }
    const whole = await read(`/conversations/1/${part}?limit=200`);
    expect(ids).toEqual(whole.items.map(({ id }: { id: string }) => id));
  }
});

test("bad questions are problems with the field that is wrong", async () => {
  const wrong = async (path: string) => {
    const response = await ask(path);
    return [response.status, Object.keys(((await response.json()) as { fields?: object }).fields ?? {})];
  };
  expect(await wrong("/v1/conversations?limit=201")).toEqual([422, ["limit"]]);
  expect(await wrong("/v1/conversations?limit=no")).toEqual([422, ["limit"]]);
  expect(await wrong("/v1/conversations?after=%F0%9F%98%80")).toEqual([422, ["after"]]);
  expect(await wrong("/v1/conversations?agent=ana")).toEqual([422, ["agent"]]);
  expect((await ask("/v1/conversations/999")).status).toBe(404);
});

test("customers and agents", async () => {
  const { items: customers } = await read("/customers?limit=1");
  expect(customers[0].identities[0]).toMatchObject({ channelKind: "whatsapp", profileName: "Customer 1", username: null });
  const { items: agents } = await read("/agents");
  expect(agents.map(({ username, status, load, capacity }: Record<string, unknown>) => [username, status, load, capacity])).toEqual([
    ["ana", "signed-out", 0, 6],
    ["sara", "signed-out", 0, 6],
    ["vito", "signed-out", 0, 6],
    ["ada", "signed-out", 0, 6],
  ]);
});

test("a message says what the provider charges for it, and what it gives to choose from", async () => {
  const pricing = { billable: true, pricingModel: "PMP", type: "regular", category: "utility" };
  await parlo.workspace.write((db) => void db.run("UPDATE messages SET pricing = ? WHERE provider_id = 'wamid.8'", [JSON.stringify(pricing)]));
  const choices = { kind: "buttons", open: "", options: [{ title: "Yes", description: "" }] };
  await parlo.workspace.write((db) => db.run("UPDATE messages SET direction = 'out', data = ? WHERE provider_id = 'wamid.7'", [JSON.stringify({ choices })]));
  const { items } = await read("/conversations/1/messages");
  expect(items.slice(-2).map((message: { choices: unknown }) => message.choices)).toEqual([choices, null]);
  expect(items.map((message: { pricing: unknown }) => message.pricing)).toEqual([null, null, null, null, null, pricing]);
});

test("what is answered fits the description at /api/openapi.json", async () => {
  const description = (await (await ask("/openapi.json", {})).json()) as {
    components: object;
    paths: Record<string, { get: { responses: Record<string, unknown> } }>;
  };
  const ajv = new Ajv({ strict: false });
  ajv.addSchema({ $id: "parlo", components: description.components });
  const schemaOf = (path: string) => {
    const answer = description.paths[path]?.get.responses["200"] as { content: { "application/json": { schema: object } } };
    return JSON.parse(JSON.stringify(answer.content["application/json"].schema).replaceAll('"#/', '"parlo#/')) as object;
  };
  const paths = { "/conversations": "/conversations", "/conversations/{id}": "/conversations/1", "/conversations/{id}/messages": "/conversations/1/messages" };
  for (const [path, asked] of Object.entries({
    ...paths,
    "/conversations/{id}/events": "/conversations/1/events",
    "/customers": "/customers",
    "/agents": "/agents",
  })) {
    const fits = ajv.compile(schemaOf(`/api/v1${path}`));
    expect([path, fits(await read(asked)), fits.errors]).toEqual([path, true, null]);
  }
});
