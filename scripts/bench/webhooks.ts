import { cpSync } from "node:fs";
import { type Figure, percentile, ratios, spreadOf } from "./figures.ts";
import type { Load } from "./load/webhooks.ts";
import { furnish, makeFolder } from "./office.ts";
import { bare, load, type Running, serve } from "./processes.ts";

// Signed WhatsApp calls, answered 200 only when they are on the disk: ten receipts to a message.

const GENERATOR = new URL("./load/webhooks.ts", import.meta.url);
const BARE = new URL("./bare/webhooks.ts", import.meta.url);
const CONNECTIONS = 64;
const [ROUNDS, SECONDS, WARM_SECONDS] = [5, 5, 2];
/** More than can be answered in a round. */
const MESSAGES = 60_000;
/** 3,000 receipts and 300 messages a second. */
const PER_SECOND = 3_300;
const MINUTE = 60;

/** As fast as they are answered, on 64 connections: Parlo and a bare server that writes the same rows. */
export async function webhooks(): Promise<Figure[]> {
  const office = makeFolder();
  await furnish(office, { messages: MESSAGES });
  const rates: Record<"parlo" | "bare", number[]> = { parlo: [], bare: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rates.bare.push(await rateOf((folder) => bare(BARE, folder), office));
    rates.parlo.push(await rateOf(serve, office));
  }
  const [ours, theirs] = [spreadOf(rates.parlo).median, spreadOf(rates.bare).median].map((rate) => Math.round(rate).toLocaleString("en"));
  return [
    {
      what: `webhooks, ${CONNECTIONS} connections: Parlo ÷ a bare server that writes the same rows`,
      value: spreadOf(ratios(rates.parlo, rates.bare)),
      unit: "×",
      wanted: { atLeast: 0.4 },
      beside: `${ours} and ${theirs} a second`,
    },
  ];
}

/** Calls a second that were answered and worked off. */
async function rateOf(start: (folder: string) => Promise<Running>, office: string): Promise<number> {
  const folder = makeFolder();
  cpSync(office, folder, { recursive: true });
  const server = await start(folder);
  const calls = new URL("webhooks/wa", server.url).href;
  await load<Load>(GENERATOR, calls, CONNECTIONS, WARM_SECONDS);
  const { answered, failed, seconds } = await load<Load>(GENERATOR, calls, CONNECTIONS, SECONDS);
  const since = performance.now();
  await workedOff(server.url);
  await server.stop();
  if (failed > 0) throw new Error(`${failed} calls were not answered with 200`);
  return answered / (seconds + (performance.now() - since) / 1000);
}

/** Parlo answers before it has worked a call off. A bare server has, and knows no metrics. */
async function workedOff(url: URL) {
  for (;;) {
    const open = /^parlo_journal_open (\d+)/m.exec(await (await fetch(new URL("metrics", url))).text())?.[1];
    if (open === undefined || open === "0") return;
    await Bun.sleep(1);
  }
}

/** So many a second for a minute, however long the answers take. */
export async function minute(): Promise<Figure[]> {
  const folder = makeFolder();
  await furnish(folder, { messages: PER_SECOND * MINUTE });
  const server = await serve(folder);
  const most = mostOf(server.memory);
  const { answered, failed, seconds, latenciesMs } = await load<Load>(GENERATOR, new URL("webhooks/wa", server.url).href, CONNECTIONS, MINUTE, PER_SECOND);
  await workedOff(server.url);
  const memory = most();
  await server.stop();
  const once = (number: number) => spreadOf([number]);
  const times = [0.5, 0.99, 1].map((share) => percentile(latenciesMs, share).toFixed(1));
  return [
    { what: `webhooks, ${PER_SECOND} a second for a minute: not answered with 200`, value: once(failed), unit: "", wanted: { atMost: 0 } },
    {
      what: "the same: answered a second",
      value: once(answered / seconds),
      unit: "/s",
      wanted: { atLeast: PER_SECOND * 0.99 },
      beside: `p50 ${times[0]} ms, p99 ${times[1]} ms, longest ${times[2]} ms`,
    },
    { what: "the same: memory at its most", value: once(memory / 1e6), unit: "MB", wanted: { atMost: 200 } },
  ];
}

/** Looks ten times a second; gives the most. */
function mostOf(read: () => number): () => number {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, read());
  }, 100);
  return () => {
    clearInterval(timer);
    return most;
  };
}
