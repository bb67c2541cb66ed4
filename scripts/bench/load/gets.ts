import { sessionOf } from "./calls.ts";
import { connect, requestOf } from "./connection.ts";

// gets.ts URL PATHS USER CONNECTIONS SECONDS: asks for pages, each connection one after the other, the paths (a JSON list) in turn. Prints one
// line of JSON.

export type Got = { count: number; latenciesMs: number[]; bytes: number };

const [address = "", paths = "[]", user = "0", connections = "1", seconds = "10"] = process.argv.slice(2);
const url = new URL(address);
const requests = (JSON.parse(paths) as string[]).map((path) => requestOf("GET", url, path, { cookie: `parlo=${sessionOf(Number(user))}` }));
const got: Got = { count: 0, latenciesMs: [], bytes: 0 };
const until = performance.now() + Number(seconds) * 1000;

async function askOn() {
  const connection = await connect(url);
  while (performance.now() < until) {
    const request = requests[got.count++ % requests.length];
    if (!request) return;
    const since = performance.now();
    const { status, body } = await connection.ask(request);
    if (status !== 200) throw new Error(`a page was answered with ${status}`);
    got.latenciesMs.push(performance.now() - since);
    got.bytes = Math.max(got.bytes, body.length);
  }
}

await Promise.all(Array.from({ length: Number(connections) }, askOn));
console.log(JSON.stringify(got));
process.exit();
