import { type Figure, percentile, ratios, spreadOf } from "./figures.ts";
import type { Heard } from "./load/streams.ts";
import { AGENTS, furnish, makeFolder, WATCHERS } from "./office.ts";
import { bare, load, type Running, serve } from "./processes.ts";

// Streams that all hear of everything: of supervisors, who see every conversation.

const GENERATOR = new URL("./load/streams.ts", import.meta.url);
const BARE = new URL("./bare/streams.ts", import.meta.url);
const STREAMS = 2_000;
const [ROUNDS, SECONDS, WARM_SECONDS, PER_SECOND] = [5, 8, 3, 10];

type Measured = { p99: number; bytesEach: number };

export async function streams(): Promise<Figure[]> {
  const [ours, theirs]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await measure(await bare(BARE, makeFolder())));
    const folder = makeFolder();
    await furnish(folder, { messages: 1_000 });
    ours.push(await measure(await serve(folder)));
  }
  const times = (all: Measured[]) => all.map(({ p99 }) => p99);
  const memory = (all: Measured[]) => spreadOf(all.map(({ bytesEach }) => bytesEach / 1000));
  const [p99, p99Bare] = [times(ours), times(theirs)].map((all) => spreadOf(all).median.toFixed(1));
  return [
    {
      what: `${STREAMS.toLocaleString("en")} streams told of ${PER_SECOND} events a second, p99: Parlo ÷ a bare server of streams`,
      value: spreadOf(ratios(times(ours), times(theirs))),
      unit: "×",
      wanted: { atMost: 1.25 },
      beside: `${p99} and ${p99Bare} ms`,
    },
    { what: "memory of an open stream", value: memory(ours), unit: "kB", wanted: { atMost: 12 }, beside: `bare: ${memory(theirs).median.toFixed(1)} kB` },
  ];
}

/** A first run with a few of them warms the server. What it has more, a moment after the load and with all of them open, is theirs. */
async function measure(server: Running): Promise<Measured> {
  const run = (count: number, seconds: number) => load<Heard>(GENERATOR, server.url.href, count, AGENTS, WATCHERS, PER_SECOND, seconds);
  await run(STREAMS / 10, WARM_SECONDS);
  const before = server.memory();
  let after = before;
  const timer = setInterval(() => {
    after = server.memory();
  }, 100);
  const { latenciesMs, lost } = await run(STREAMS, SECONDS);
  clearInterval(timer);
  await server.stop();
  if (lost > 0) throw new Error(`${lost} signals were not heard`);
  return { p99: percentile(latenciesMs, 0.99), bytesEach: (after - before) / STREAMS };
}
