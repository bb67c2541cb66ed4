import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault, Sent } from "../fakes/graph/types.ts";
import { runParlo, until } from "../parlo.ts";
import { random } from "../random.ts";
import { agentsOf, askAll, type Browser, signIn, signInAll } from "./traffic/agents.ts";
import { type Centre, centre } from "./traffic/centre.ts";
import { customersOf } from "./traffic/customers.ts";

// The server is killed again and again while everybody writes. What it said it had is there once; what it sent, it sent once.

const KILLS = Number(process.env["KILLS"] ?? 20);
const SEED = Number(process.env["SEED"] ?? 1);
const ALIVE_MS = [20, 400] as const;
const DRAIN_MS = 60_000;
/** Long enough for what should not be tried again to be tried again. */
const RECEIPT_MS_MAX = 3_000;
const FAULTS: [Fault, ...Fault[]] = ["close", { code: 131016 }, { status: 502, accepted: true }];
const TEST_MS = 60_000 + KILLS * 5_000;

type Message = { id: string; text: string; direction: string; status: string };
type Row = { id: number; status: string; clientId: string | null; providerId: string | null; tracker: string };

test(
  `after ${KILLS} kills at any moment nothing acknowledged is lost, and nothing is sent twice`,
  async () => {
    const here = await centre({
      graph: { seed: SEED, receipts: { steps: ["sent", "delivered"], delayMs: [0, RECEIPT_MS_MAX], shuffled: 0.3, doubled: 0.2, skipped: 0.1 } },
    });
    let parlo = await here.start();
    const browsers = await signInAll(here);
    const acked = () => {};
    const customers = customersOf(here, { seed: SEED, acked });
    const agents = agentsOf(here, browsers, { seed: SEED, acked });
    const dice = random(SEED);
    const ups: number[] = [];
    for (let n = 0; n < KILLS; n++) {
      here.graph.faults.next(dice.pick(FAULTS));
      await Bun.sleep(dice.between(...ALIVE_MS));
      await parlo.kill9();
      parlo = await here.start();
      ups.push(parlo.readyMs);
    }
    await Promise.all([customers.stop(), agents.stop()]);
    await here.graph.settled();
    expect(twice(ledgerOf(here).map(({ tracker }) => String(tracker)))).toEqual([]);
    await drained(here);

    const messages = await allMessages(here);
    expect(lacking([...customers.acked.values()], messages, "in")).toEqual({ lost: [], twice: [] });
    expect(lacking([...agents.acked.values()], messages, "out")).toEqual({ lost: [], twice: [] });
    expect(await runParlo(["check", "--deep", "--data", here.folder])).toMatchObject({ code: 0, out: expect.stringContaining("routing index: as built anew") });
    expect(await parlo.stop()).toBe(0);
    expect(wrongIn(here, ledgerOf(here))).toEqual([]);
    const uncertain = await becomeUncertain(here, browsers);
    const came = `${customers.acked.size} messages in (${customers.retries()} posts repeated)`;
    const went = `${agents.acked.size} answers out, ${uncertain} of them uncertain`;
    console.log(`${KILLS} kills: ${came}, ${went}; up again after ${Math.round(median(ups))} ms in the middle, ${Math.round(Math.max(...ups))} ms at most`);
  },
  TEST_MS,
);

// What the server can still do by itself: not what nobody can know, nor what waits behind that.
const OWED = `
  SELECT (SELECT count(*) FROM journal WHERE state <> 'done') + (SELECT count(*) FROM early_receipts)
       + (SELECT count(*) FROM jobs WHERE lane NOT IN (SELECT lane FROM jobs WHERE kind = 'message.reconcile')) AS n`;

async function drained(here: Centre) {
  using db = new Database(join(here.folder, "parlo.db"), { readonly: true });
  const owed = db.query(OWED);
  await until(
    async () => {
      await here.graph.settled();
      return (owed.get() as { n: number }).n === 0;
    },
    DRAIN_MS,
    "there was always something left to do",
  );
}

async function allMessages(here: Centre): Promise<Message[]> {
  const conversations = await askAll<{ id: string }>(here, "conversations");
  const messages: Message[] = [];
  for (const { id } of conversations) messages.push(...(await askAll<Message>(here, `conversations/${id}/messages`)));
  return messages;
}

function lacking(texts: readonly string[], messages: readonly Message[], direction: string) {
  const counts = new Map<string, number>();
  for (const message of messages) if (message.direction === direction) counts.set(message.text, (counts.get(message.text) ?? 0) + 1);
  const lost = texts.filter((text) => !counts.has(text));
  return { lost, twice: [...counts].flatMap(([text, count]) => (count > 1 ? [text] : [])) };
}

const twice = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at);
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** All that the fake Meta has ever taken, as it stands on its disk. */
function ledgerOf({ ledger }: Centre): Sent[] {
  return readFileSync(ledger, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Sent);
}

/** What `parlo check` does not see, for it does not know what Meta has. */
function wrongIn({ folder }: Centre, ledger: readonly Sent[]): string[] {
  using db = new Database(join(folder, "parlo.db"), { readonly: true });
  const all = (query: string) => db.query(query).values().flat();
  const wrong = [
    ...all("SELECT id FROM messages WHERE status IN ('queued','sending') AND 'deliver:' || id NOT IN (SELECT key FROM jobs)").map(
      (id) => `nobody looks after ${id}`,
    ),
    ...all("SELECT key FROM jobs WHERE key NOT IN (SELECT 'deliver:' || id FROM messages WHERE status IN ('queued','sending'))").map(
      (key) => `${key} has left`,
    ),
    ...all("SELECT id FROM messages WHERE status IN ('failed','uncertain')").map((id) => `message ${id} was given up before its time`),
  ];
  const sent = new Map(ledger.map(({ tracker, id }) => [tracker, id]));
  for (const { id, status, providerId, tracker } of ours(db)) {
    const arrived = sent.get(tracker);
    if ((status === "sending" || status === "queued") === (arrived !== undefined)) {
      wrong.push(`message ${id} is ${status}, but Meta ${arrived ? "has" : "never had"} it`);
    }
    if (arrived !== undefined && arrived !== providerId) wrong.push(`message ${id} is named ${providerId}, but Meta named it ${arrived}`);
  }
  return wrong;
}

function ours(db: Database): Row[] {
  const rows = db
    .query("SELECT id, status, client_id AS clientId, provider_id AS providerId, received_at AS at, round FROM messages WHERE direction = 'out'")
    .all();
  return (rows as (Row & { at: number; round: number })[]).map((row) => ({ ...row, tracker: `parlo:${row.id}:${row.at.toString(36)}:${row.round}` }));
}

/** What may have left when the process died is never sent again by itself: its ten minutes over, an agent decides. Gives how many there were. */
async function becomeUncertain(here: Centre, browsers: readonly Browser[]): Promise<number> {
  const path = join(here.folder, "parlo.db");
  const query = `SELECT m.id, m.conversation_id AS conversation, iif(c.state = 'active', c.agent_id, NULL) AS agent
    FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.status =`;
  const db = new Database(path);
  const sending = db.query(`${query} 'sending' ORDER BY m.id`).all() as { id: number; conversation: number; agent: number | null }[];
  db.run("UPDATE jobs SET run_at = 0");
  db.close();
  const parlo = await here.start();
  using reading = new Database(path, { readonly: true });
  const uncertain = reading.query(`${query} 'uncertain' ORDER BY m.id`);
  await until(() => uncertain.all().length === sending.length, DRAIN_MS, "not all became uncertain");
  expect(uncertain.all()).toEqual(sending);
  const taken = new Set(ledgerOf(here).map(({ tracker }) => Number(tracker?.split(":")[1])));
  expect(sending.filter(({ id }) => taken.has(id))).toEqual([]);
  for (const { id, conversation, agent } of sending) {
    const browser = browsers.find(({ userId }) => userId === String(agent));
    if (browser) expect(await browser.post(`/conversations/${conversation}/messages/${id}/again`)).toBe(204);
  }
  await drained(here);
  expect(twice(ledgerOf(here).map(({ tracker }) => String(tracker)))).toEqual([]);
  await parlo.stop();
  return sending.length;
}

test("signing in works on a folder that has been killed", async () => {
  const here = await centre();
  const parlo = await here.start();
  await signIn(here, "ana");
  await parlo.kill9();
  const again = await here.start();
  expect((await signIn(here, "ana")).userId).not.toBe("");
  expect(await again.stop()).toBe(0);
});
