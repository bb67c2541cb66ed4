import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Figure, percentile, spreadOf } from "./figures.ts";
import type { Load } from "./load/webhooks.ts";
import { furnish, makeFolder } from "./office.ts";
import { load, serveWith } from "./processes.ts";

// Whether the disk ever blocks the loop: 20 ms are added to every sync, and a probe in the server's own process notes how late it is called.

const GENERATOR = new URL("./load/webhooks.ts", import.meta.url);
const PROBE = new URL("./load/probe.ts", import.meta.url);
const SLOW_SYNC = new URL("./load/slow-sync.c", import.meta.url);
const SYNC_MS = 20;
const [ROUNDS, SECONDS, CONNECTIONS] = [3, 8, 64];

/** Without a C compiler there is no slow disk, and no figure. */
export async function loop(): Promise<Figure[]> {
  const compiler = Bun.which("cc");
  if (!compiler) return [];
  const slow = join(makeFolder(), "slow-sync.so");
  if (Bun.spawnSync([compiler, "-shared", "-fPIC", "-O1", SLOW_SYNC.pathname, "-o", slow, "-ldl"]).exitCode !== 0) return [];
  const delays: number[] = [];
  for (let round = 0; round < ROUNDS; round++) delays.push(await delayUnderLoad(slow));
  return [
    {
      what: `the loop's delay, p99, under ${CONNECTIONS} connections of webhooks with ${SYNC_MS} ms added to every sync`,
      value: spreadOf(delays),
      unit: "ms",
      wanted: { atMost: 15 },
    },
  ];
}

async function delayUnderLoad(slow: string): Promise<number> {
  const folder = makeFolder();
  await furnish(folder, { messages: 20_000 });
  const delays = join(folder, "delays.json");
  const server = await serveWith(PROBE, folder, { LD_PRELOAD: slow, SYNC_MS: String(SYNC_MS), PROBE_FILE: delays });
  const { failed } = await load<Load>(GENERATOR, new URL("webhooks/wa", server.url).href, CONNECTIONS, SECONDS);
  await server.stop();
  if (failed > 0) throw new Error(`${failed} calls were not answered with 200`);
  return percentile(JSON.parse(readFileSync(delays, "utf8")) as number[], 0.99);
}
