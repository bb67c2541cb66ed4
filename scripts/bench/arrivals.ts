import { join } from "node:path";
import { openDb } from "../../src/db/open.ts";
import { type Figure, percentile, spreadOf } from "./figures.ts";
import type { Arrivals } from "./load/arrivals.ts";
import { furnish, makeFolder } from "./office.ts";
import { load, serve } from "./processes.ts";

// New customers and old ones write for a minute, through HTTP and onto the disk: how long until a newcomer has an agent.

const GENERATOR = new URL("./load/arrivals.ts", import.meta.url);
const [CONNECTIONS, SECONDS, PER_SECOND, NEW_IN] = [64, 60, 600, 6];

export async function arrivals(): Promise<Figure[]> {
  const folder = makeFolder();
  await furnish(folder, { messages: 10_000, acceptance: "automatic", capacity: 1_000 });
  const server = await serve(folder);
  const before = server.cpuSeconds();
  const { failed, dueAt } = await load<Arrivals>(GENERATOR, new URL("webhooks/wa", server.url).href, CONNECTIONS, SECONDS, PER_SECOND, NEW_IN);
  const cores = (server.cpuSeconds() - before) / SECONDS;
  await server.stop();
  const waited = waitsIn(folder, dueAt);
  const missing = Object.keys(dueAt).length - waited.length;
  const once = (number: number) => spreadOf([number]);
  return [
    {
      what: `${PER_SECOND / NEW_IN} new conversations and ${PER_SECOND - PER_SECOND / NEW_IN} messages a second for a minute: from webhook to agent, p99`,
      value: once(percentile(waited, 0.99)),
      unit: "ms",
      wanted: { atMost: 100 },
      beside: `p50 ${percentile(waited, 0.5).toFixed(1)} ms, longest ${percentile(waited, 1).toFixed(1)} ms of ${waited.length}`,
    },
    { what: "the same: not answered with 200, or given to nobody", value: once(failed + missing), unit: "", wanted: { atMost: 0 } },
    { what: "the same: cores used", value: once(cores), unit: "×", wanted: { atMost: 0.5 } },
  ];
}

function waitsIn(folder: string, dueAt: Readonly<Record<string, number>>): number[] {
  const db = openDb(join(folder, "parlo.db"));
  const given = db
    .query(
      `SELECT m.provider_id AS id, e.at FROM messages m JOIN events e ON e.conversation_id = m.conversation_id AND e.kind = 'conversation.accepted'
        WHERE m.provider_id LIKE 'wamid.ARRIVAL%'`,
    )
    .all() as { id: string; at: number }[];
  db.close();
  return given.flatMap(({ id, at }) => (dueAt[id] === undefined ? [] : [at - dueAt[id]]));
}
