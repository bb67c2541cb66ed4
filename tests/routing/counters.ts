import type { Database } from "bun:sqlite";
import { type Today, todayOf } from "../../src/desk/today.ts";
import type { Kind } from "../../src/events/kinds.ts";
import type { World } from "../world.ts";

const WAITS: ReadonlySet<string> = new Set<Kind>(["conversation.queued", "conversation.offered", "conversation.rejected"]);
const STANDS: ReadonlySet<string> = new Set<Kind>([...(WAITS as Set<Kind>), "conversation.accepted", "conversation.put-aside", "conversation.closed"]);
const DAY_MS = 24 * 60 * 60_000;
const AT_ONCE_MS = 1000;

/** The figures that everybody sees (SPEC B6) and what the index counts, against a recount one by one. Gives what differs. */
export function countedOtherwise({ db, now, view }: World): string[] {
  const [figures, recount] = [todayOf(db, now), recounted(db, now)];
  const [{ offered = 0 } = {}] = all<{ offered: number }>(db, "SELECT count(*) AS offered FROM conversations WHERE state = 'offered'");
  return [
    ...(Bun.deepEquals(figures, recount) ? [] : [`${JSON.stringify(figures)}, but ${JSON.stringify(recount)}`]),
    ...(view.waitingCount + offered === recount.inQueue
      ? []
      : [`${view.waitingCount} wait in the index, ${offered} are offered, but ${recount.inQueue} by the events`]),
  ];
}

const all = <Row>(db: Database, text: string) => db.query(text).all() as Row[];

// Who waits, by what happened last; the world of the tests lives by UTC.
function recounted(db: Database, now: number): Today {
  const last = new Map<number, string>();
  for (const { id, kind } of all<{ id: number; kind: string }>(db, "SELECT conversation_id AS id, kind FROM events ORDER BY id")) {
    if (STANDS.has(kind)) last.set(id, kind);
  }
  const skilled = new Set(all<{ id: number }>(db, "SELECT user_id AS id FROM user_skillsets").map(({ id }) => id));
  const signedIn = all<{ id: number }>(db, "SELECT id FROM users WHERE status_id IS NOT NULL AND disabled_at IS NULL");
  const conversations = all<{ since: number; until: number | null }>(db, "SELECT enqueued_at AS since, accepted_at AS until FROM conversations");
  const waits = conversations.flatMap(({ since, until }) => (until !== null && since >= now - (now % DAY_MS) ? [until - since] : []));
  const counted = waits.filter((ms) => ms >= AT_ONCE_MS);
  return {
    averageMs: counted.length === 0 ? null : counted.reduce((sum, ms) => sum + ms, 0) / counted.length,
    maxMs: counted.length === 0 ? null : Math.max(...counted),
    inQueue: [...last.values()].filter((kind) => WAITS.has(kind)).length,
    online: signedIn.filter(({ id }) => skilled.has(id)).length,
  };
}
