import { Database } from "bun:sqlite";
import { join } from "node:path";
import { type Figure, percentile, ratios, spreadOf } from "./figures.ts";
import { sessionOf } from "./load/calls.ts";
import type { Got } from "./load/gets.ts";
import { furnish, makeFolder } from "./office.ts";
import { bare, load, type Running, serve } from "./processes.ts";

// The desk on a folder with 100,000 conversations and a million messages: the page with a list of 50 and an open conversation, a search while
// customers write, and what a browser loads the first time.

const GETS = new URL("./load/gets.ts", import.meta.url);
const WRITERS = new URL("./load/webhooks.ts", import.meta.url);
const BARE = new URL("./bare/desk.ts", import.meta.url);
const [ROUNDS, SECONDS, CONNECTIONS, ROWS] = [5, 4, 8, 50];
const CLOSED_CONVERSATIONS = 100_000;
const [WRITTEN_PER_SECOND, SEARCH_SECONDS, WRITER_CONNECTIONS] = [200, 15, 16];
/** Words that stand everywhere, that stand nowhere together, beginnings, numbers, names. */
const SEARCHES = ["ordine", "lampada udine", "tavolo giorni", "ordine 20931", "39000000", "customer 77", "scriv lec", "21877"];
/** Of furnish: sessions are numbered as the users are, agents first. */
const AGENT = 0;

export async function desk(): Promise<Figure[]> {
  const folder = makeFolder();
  await furnish(folder, { messages: 60_000, closed: CLOSED_CONVERSATIONS });
  const { viewer, open } = deskOf(folder);
  const times: Record<"parlo" | "bare", number[]> = { parlo: [], bare: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.bare.push(
      await perSecond(
        await bare(BARE, folder),
        open.map((id) => `/${viewer}/conversations/${id}`),
      ),
    );
    times.parlo.push(
      await perSecond(
        await serve(folder),
        open.map((id) => `/conversations/${id}`),
      ),
    );
  }
  const [ours, theirs] = [spreadOf(times.parlo).median, spreadOf(times.bare).median].map((n) => n.toLocaleString("en", { maximumFractionDigits: 0 }));
  const server = await serve(folder);
  const found = await searched(server);
  const first = await firstLoad(server, open[0] ?? 0);
  await server.stop();
  return [
    {
      what: `the desk with a list of ${ROWS} and an open conversation: Parlo's page ÷ a bare server's same rows as JSON`,
      value: spreadOf(ratios(times.parlo, times.bare)),
      unit: "×",
      wanted: { atLeast: 0.35 },
      beside: `${ours} and ${theirs} a second`,
    },
    { what: `a search while ${WRITTEN_PER_SECOND} messages a second come in, p50`, value: one(percentile(found, 0.5)), unit: "ms", wanted: { atMost: 2 } },
    { what: "the same, p99", value: one(percentile(found, 0.99)), unit: "ms", wanted: { atMost: 20 } },
    { what: "the desk's first load, compressed, scripts included", value: one(first / 1000), unit: "kB", wanted: { atMost: 200 } },
  ];
}

const one = (value: number) => spreadOf([value]);

/** Gives one agent a list of its length; `open`: the conversations in it. */
function deskOf(folder: string): { viewer: number; open: number[] } {
  const db = new Database(join(folder, "parlo.db"));
  const { id: viewer } = db.query("SELECT min(id) AS id FROM users").get() as { id: number };
  const first = "SELECT id FROM conversations WHERE state = 'active' ORDER BY id LIMIT ?";
  db.run("UPDATE conversations SET agent_id = ? WHERE state = 'active' AND agent_id = ?", [viewer + 1, viewer]);
  db.run(`UPDATE conversations SET agent_id = ? WHERE id IN (${first})`, [viewer, ROWS]);
  const open = (db.query(first).all(ROWS) as { id: number }[]).map(({ id }) => id);
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  return { viewer, open };
}

async function perSecond(server: Running, paths: string[]): Promise<number> {
  await load<Got>(GETS, server.url.href, JSON.stringify(paths), AGENT, CONNECTIONS, 2);
  const { count } = await load<Got>(GETS, server.url.href, JSON.stringify(paths), AGENT, CONNECTIONS, SECONDS);
  await server.stop();
  return count / SECONDS;
}

/** What the answers to searches took, on one connection, while customers write. */
async function searched(server: Running): Promise<number[]> {
  const writing = load(WRITERS, new URL("webhooks/wa", server.url).href, WRITER_CONNECTIONS, SEARCH_SECONDS + 2, WRITTEN_PER_SECOND);
  await Bun.sleep(1000);
  const paths = SEARCHES.map((words) => `/find?q=${encodeURIComponent(words)}`);
  const { latenciesMs } = await load<Got>(GETS, server.url.href, JSON.stringify(paths), AGENT, 1, SEARCH_SECONDS);
  await writing;
  return latenciesMs;
}

/** Letters that a browser asks for when a page has them. */
const RARE = /latin-ext/;
const LINKS = /(?:src|href)="(\/static\/[^"#]+)|(?:from|import) ?"([^"]+)"|url\("?([^")]+)/g;

/** What a browser without anything of ours has loaded when the desk stands: the page, styles, scripts and what they import, drawings, letters. */
async function firstLoad({ url }: Running, conversation: number): Promise<number> {
  const seen = new Set<string>();
  let bytes = 0;
  const take = async (address: URL) => {
    if (seen.has(address.pathname) || !/^\/(static|conversations)\//.test(address.pathname) || RARE.test(address.pathname)) return;
    seen.add(address.pathname);
    const headers = { cookie: `parlo=${sessionOf(AGENT)}`, "accept-encoding": "br, gzip" };
    bytes += (await (await fetch(address, { headers, decompress: false })).arrayBuffer()).byteLength;
    const text = await (await fetch(address, { headers })).text();
    if (!/\.(svg|woff2)$/.test(address.pathname))
      for (const [, link, imported, drawn] of text.matchAll(LINKS)) await take(new URL(link ?? imported ?? drawn ?? "", address));
  };
  await take(new URL(`/conversations/${conversation}`, url));
  return bytes;
}
