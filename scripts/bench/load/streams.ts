import { CUSTOMERS, messageFrom, sessionOf, signed } from "./calls.ts";
import { connect } from "./connection.ts";
import { openStream } from "./stream.ts";

// streams.ts URL STREAMS FIRST_USER USERS PER_SECOND SECONDS: streams that all hear of every message, and customers who write so many a second.
// Measured from the call to each stream that was told. Prints one line of JSON.

export type Heard = { latenciesMs: number[]; lost: number };

const PATIENCE_MS = 3_000;
/** All of them stay open for so long after the last call. */
const REST_MS = 4_000;

const [address = "", streams = "2000", firstUser = "0", users = "1", perSecond = "10", seconds = "10"] = process.argv.slice(2);
const url = new URL(address);
const latenciesMs: number[] = [];
const unheard: number[] = [];
/** When the call was made that a topic tells of. Every customer writes once, so that every call has a topic of its own. */
const calledAt = new Map<string, number>();

async function openOne(n: number) {
  const known = new Set<string>();
  await openStream(url, `parlo=${sessionOf(Number(firstUser) + (n % Number(users)))}`, (signal) => {
    const now = performance.now();
    for (const topic of "topics" in signal ? signal.topics : []) {
      if (!topic.startsWith("conversation-") || known.has(topic)) continue;
      known.add(topic);
      const since = calledAt.get(topic) ?? unheard.shift() ?? now;
      calledAt.set(topic, since);
      latenciesMs.push(now - since);
    }
  });
}

for (let n = 0; n < Number(streams); n++) await openOne(n);
const connection = await connect(url);
const count = Number(perSecond) * Number(seconds);
const since = performance.now();
for (let n = 0; n < count; n++) {
  await Bun.sleep(Math.max(0, since + (n * 1000) / Number(perSecond) - performance.now()));
  const call = signed(url, "/webhooks/wa", messageFrom(n % CUSTOMERS, `wamid.${process.pid}.${n}`, "Buongiorno"));
  unheard.push(performance.now());
  await connection.ask(call);
}
const all = count * Number(streams);
for (const until = performance.now() + PATIENCE_MS; latenciesMs.length < all && performance.now() < until; ) await Bun.sleep(20);
await Bun.sleep(REST_MS);
const heard: Heard = { latenciesMs, lost: all - latenciesMs.length };
console.log(JSON.stringify(heard));
process.exit();
