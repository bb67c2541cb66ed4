import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../parlo.ts";
import { diskOf } from "./disk.ts";
import { centre } from "./traffic/centre.ts";
import { customersOf } from "./traffic/customers.ts";

// A disk that takes 20 ms for each sync holds up whoever waits for it, and never the loop that serves everybody. The figures are
// shown; `npm run bench` judges them, on a machine that does nothing else.

const SYNC_MS = 20;
const LOAD_MS = 4_000;
const CONNECTIONS = 16;
/** A loop that waited for the disk would be late by half of that, in the middle. */
const LATE_MS_MAX = SYNC_MS / 2;

test("under load a slow disk does not hold the loop", async () => {
  const folder = makeFolder();
  const disk = diskOf(folder, { syncMs: SYNC_MS });
  const here = await centre({ folder });
  const file = join(makeFolder(), "late");
  const parlo = await here.start({ ...disk.env, PROBE_FILE: file, BUN_OPTIONS: `--preload ${new URL("./probe.ts", import.meta.url).pathname}` });
  await Bun.sleep(300);
  const from = (JSON.parse(readFileSync(file, "utf8")) as number[]).length;
  const customers = customersOf(here, { seed: 1, writers: CONNECTIONS, people: 500, acked: () => {} });
  await Bun.sleep(LOAD_MS);
  await customers.stop();
  const late = (JSON.parse(readFileSync(file, "utf8")) as number[]).slice(from).toSorted((a, b) => a - b);
  const at = (share: number) => (late[Math.floor(late.length * share)] ?? 0).toFixed(1);
  console.log(
    `with ${SYNC_MS} ms a sync and ${CONNECTIONS} connections, ${Math.round((customers.acked.size * 1_000) / LOAD_MS)} messages/s; ` +
      `the loop was late by ${at(0.5)} ms in the middle, p90 ${at(0.9)}, p99 ${at(0.99)}, at most ${at(1 - Number.EPSILON)} (${late.length} looks)`,
  );
  expect(late[Math.floor(late.length / 2)]).toBeLessThan(LATE_MS_MAX);
  expect(await parlo.stop()).toBe(0);
});
