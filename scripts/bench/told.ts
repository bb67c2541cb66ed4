import { type Figure, percentile, ratios, spreadOf } from "./figures.ts";
import { CUSTOMERS } from "./load/calls.ts";
import type { Told } from "./load/pages.ts";
import { AGENTS, furnish, makeFolder } from "./office.ts";
import { bare, load, type Running, serve } from "./processes.ts";

// A customer writes: the call is on the disk, the agent's page is told by its stream, and has asked for what changed.

const GENERATOR = new URL("./load/pages.ts", import.meta.url);
const BARE = new URL("./bare/echo.ts", import.meta.url);
const [ROUNDS, SECONDS, WARM_SECONDS, PER_SECOND] = [5, 10, 3, 200];

export async function told(): Promise<Figure[]> {
  const times: Record<"parlo" | "bare", number[]> = { parlo: [], bare: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.bare.push(await p99Of(await bare(BARE, makeFolder())));
    const folder = makeFolder();
    await furnish(folder, { messages: 10_000 });
    times.parlo.push(await p99Of(await serve(folder)));
  }
  const [ours, theirs] = [spreadOf(times.parlo).median, spreadOf(times.bare).median].map((ms) => ms.toFixed(1));
  return [
    {
      what: `a message until it is on the agent's page, ${PER_SECOND} a second, ${AGENTS} pages, p99: Parlo ÷ a bare commit and echo`,
      value: spreadOf(ratios(times.parlo, times.bare)),
      unit: "×",
      wanted: { atMost: 2.5 },
      beside: `${ours} and ${theirs} ms`,
    },
  ];
}

async function p99Of(server: Running): Promise<number> {
  await load<Told>(GENERATOR, server.url.href, AGENTS, CUSTOMERS, PER_SECOND, WARM_SECONDS);
  const { latenciesMs, lost } = await load<Told>(GENERATOR, server.url.href, AGENTS, CUSTOMERS, PER_SECOND, SECONDS);
  await server.stop();
  if (lost > 0) throw new Error(`${lost} messages never came to a page`);
  return percentile(latenciesMs, 0.99);
}
