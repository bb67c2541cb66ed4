import { CUSTOMERS, messageFrom, signed } from "./calls.ts";
import { connect } from "./connection.ts";

// arrivals.ts URL CONNECTIONS SECONDS PER_SECOND NEW_IN: so many customers' messages a second, one in NEW_IN of them from somebody who
// never wrote before. Prints when each newcomer's message was due, by its provider id, as one line of JSON.

export type Arrivals = { failed: number; dueAt: Record<string, number> };

const [address = "", connections = "64", seconds = "60", perSecond = "600", newIn = "6"] = process.argv.slice(2);
const url = new URL(address);
const [rate, each] = [Number(perSecond), Number(newIn)];
const pool = await Promise.all(Array.from({ length: Number(connections) }, () => connect(url)));
const dueAt: Record<string, number> = {};
let [next, failed] = [0, 0];
const since = Date.now();
const until = since + Number(seconds) * 1000;

await Promise.all(
  pool.map(async (connection) => {
    for (;;) {
      const n = next++;
      const due = since + (n * 1000) / rate;
      if (due >= until) return connection.close();
      if (due > Date.now()) await Bun.sleep(due - Date.now());
      const isNew = n % each === 0;
      const id = `wamid.ARRIVAL${n}`;
      if (isNew) dueAt[id] = due;
      const call = signed(url, url.pathname, messageFrom(isNew ? CUSTOMERS + n : n % CUSTOMERS, id, `Buongiorno, chiedo notizie dell'ordine ${n}`));
      if ((await connection.ask(call)).status !== 200) failed++;
    }
  }),
);
const arrivals: Arrivals = { failed, dueAt };
console.log(JSON.stringify(arrivals));
