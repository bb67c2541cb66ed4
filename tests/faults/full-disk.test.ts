import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { metaJson, signature } from "../fakes/graph/webhook.ts";
import { makeFolder, until } from "../parlo.ts";
import { diskOf } from "./disk.ts";
import { smallDisk } from "./small-disk.ts";
import { agentsOf, ask, askAll, type Browser, signInAll } from "./traffic/agents.ts";
import { type Centre, centre } from "./traffic/centre.ts";
import { customersOf } from "./traffic/customers.ts";

// No room on the disk, and a disk that fails: what was said to be there is there, and what cannot be kept is refused.

const RESUME_MS_MAX = 5_000;
const FULL_MS = 3_000;
const TEST_MS = 60_000;

/** One message, posted once as Meta does; the status, null when nobody answered. */
async function posts({ url, graph }: Centre, id: string): Promise<number | null> {
  const message = { id, from: "393471234567", timestamp: String(Math.floor(Date.now() / 1_000)), type: "text", text: { body: `text ${id}` } };
  const value = { metadata: { phone_number_id: graph.account.phoneNumberId }, messages: [message] };
  const body = metaJson({ entry: [{ id: graph.account.wabaId, changes: [{ field: "messages", value }] }] });
  const headers = { "x-hub-signature-256": signature(body, graph.settings.appSecret) };
  return fetch(`${url}/webhooks/wa`, { method: "POST", headers, body, signal: AbortSignal.timeout(10_000) }).then(
    ({ status }) => status,
    () => null,
  );
}

test(
  "while the disk is full nothing is taken in and everything can be read; with room again it goes on by itself, and nothing was lost",
  async () => {
    const disk = smallDisk();
    const here = await centre({ folder: disk.folder, env: disk.env });
    const parlo = await here.start();
    const browsers = await signInAll(here);
    const customers = customersOf(here, { seed: 1, acked: () => {}, writers: 3 });
    const agents = agentsOf(here, browsers, { seed: 1, acked: () => {} });
    await until(() => agents.acked.size > 5, TEST_MS, "nobody worked");

    disk.fill();
    await until(async () => (await posts(here, `wamid.try${performance.now()}`)) !== 200, TEST_MS, "the disk was never full");
    const since = performance.now();
    const statuses: (number | null)[] = [];
    const read: number[] = [];
    for (let n = 0; performance.now() - since < FULL_MS; n++) {
      statuses.push(await posts(here, `wamid.full${n}`));
      read.push(await askedStatus(here, "conversations"), await askedStatus(here, "agents"));
      await Bun.sleep(20);
    }
    expect(statuses.every((status) => status !== null && status >= 500)).toBe(true);
    expect(new Set(read)).toEqual(new Set([200]));

    disk.makeRoom();
    const room = performance.now();
    await until(async () => (await posts(here, "wamid.again")) === 200, TEST_MS, "it never went on");
    const resumedMs = performance.now() - room;
    await Bun.sleep(500);
    await Promise.all([customers.stop(), agents.stop()]);
    await drained(here);
    await nothingLacks(here, [...customers.acked.values(), "text wamid.again"], [...agents.acked.values()]);
    expect(statuses.length).toBeGreaterThan(10);
    expect(resumedMs).toBeLessThan(RESUME_MS_MAX);
    expect(await parlo.stop()).toBe(0);
    const kind = disk.real ? "a real disk" : "a disk that says so";
    const figures = `${statuses.length} posts refused, ${read.length} reads answered; it went on ${Math.round(resumedMs)} ms after there was room`;
    console.log(`${kind}, full for ${FULL_MS} ms: ${figures}`);
  },
  TEST_MS,
);

test(
  "an answer of Meta's that comes while the disk is full is not forgotten, and the message not sent twice",
  async () => {
    const disk = smallDisk();
    const here = await centre({ folder: disk.folder, env: disk.env, graph: { receipts: { steps: [] } } });
    const parlo = await here.start();
    const [ana] = (await signInAll(here)) as [Browser, Browser];
    await posts(here, "wamid.first");
    const id = await offeredTo(here, ana);
    expect(await ana.post(`/conversations/${id}/accept`)).toBe(204);
    here.graph.faults.next({ slowMs: 700 });
    expect(await ana.post(`/conversations/${id}/messages`, { clientId: "client-0001", text: "Hello", uploads: [] })).toBe(200);
    await Bun.sleep(200);
    disk.fill();
    await until(() => here.graph.ledger.length === 1, TEST_MS, "it was never sent");
    await Bun.sleep(1_500);
    expect(await statusOf(here, id)).toBe("sending");
    disk.makeRoom();
    await until(async () => (await statusOf(here, id)) === "sent", RESUME_MS_MAX, "the answer was forgotten");
    expect(here.graph.ledger).toHaveLength(1);
    expect(await parlo.stop()).toBe(0);
  },
  TEST_MS,
);

test(
  "a disk that fails to sync ends the process: it says so, and nothing that was not on the disk was acknowledged",
  async () => {
    const folder = makeFolder();
    const disk = diskOf(folder);
    const here = await centre({ folder, env: disk.env });
    const parlo = await here.start();
    expect(await posts(here, "wamid.before")).toBe(200);
    disk.break();
    expect(await posts(here, "wamid.after")).toBeNull();
    await parlo.said(/the disk failed to sync/);
    expect(await parlo.stop()).toBe(74);

    const mended = await here.start({ LD_PRELOAD: "" });
    const all = await askAll<{ id: string }>(here, "conversations");
    expect(all).toHaveLength(1);
    expect(await posts(here, "wamid.after")).toBe(200);
    expect(await mended.stop()).toBe(0);
  },
  TEST_MS,
);

const askedStatus = (here: Centre, path: string) =>
  ask(here, path).then(
    () => 200,
    (error) => Number(/\d+$/.exec(String(error))?.[0] ?? 0),
  );

async function drained(here: Centre) {
  using db = new Database(join(here.folder, "parlo.db"), { readonly: true });
  const owed = db.query("SELECT (SELECT count(*) FROM journal WHERE state <> 'done') + (SELECT count(*) FROM jobs) AS n");
  await until(
    async () => {
      await here.graph.settled();
      return (owed.get() as { n: number }).n === 0;
    },
    TEST_MS,
    "there was always something left to do",
  );
}

type Message = { text: string; direction: string; status: string };
async function nothingLacks(here: Centre, received: readonly string[], said: readonly string[]) {
  const all: Message[] = [];
  for (const { id } of await askAll<{ id: string }>(here, "conversations")) all.push(...(await askAll<Message>(here, `conversations/${id}/messages`)));
  for (const [direction, texts] of [
    ["in", received],
    ["out", said],
  ] as const) {
    const there = all.filter((message) => message.direction === direction).map(({ text }) => text);
    expect(new Set(there).size).toBe(there.length);
    expect(texts.filter((text) => !there.includes(text))).toEqual([]);
  }
  const trackers = here.graph.ledger.map(({ tracker }) => tracker);
  expect(new Set(trackers).size).toBe(trackers.length);
}

function offeredTo(here: Centre, { userId }: Browser): Promise<string> {
  type Listed = { items: { id: string }[] };
  return until(async () => ((await ask(here, `conversations?state=offered&agent=${userId}`)) as Listed).items[0]?.id, TEST_MS, "nothing was offered");
}

async function statusOf(here: Centre, conversationId: string): Promise<string | undefined> {
  const { messages } = (await ask(here, `conversations/${conversationId}`)) as { messages: Message[] };
  return messages.find(({ direction }) => direction === "out")?.status;
}
