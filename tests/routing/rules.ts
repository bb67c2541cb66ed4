import type { Event } from "../../src/events/kinds.ts";
import { decisionsOf } from "../../src/routing/explain.ts";
import type { Decision } from "../../src/routing/rules.ts";
import { compare } from "../../src/routing/view.ts";
import { whyNotYet } from "../../src/routing/why.ts";
import type { World } from "../world.ts";
import type { Centre } from "./centre.ts";
import { countedOtherwise } from "./counters.ts";
import { inOrder, isFreeFor, pauseIsOver, skilledFor } from "./naive.ts";

// What must hold whatever happens. Each rule is looked for in the rows, not asked of the code that keeps it.

function none(rule: string, broken: readonly unknown[]) {
  if (broken.length > 0) throw new Error(`${rule}: ${Bun.inspect(broken.slice(0, 3))}`);
}

/** How something was given that nobody gave by hand. */
const howOf = ({ kind, data }: Event) =>
  kind === "conversation.offered" ? "offered" : kind === "conversation.accepted" && "how" in data && !("by" in data) ? data.how : null;

/** Follows the events in their order and keeps `absent`. Gives the check that nobody was given anything while absent, or by itself while not Ready. */
export function checkHeard({ bus, db }: World, absent: Set<number>) {
  const ready = new Set((db.query("SELECT id FROM users WHERE status_id = 1").all() as { id: number }[]).map(({ id }) => id));
  const away: Event[] = [];
  bus.subscribe((event) => {
    const { kind, agentId, data } = event;
    if (agentId === null) return;
    if (kind === "agent.unseen") absent.add(agentId);
    if (kind === "agent.seen" || kind === "agent.signed-in") absent.delete(agentId);
    if (kind === "agent.signed-out") ready.delete(agentId);
    if (kind === "agent.status-changed") ready.delete(agentId);
    if (kind === "agent.status-changed" && "to" in data && data.to === 1) ready.add(agentId);
    const how = howOf(event);
    if (how === "offered" || how === "automatic" || how === "exclusive") {
      if (absent.has(agentId) || (how !== "exclusive" && !ready.has(agentId))) away.push(event);
    }
  });
  return () => none("nobody absent or not ready is given anything", away);
}

/** One pass: from `before`, what was decided has happened and is within the rules. */
export function checkPass({ db, now }: World, before: Centre, decisions: readonly Decision[]) {
  const gifts = decisions.flatMap((decision) => ("why" in decision ? [decision] : []));
  const given = gifts.map(({ conversationId, agentId }) => ({ one: waitingOf(before, conversationId), agent: agentOf(before, agentId) }));
  const order = inOrder(before.waiting);
  for (const { one, agent } of given) {
    const loads = `${agent.id} with ${agent.load} of ${agent.capacity}, ${one.family} ${agent.loads[one.family]} of ${agent.most[one.family]}`;
    if (!isFreeFor(agent, one)) throw new Error(`no automatic move takes an agent past their capacity, and who is chosen is there: ${loads}`);
    if (!skilledFor(before, one, now).includes(agent)) throw new Error(`who is chosen is skilled: ${agent.id} for ${one.id}`);
    if (!pauseIsOver(before, one, agent.id, now)) throw new Error(`nobody is asked again within the pause: ${agent.id} for ${one.id}`);
    const infront = order.slice(0, order.indexOf(one)).filter((other) => !gifts.some(({ conversationId }) => conversationId === other.id));
    none(
      "nobody is given what somebody with more right to it, who still waits, could have had",
      infront.filter((other) => skilledFor(before, other, now).includes(agent) && isFreeFor(agent, other) && pauseIsOver(before, other, agent.id, now)),
    );
    if (one.reserved?.agentId != null && one.reserved.agentId !== agent.id) throw new Error(`what waits for one agent goes to no other: ${one.id}`);
    agent.load++;
    agent.loads[one.family]++;
  }
  for (const { conversationId, agentId, why, kind } of gifts) {
    const kept = decisionsOf(db, conversationId).at(-1);
    const same = { at: now, outcome: kind === "offer" ? "offered" : "assigned", agentId, ...why };
    if (!Bun.deepEquals({ ...kept, id: 0 }, { ...same, id: 0 })) throw new Error(`the reasons kept are not those of the decision: ${Bun.inspect(kept)}`);
  }
}

const waitingOf = ({ waiting }: Centre, id: number) => waiting.find((one) => one.id === id) as Centre["waiting"][number];
const agentOf = ({ agents }: Centre, id: number) => agents.find((agent) => agent.id === id) as Centre["agents"][number];

/** When nothing moves any more. */
export function checkAtRest(here: World, centre: Centre, absent: ReadonlySet<number>) {
  const { db, view, now } = here;
  none("the index is what SQL says", compare(view, view.rebuilt()));
  none(
    "nothing outlives its time",
    centre.ends.filter(({ at }) => at <= now),
  );
  const away = centre.ends.filter(({ what, agentId }) => what === "offer" && absent.has(agentId));
  none("nobody absent has an offer", away);
  none(
    "nobody who could be served waits while somebody free could serve them",
    centre.waiting.filter((one) => skilledFor(centre, one, now).some((agent) => isFreeFor(agent, one) && pauseIsOver(centre, one, agent.id, now))),
  );
  none(
    "why not yet has an answer for all who wait",
    centre.waiting.filter(({ id }) => {
      const answer = whyNotYet(view, id, now);
      return !answer || answer.hindrances.length === 0 || answer.considered.some(({ reason }) => reason === "could" || reason === "chosen");
    }),
  );
  none("the figures of today equal a recount", countedOtherwise(here));
  for (const [rule, broken] of STATE) none(rule, db.query(broken).all());
}

/** What the rows say must be what the events tell. */
export function checkHistory({ db }: World) {
  for (const [rule, broken] of HISTORY) none(rule, db.query(broken).all());
}

type Rule = readonly [rule: string, broken: string];

const STATE: readonly Rule[] = [
  [
    "what was passed on at once and is not opened yet does not rest with them for ever",
    `SELECT c.id FROM conversations c JOIN assignments a ON a.conversation_id = c.id AND a.released_at IS NULL
      WHERE c.state = 'active' AND c.open_by IS NULL AND a.first_opened_at IS NULL AND a.first_answered_at IS NULL
        AND 'immediate' = (SELECT e.data ->> 'how' FROM events e
              WHERE e.conversation_id = c.id AND e.kind = 'conversation.accepted' ORDER BY e.id DESC LIMIT 1)`,
  ],
  [
    "who has answered is not waited for any more",
    `SELECT c.id FROM conversations c JOIN assignments a ON a.conversation_id = c.id AND a.released_at IS NULL
      WHERE c.state = 'active' AND a.first_answered_at IS NOT NULL AND (c.reply_by IS NOT NULL OR c.open_by IS NOT NULL)`,
  ],
  [
    "nobody who is disabled holds or owes anything",
    `SELECT c.id, c.state FROM conversations c JOIN users u ON u.id = c.agent_id
      WHERE c.state IN ('active','waiting','wrap_up') AND u.disabled_at IS NOT NULL`,
  ],
  [
    "nobody signed out or disabled has an offer",
    `SELECT c.id FROM conversations c JOIN users u ON u.id = c.agent_id
      WHERE c.state = 'offered' AND (u.status_id IS NULL OR u.disabled_at IS NOT NULL)`,
  ],
  [
    "what is held has exactly one assignment that runs, with the same agent; what is not has none",
    `SELECT c.id, c.state, c.agent_id, a.agent_id, a.accepted_at
       FROM conversations c LEFT JOIN assignments a ON a.conversation_id = c.id AND a.released_at IS NULL
      WHERE CASE WHEN c.state IN ('offered','active','wrap_up')
                 THEN a.agent_id IS NOT c.agent_id OR (a.accepted_at IS NULL) <> (c.state = 'offered')
                 ELSE a.id IS NOT NULL END`,
  ],
];

const ACCEPTED_LAST = `coalesce((SELECT max(a.id) FROM events a WHERE a.conversation_id = c.id AND a.kind = 'conversation.accepted'), 0)`;
const SAID_NO = `(e.kind = 'conversation.rejected' AND e.data IN ('{"reason":"rejected"}','{"reason":"ignored"}')
  OR e.kind = 'conversation.taken-back' AND e.data IN ('{"reason":"unopened"}','{"reason":"unanswered"}')
  OR e.kind = 'conversation.transferred' AND e.was_agent_id IS NOT NULL)`;
const GIFT = `(e.kind = 'conversation.offered' OR e.kind = 'conversation.accepted' AND e.data ->> 'how' <> 'manual')`;

const HISTORY: readonly Rule[] = [
  [
    "what somebody did not open is held against them for good, and nothing else is",
    `SELECT r.* FROM rejections r JOIN conversations c ON c.id = r.conversation_id
      WHERE r.for_good <> EXISTS (SELECT 1 FROM events e WHERE e.conversation_id = r.conversation_id AND e.was_agent_id = r.agent_id
        AND e.kind = 'conversation.taken-back' AND e.data ->> 'reason' = 'unopened' AND e.id > ${ACCEPTED_LAST})`,
  ],
  [
    "what is passed on to somebody is theirs next, or waits for them",
    `SELECT t.conversation_id, t.data, e.kind, e.data FROM events t JOIN events e ON e.id =
        (SELECT min(n.id) FROM events n WHERE n.conversation_id = t.conversation_id AND n.id > t.id
            AND n.kind IN ('conversation.accepted','conversation.reserved'))
      WHERE t.kind = 'conversation.transferred' AND t.data ->> 'to' <> 'queue'
        AND CASE e.kind WHEN 'conversation.accepted' THEN e.agent_id ELSE e.data ->> 'forId' END <> t.data ->> 'toId'`,
  ],
  [
    "who waits for one alone was reserved last, and has not been freed, had or passed on since",
    `SELECT c.id, c.reserved_how FROM conversations c WHERE c.state IN ('queued','offered') AND (c.reserved_how IS NOT NULL) <>
        coalesce((SELECT e.kind = 'conversation.reserved' FROM events e WHERE e.conversation_id = c.id
           AND e.kind IN ('conversation.reserved','conversation.freed','conversation.accepted','conversation.transferred') ORDER BY e.id DESC LIMIT 1), 0)`,
  ],
  [
    "who waits has risen as far as the events tell since it was last accepted",
    `SELECT c.id, c.aged, e.data FROM conversations c LEFT JOIN events e ON e.id =
        (SELECT max(id) FROM events r WHERE r.conversation_id = c.id AND r.kind = 'conversation.aged' AND r.id > ${ACCEPTED_LAST})
      WHERE c.state IN ('queued','offered') AND c.aged IS NOT e.data ->> 'to'`,
  ],
  [
    "what comes back comes back to its place",
    `SELECT c.id FROM conversations c
      WHERE c.enqueued_at <> (SELECT min(e.at) FROM events e WHERE e.conversation_id = c.id AND e.kind = 'conversation.queued')`,
  ],
  [
    "rejections are what was rejected or ignored since it was last accepted, each with its last time",
    `SELECT e.conversation_id, e.was_agent_id, max(e.at) FROM events e
      WHERE ${SAID_NO}
        AND NOT EXISTS (SELECT 1 FROM events a WHERE a.conversation_id = e.conversation_id AND a.kind = 'conversation.accepted' AND a.id > e.id)
      GROUP BY 1, 2
     EXCEPT SELECT conversation_id, agent_id, at FROM rejections`,
  ],
  [
    "nothing else is held against anybody",
    `SELECT r.* FROM rejections r JOIN conversations c ON c.id = r.conversation_id
      WHERE c.state NOT IN ('queued','offered')
         OR NOT EXISTS (SELECT 1 FROM events e WHERE e.conversation_id = c.id AND e.was_agent_id = r.agent_id AND e.at = r.at AND ${SAID_NO})`,
  ],
  [
    "who had one last is known",
    `SELECT u.id, u.last_assigned_at FROM users u
      WHERE u.last_assigned_at <> coalesce((SELECT max(e.at) FROM events e WHERE e.agent_id = u.id AND ${GIFT}), 0)`,
  ],
  [
    "each conversation was last changed by its last event",
    "SELECT c.id, c.changed_by FROM conversations c WHERE c.changed_by <> (SELECT max(e.id) FROM events e WHERE e.conversation_id = c.id)",
  ],
  [
    "the events tell the state, the holder and the queue that are",
    `SELECT c.id, c.state, e.kind FROM conversations c JOIN events e ON e.id =
        (SELECT max(id) FROM events WHERE conversation_id = c.id
            AND kind IN ('conversation.queued','conversation.overflowed','conversation.offered','conversation.accepted','conversation.put-aside',
                         'conversation.over','conversation.closed'))
      WHERE c.state <> CASE e.kind WHEN 'conversation.queued' THEN 'queued' WHEN 'conversation.overflowed' THEN 'queued'
                                   WHEN 'conversation.put-aside' THEN 'waiting' WHEN 'conversation.offered' THEN 'offered'
                                   WHEN 'conversation.accepted' THEN 'active' WHEN 'conversation.over' THEN 'wrap_up' ELSE 'closed' END
         OR (e.agent_id IS NOT c.agent_id AND c.state <> 'closed') OR e.queue_id <> c.queue_id`,
  ],
  [
    "each event begins with the holder that the one before ended with",
    `SELECT * FROM (SELECT id, kind, was_agent_id, lag(agent_id) OVER conversation AS held, lag(kind) OVER conversation AS earlier
                      FROM events WHERE conversation_id IS NOT NULL WINDOW conversation AS (PARTITION BY conversation_id ORDER BY id))
      WHERE was_agent_id IS NOT held AND NOT (kind = 'conversation.queued' AND earlier = 'conversation.rejected')`,
  ],
  [
    "what waits for one agent alone goes to no other until that is over",
    `SELECT r.conversation_id, r.data, e.kind, e.agent_id FROM events r JOIN events e ON e.id =
        (SELECT min(n.id) FROM events n WHERE n.conversation_id = r.conversation_id AND n.id > r.id
            AND n.kind IN ('conversation.offered','conversation.accepted','conversation.freed','conversation.reserved','conversation.transferred'))
      WHERE r.kind = 'conversation.reserved' AND r.data ->> 'for' = 'agent' AND e.kind IN ('conversation.offered','conversation.accepted')
        AND e.agent_id <> r.data ->> 'forId' AND coalesce(e.data ->> 'how', '') NOT IN ('picked-up','assigned')
        AND (coalesce(e.data ->> 'how', '') <> 'taken' OR r.data ->> 'how' = 'exclusive')`,
  ],
  [
    "assignments are what the events say",
    `SELECT c.id FROM conversations c WHERE (SELECT count(*) FROM assignments a WHERE a.conversation_id = c.id)
        <> (SELECT count(*) FROM events e WHERE e.conversation_id = c.id AND ${GIFT})`,
  ],
];
