import { cpSync } from "node:fs";
import { type Figure, spreadOf } from "./figures.ts";
import { furnish, makeFolder } from "./office.ts";
import { load, type Running, serve } from "./processes.ts";

// From the start of the process to its first answer, on a folder with a million messages; and how big it is when nobody asks anything.

const GENERATOR = new URL("./load/webhooks.ts", import.meta.url);
const [ROUNDS, IDLE_MS] = [7, 5_000];
const CLOSED_CONVERSATIONS = 100_000;
/** Killed in the middle of this load. */
const [CONNECTIONS, SECONDS, PER_SECOND, KILLED_AFTER_MS] = [64, 30, 3_300, 6_000];

export async function start(): Promise<Figure[]> {
  const folder = makeFolder();
  await furnish(folder, { messages: 60_000, closed: CLOSED_CONVERSATIONS });
  const ready: number[] = [];
  const idle: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const server = await serve(folder);
    ready.push(server.readyMs);
    await Bun.sleep(IDLE_MS);
    idle.push(server.memory() / 1e6);
    await server.stop();
  }
  const killed: number[] = [];
  for (let round = 0; round < 3; round++) killed.push(await afterKill(folder));
  return [
    { what: "serving, on a folder with a million messages", value: spreadOf(ready), unit: "ms", wanted: { atMost: 250 } },
    {
      what: `the same, after kill -9 under ${PER_SECOND.toLocaleString("en")} webhooks a second`,
      value: spreadOf(killed),
      unit: "ms",
      wanted: { atMost: 1_000 },
    },
    { what: "memory when idle, five seconds after the start", value: spreadOf(idle), unit: "MB", wanted: { atMost: 80 } },
  ];
}

async function afterKill(office: string): Promise<number> {
  const folder = makeFolder();
  cpSync(office, folder, { recursive: true });
  const server = await serve(folder);
  const calls = load(GENERATOR, new URL("webhooks/wa", server.url).href, CONNECTIONS, SECONDS, PER_SECOND).catch(() => {});
  await Bun.sleep(KILLED_AFTER_MS);
  await server.kill9();
  const again: Running = await serve(folder);
  await again.stop();
  await calls;
  return again.readyMs;
}
