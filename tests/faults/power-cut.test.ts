import { expect, test } from "bun:test";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, until } from "../parlo.ts";
import { random } from "../random.ts";
import { diskOf } from "./disk.ts";
import { diskAfter, filesIn, type History, historyOf, store } from "./power-cut/disk-after.ts";
import { promisesIn, readLog } from "./power-cut/log.ts";
import { brokenPromises } from "./power-cut/promises.ts";
import { relayOf } from "./power-cut/relay.ts";
import { wakesUp } from "./power-cut/wakes-up.ts";
import { agentsOf, signInAll } from "./traffic/agents.ts";
import { centre } from "./traffic/centre.ts";
import { customersOf } from "./traffic/customers.ts";

// The power goes at any moment. All changes and syncs of a working server are written down (disk.c), together with what customers,
// agents and Meta were told meanwhile; then the disk is built as it may be after a cut, and everything that was promised is there.

const CUTS = Number(process.env["CUTS"] ?? 100);
const SEED = Number(process.env["SEED"] ?? 1);
/** So much is written down before the server is killed, and again before the day ends: more than the log takes before it is copied. */
const WRITTEN_BYTES = (CUTS > 200 ? 100 : 40) * 1024 * 1024;
const WRITTEN_MS_MAX = 60_000;
/** Parlo itself is started on every so many of the folders. */
const WAKE_EVERY = 10;
const TEST_MS = 120_000 + CUTS * 2_000;

test(
  `after ${CUTS} power cuts everything that was promised is on the disk`,
  async () => {
    const { folder, ops, promises } = await aWorkingDay();
    const history = historyOf(folder, ops);
    expect(differences(history, folder)).toEqual([]);

    const copied = ops.filter(({ kind, path }, at) => kind === "S" && path.endsWith("parlo.db") && at > (promises[2]?.at ?? 0)).length;
    expect(copied).toBeGreaterThan(0);
    const dice = random(SEED);
    const first = ops.findIndex(({ kind }) => kind === "A");
    const wrong: string[] = [];
    for (let n = 0; n < CUTS && wrong.length === 0; n++) {
      const at = dice.between(first + 1, ops.length);
      const cut = makeFolder();
      store(diskAfter(history, at, dice), cut);
      const kept = promises.filter((promise) => promise.at < at).map(({ what }) => what);
      const found = [...brokenPromises(cut, kept), ...(n % WAKE_EVERY === 0 ? await wakesUp(cut, kept) : [])];
      wrong.push(...found.map((problem) => `cut ${n}, at ${at} of ${ops.length}: ${problem}`));
      rmSync(cut, { recursive: true });
    }
    expect(wrong).toEqual([]);
    const bytes = ops.reduce((sum, { data }) => sum + data.length, 0);
    const syncs = ops.filter(({ kind }) => kind === "S").length;
    const day = `${ops.length} changes of ${Math.round(bytes / 1_048_576)} MB with ${syncs} syncs, ${copied} of them of the database`;
    console.log(`${CUTS} cuts in ${day}; ${promises.length} promises, none broken`);
  },
  TEST_MS,
);

/** Customers and agents at work, and in the middle of it the server is killed. */
async function aWorkingDay() {
  const folder = makeFolder();
  const disk = diskOf(folder, { logged: true });
  const { promise, close } = promisesIn(disk.log);
  const relay = (graph: { url: string }, url: string) => relayOf(graph, () => url, promise);
  let relayed = "";
  const apiUrl = (graph: { url: string }, url: string) => (relayed = relay(graph, url));
  const receipts = { delayMs: [0, 20], shuffled: 0.3, doubled: 0.2, skipped: 0.1 } as const;
  const here = await centre({ graph: { seed: SEED, receipts }, folder, env: disk.env, apiUrl });
  promise("applied");
  here.graph.sendWebhooksTo(`${relayed}/webhooks/wa`);

  let parlo = await here.start();
  const browsers = await signInAll(here);
  promise("signed-in");
  const customers = customersOf(here, { seed: SEED, acked: promise, fileShare: 0.05, writers: 4, pauseMs: 15 });
  const agents = agentsOf(here, browsers, { seed: SEED, acked: promise });
  await until(() => statSync(disk.log).size > WRITTEN_BYTES, WRITTEN_MS_MAX, "hardly anything was written");
  await disk.halt();
  await parlo.kill9();
  disk.goOn();
  parlo = await here.start();
  await until(() => statSync(disk.log).size > 2 * WRITTEN_BYTES, WRITTEN_MS_MAX, "hardly anything was written");
  await Promise.all([customers.stop(), agents.stop()]);
  await disk.halt();
  await parlo.kill9();
  await here.graph.stop();
  close();
  const ops = readLog(disk.log);
  const promises = ops.flatMap(({ kind, path }, at) => (kind === "A" ? [{ what: path, at }] : []));
  return { folder, ops, promises };
}

/** In what the disk of the log, had the power not gone, differs from the real one: were it anything, the log would have missed it. */
function differences(history: History, folder: string): string[] {
  const files = filesIn(diskAfter(history, history.steps.length, null));
  return [...files].flatMap(([path, content]) => (Buffer.compare(readFileSync(join(folder, path)), content) === 0 ? [] : [`${path} differs`]));
}
