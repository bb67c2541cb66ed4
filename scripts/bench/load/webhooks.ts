import { callOf } from "./calls.ts";
import { connect } from "./connection.ts";

// webhooks.ts URL CONNECTIONS SECONDS [PER_SECOND]: signed calls, as fast as they are answered, or so many a second however long the
// answers take (then the time counts from when a call was due). Prints one line of JSON.

export type Load = { answered: number; failed: number; seconds: number; latenciesMs: number[] };

const [address = "", connections = "64", seconds = "5", perSecond = "0"] = process.argv.slice(2);
const url = new URL(address);
const rate = Number(perSecond);
const mark = `${process.pid}.`;
const pool = await Promise.all(Array.from({ length: Number(connections) }, () => connect(url)));

const latenciesMs: number[] = [];
let [next, failed] = [0, 0];
const since = performance.now();
const until = since + Number(seconds) * 1000;

/** When the n-th call is due: at once, or in its turn. */
const dueAt = (n: number) => (rate > 0 ? since + (n * 1000) / rate : performance.now());

await Promise.all(
  pool.map(async (connection) => {
    for (;;) {
      const n = next++;
      const due = dueAt(n);
      if (due >= until) return connection.close();
      if (due > performance.now()) await Bun.sleep(due - performance.now());
      const call = callOf(url, n, mark);
      const from = rate > 0 ? due : performance.now();
      const status = await connection.ask(call).then(
        (answer) => answer.status,
        () => 0,
      );
      latenciesMs.push(performance.now() - from);
      if (status !== 200) failed++;
      if (status === 0) return;
    }
  }),
);
const load: Load = { answered: latenciesMs.length - failed, failed, seconds: (performance.now() - since) / 1000, latenciesMs };
console.log(JSON.stringify(load));
