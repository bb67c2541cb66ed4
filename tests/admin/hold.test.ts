import { expect, test } from "bun:test";
import { join } from "node:path";
import { CONSOLE } from "../../src/admin/audit.ts";
import { backup } from "../../src/admin/backup.ts";
import { hold, holdOf, resume } from "../../src/admin/hold.ts";
import { changeChannel } from "../../src/channels/configure.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import type { Process } from "../../src/commands/process.ts";
import { startServing } from "../../src/commands/serving.ts";
import { accept } from "../../src/conversations/assignment.ts";
import { reply } from "../../src/conversations/reply.ts";
import { transact } from "../../src/db/transact.ts";
import { takeRecorded } from "../../src/events/pending.ts";
import { NotSent } from "../../src/http/egress.ts";
import { Conflict } from "../../src/http/errors.ts";
import { startSession } from "../../src/users/sessions.ts";
import { startGraph } from "../fakes/graph.ts";
import { freePort, makeFolder, until } from "../parlo.ts";
import { ana, QUEUES, world } from "../world.ts";
import { type Folder, kindsOf, newFolder, restored } from "./folder.ts";

const serving = (here: Folder) => startServing(here, { print: () => {}, clock: Date.now } as Partial<Process> as Process);
const port = async () => ({ PARLO_PORT: String(await freePort()) });

/** The fake provider behind a door that writes down who comes. */
async function provider() {
  const graph = await startGraph({ receipts: { steps: [] } });
  const asked: string[] = [];
  const door = Bun.serve({
    port: 0,
    idleTimeout: 0,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      asked.push(`${request.method} ${pathname}`);
      return fetch(graph.url + pathname + search, { method: request.method, headers: request.headers, body: request.body });
    },
  });
  const stop = () => {
    void door.stop(true);
    graph.stop();
  };
  return { graph, asked, settings: { ...graph.settings, apiUrl: door.url.href }, [Symbol.dispose]: stop };
}

const says = ({ workspace }: Folder, conversationId: number, text: string) =>
  workspace.write((db) => reply(db, { conversationId, agentId: ana, clientId: text, text, uploads: [], replyTo: null }, whatsapp, Date.now()));

function sent({ workspace: { db } }: Folder): string[] {
  const rows = db.query("SELECT text, status FROM messages WHERE direction = 'out' ORDER BY id").all() as { text: string; status: string }[];
  return rows.map(({ text, status }) => `${text}: ${/delivered|read/.test(status) ? "sent" : status}`);
}

/** A customer has written to ana, who has answered: the first was sent, of the second nothing was heard yet, the third waits. */
async function busy({ graph, settings }: Awaited<ReturnType<typeof provider>>) {
  const here = newFolder(await port());
  const { write, seal, clock, db, routing, config } = here.workspace;
  db.run("UPDATE users SET status_id = NULL WHERE id <> ?", [ana]);
  routing.rebuild();
  await write((db_) => changeChannel(db_, seal, "wa", { name: "Main number", queueId: QUEUES.sales, settings }, CONSOLE, clock()));
  await write((db_) => startSession(db_, { userId: ana, tokenHash: new Uint8Array(32), address: "::1" }, clock()));
  const { stop } = await serving(here);
  graph.sendWebhooksTo(new URL("/webhooks/wa", config.publicUrl).href);
  await graph.customer({ name: "Mario", phone: "393471234567", userId: "IT.1" }).writes("hello");
  const offered = () => db.query("SELECT id FROM conversations WHERE state = 'offered' AND agent_id = ?").get(ana) as { id: number } | null;
  const { id } = await until(offered, 20_000, "nothing was offered");
  await write((db_) => accept(db_, { conversationId: id, agentId: ana }, clock()));
  await says(here, id, "first");
  await until(() => sent(here)[0] === "first: sent", 20_000, "the first was not sent");
  graph.faults.next("hang");
  await says(here, id, "second");
  await says(here, id, "third");
  await until(() => graph.ledger.length === 2, 20_000, "the second did not leave");
  return { here, id, stop };
}

test("a restored copy sends nothing and fetches nothing, and nobody is signed in, until it is said to be the live one", async () => {
  using meta = await provider();
  const { here, id, stop } = await busy(meta);
  const { file } = await backup(here.workspace, here.background, { file: join(makeFolder(), "a.parlo"), passphrase: "p" }, CONSOLE);
  const asked = meta.asked.length;

  const copy = restored(file, { passphrase: "p", env: await port() });
  const { db, egress, write } = copy.workspace;
  expect(sent(copy)).toEqual(["first: sent", "second: uncertain", "third: uncertain"]);
  expect(kindsOf(db).filter((kind) => kind === "message.uncertain")).toHaveLength(2);
  expect([db.query("SELECT * FROM jobs").all(), db.query("SELECT * FROM sessions").all()]).toEqual([[], []]);
  expect(db.query("SELECT count(*) AS signedIn FROM users WHERE status_id IS NOT NULL").get()).toEqual({ signedIn: 0 });
  expect(kindsOf(db).slice(-9)).toContain("workspace.held");
  expect(kindsOf(db).slice(-9)).toContain("agent.signed-out");

  const served = await serving(copy);
  await says(copy, id, "fourth");
  await expect(egress(meta.settings.apiUrl, { named: meta.settings.apiUrl })).rejects.toThrow(NotSent);
  await Bun.sleep(2_500);
  expect([sent(copy).at(-1), meta.asked.length]).toEqual(["fourth: queued", asked]);

  await write((db_) => resume(db_, CONSOLE, Date.now()));
  await until(() => sent(copy).at(-1) === "fourth: sent", 20_000, "the fourth was not sent");
  expect(sent(copy)).toEqual(["first: sent", "second: uncertain", "third: uncertain", "fourth: sent"]);
  expect(meta.graph.ledger.map(({ body }) => (body["text"] as { body: string }).body)).toEqual(["first", "second", "fourth"]);
  await served.stop();
  meta[Symbol.dispose]();
  await stop();
}, 60_000);

test("holding and resuming are told, written down, and each is done once", () => {
  const here = world();
  const kept = holdOf(here.db);
  const doing = (verb: typeof hold, now: number) => {
    here.db.run("BEGIN IMMEDIATE");
    try {
      transact(here.db, () => verb(here.db, { userId: ana, address: "::1" }, now));
    } finally {
      here.db.run("COMMIT");
      kept.committed(takeRecorded(here.db));
    }
  };
  expect(kept.since()).toBeNull();
  expect(() => doing(resume, 1)).toThrow(Conflict);
  doing(hold, 5);
  expect([kept.since(), holdOf(here.db).since()]).toEqual([5, 5]);
  expect(() => doing(hold, 6)).toThrow(Conflict);
  doing(resume, 7);
  expect([kept.since(), holdOf(here.db).since()]).toEqual([null, null]);
  expect(kindsOf(here.db).filter((kind) => kind.startsWith("workspace."))).toEqual([
    "workspace.changed",
    "workspace.held",
    "workspace.changed",
    "workspace.resumed",
  ]);
  expect(here.db.query("SELECT user_id AS who, action FROM audit").all()).toEqual([
    { who: ana, action: "workspace.held" },
    { who: ana, action: "workspace.resumed" },
  ]);
});
