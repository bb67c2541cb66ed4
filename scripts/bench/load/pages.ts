import { messageFrom, sessionOf, signed } from "./calls.ts";
import { type Connection, connect, requestOf } from "./connection.ts";
import { openStream } from "./stream.ts";

// pages.ts URL PAGES CUSTOMERS PER_SECOND SECONDS: agents' pages with a stream each, and customers who write to them. A page that is told of a
// conversation asks for what changed in it. Measured from the call to the answer that holds its message. Prints one line of JSON.

export type Told = { latenciesMs: number[]; lost: number };

const SENDERS = 16;
/** How long the last ones may take. */
const PATIENCE_MS = 5_000;

const [address = "", pages = "200", customers = "1000", perSecond = "200", seconds = "10"] = process.argv.slice(2);
const url = new URL(address);
const sentAt: number[] = [];
const latenciesMs: number[] = [];

/** One agent's page: its signals, and one request at a time for what they tell of. */
async function openPage(user: number) {
  const cookie = `parlo=${sessionOf(user)}`;
  const connection = await connect(url);
  const changed = new Set<string>();
  const seen = new Map<string, string>();
  let opened = "0";
  let asking = false;
  const ask = async () => {
    asking = true;
    for (const id of changed) {
      changed.delete(id);
      const { headers, body } = await connection.ask(requestOf("GET", url, `/conversations/${id}/changes?after=${seen.get(id) ?? opened}`, { cookie }));
      seen.set(id, /\r\nparlo-seen: *(\d+)/i.exec(headers)?.[1] ?? opened);
      arrived(body);
    }
    asking = false;
  };
  await openStream(url, cookie, (signal) => {
    if (!("topics" in signal)) opened = String(signal.id);
    else for (const topic of signal.topics) if (topic.startsWith("conversation-")) changed.add(topic.slice("conversation-".length));
    if (changed.size > 0 && !asking) void ask();
  });
}

/** Our messages carry their number. Only the first sight of each counts. */
function arrived(fragment: string) {
  for (const [, number] of fragment.matchAll(/told-(\d+)-/g)) {
    const since = sentAt[Number(number)];
    if (since !== undefined) latenciesMs.push(performance.now() - since);
    delete sentAt[Number(number)];
  }
}

async function send(connection: Connection, n: number) {
  const customer = Math.trunc(Math.random() * Number(customers));
  const call = signed(url, "/webhooks/wa", messageFrom(customer, `wamid.${process.pid}.${n}`, `told-${n}- un messaggio come tanti, con una domanda`));
  sentAt[n] = performance.now();
  const { status } = await connection.ask(call);
  if (status !== 200) throw new Error(`a call was answered with ${status}`);
}

await Promise.all(Array.from({ length: Number(pages) }, (_, user) => openPage(user)));
const senders = await Promise.all(Array.from({ length: SENDERS }, () => connect(url)));
const count = Number(perSecond) * Number(seconds);
const since = performance.now();
let next = 0;
await Promise.all(
  senders.map(async (connection) => {
    for (let n = next++; n < count; n = next++) {
      await Bun.sleep(Math.max(0, since + (n * 1000) / Number(perSecond) - performance.now()));
      await send(connection, n);
    }
  }),
);
for (const until = performance.now() + PATIENCE_MS; latenciesMs.length < count && performance.now() < until; ) await Bun.sleep(20);
const told: Told = { latenciesMs, lost: count - latenciesMs.length };
console.log(JSON.stringify(told));
process.exit();
