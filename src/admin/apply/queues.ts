import type { Database } from "bun:sqlite";
import { MOVED_MAX } from "../../conversations/move.ts";
import { Invalid } from "../../http/errors.ts";
import { addQueue, changeQueue } from "../../queues/change.ts";
import { nameOfQueue, queueNamed, queueNames } from "../../queues/named.ts";
import { ACCEPTANCES, AGENT_ORDERS, KINDS, PREFERRED, PRIORITIES, QUEUE_INITIAL, type Queue, type QueueInput, ROOMS, WRAP_UPS } from "../../queues/queue.ts";
import { emptyQueue, removeQueue, usesOf } from "../../queues/remove.ts";
import { nameOfSkillset } from "../../skillsets/named.ts";
import { LANGUAGES } from "../../texts/catalogue.ts";
import { hoursShape } from "./hours.ts";
import { flatOf } from "./queue-given.ts";
import { type NamedRing, type QueueState, showQueue } from "./queue-words.ts";
import { type Applying, type Given, named, type Section } from "./section.ts";
import { listOf, number, objectOf, oneOf, orNull, text } from "./shape.ts";
import { skillsetOf } from "./skillsets.ts";

type GivenRing = { afterSeconds: number | string; minLevel?: number | string; skillsets: readonly string[] };

export const queues: Section<QueueState> = {
  name: "queues",
  one: "queue",
  key: "name",
  attributes: {
    acceptance: oneOf(ACCEPTANCES),
    offerSeconds: number,
    priority: oneOf(PRIORITIES),
    rejectPauseSeconds: number,
    rings: listOf(objectOf({ afterSeconds: number, minLevel: number, skillsets: listOf(text) }, ["afterSeconds", "skillsets"])),
    kinds: orNull(listOf(oneOf(KINDS))),
    agentOrder: oneOf(AGENT_ORDERS),
    overflow: orNull(objectOf({ queue: text, afterSeconds: number }, ["queue", "afterSeconds"])),
    ageingMinutes: orNull(number),
    firstReplySeconds: orNull(number),
    openSeconds: number,
    preferred: orNull(objectOf({ who: oneOf(PREFERRED), days: number, seconds: number }, ["who"])),
    awayMinutes: orNull(number),
    silent: orNull(objectOf({ minutes: number, room: oneOf(ROOMS) }, ["minutes"])),
    slaSeconds: objectOf({ chat: orNull(number), social: orNull(number), email: orNull(number) }),
    hours: hoursShape,
    offline: orNull(objectOf(Object.fromEntries(LANGUAGES.map((language) => [language, orNull(text)])))),
    wrapUp: oneOf(WRAP_UPS),
    moveTo: text,
  },
  needed: [],
  find: ({ db }, key) => {
    const queue = queueNamed(db, key);
    return queue && { id: String(queue.id), state: stateOf(db, queue) };
  },
  wanted,
  show: showQueue,
  add: ({ db, who, now }, state) => void addQueue(db, inputOf(state), who, now),
  change: ({ db, who, now }, id, state) => changeQueue(db, Number(id), inputOf(state), who, now),
  rename: ({ db, who, now }, { id, state }, name) => changeQueue(db, Number(id), inputOf({ ...state, name }), who, now),
  remove: (applying, { id }, { moveTo }) => {
    const { db, who, now } = applying;
    const words = moveTo === undefined ? nothingUses(applying, Number(id)) : moved(applying, Number(id), moveTo as string);
    removeQueue(db, Number(id), who, now);
    return words;
  },
};

// What is in the way, with what the file could say about it.
function nothingUses({ db, wrong }: Applying, id: number): "removed" {
  const { channels, overflows, profiles, open } = usesOf(db, id);
  const users = [...channels, ...overflows, ...profiles];
  if (users.length > 0) wrong("moveTo", "apply.queue-used", { users: users.join(", ") });
  else if (open > 0) wrong("moveTo", "apply.queue-open", { count: open });
  return "removed";
}

// All or nothing, so all of it in this one transaction, however many there are.
function moved(applying: Applying, id: number, name: string): `removed, ${string}` {
  const { db, who, now } = applying;
  const to = queueOf(applying, name, "moveTo");
  let open = 0;
  try {
    for (let some = MOVED_MAX; some === MOVED_MAX; open += some) some = emptyQueue(db, { id, toId: to.id }, who, now);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new Invalid({ moveTo: error.fields["to"] ?? "field.choose" }, { moveTo: error.fieldFacts["to"] ?? {} });
  }
  return open === 0 ? `removed, replaced by ${to.name}` : `removed, replaced by ${to.name}, open conversations moved: ${open}`;
}

function wanted(applying: Applying, name: string, { rings, overflow, moveTo, ...given }: Given, state: QueueState | null): QueueState {
  if (moveTo !== undefined) applying.wrong("moveTo", "apply.stays");
  const { rings: _, overflowQueueId: __, ...initial } = QUEUE_INITIAL;
  const before = state ?? { ...initial, name, overflowQueue: null, rings: [] };
  return {
    ...before,
    ...flatOf(given, before),
    ...(overflow === undefined ? {} : overflowOf(applying, overflow as GivenOverflow | null)),
    ...(rings === undefined ? {} : { rings: (rings as GivenRing[]).map((ring, at) => ringOf(applying, ring, `rings[${at}]`)) }),
    name,
  };
}

type GivenOverflow = { queue: string; afterSeconds: number | string };

function overflowOf(applying: Applying, overflow: GivenOverflow | null): Pick<QueueState, "overflowQueue" | "overflowSeconds"> {
  if (overflow === null) return { overflowQueue: null, overflowSeconds: null };
  return { overflowQueue: queueOf(applying, overflow.queue, "overflow.queue"), overflowSeconds: Number(overflow.afterSeconds) };
}

function ringOf(applying: Applying, { afterSeconds, minLevel = 1, skillsets }: GivenRing, path: string): NamedRing {
  const all = skillsets.map((name, at) => skillsetOf(applying, name, `${path}.skillsets[${at}]`));
  return { afterSeconds: Number(afterSeconds), minLevel: Number(minLevel), skillsets: inOrder(all) };
}

const stateOf = (db: Database, { id: _, rings, overflowQueueId, ...queue }: Queue): QueueState => ({
  ...queue,
  overflowQueue: overflowQueueId === null ? null : { id: overflowQueueId, name: nameOfQueue(db, overflowQueueId) },
  rings: rings.map(({ skillsetIds, ...ring }) => ({ ...ring, skillsets: inOrder(skillsetIds.map((id) => ({ id, name: nameOfSkillset(db, id) }))) })),
});

const inputOf = ({ rings, overflowQueue, ...queue }: QueueState): QueueInput => ({
  ...queue,
  overflowQueueId: overflowQueue?.id ?? null,
  rings: rings.map(({ skillsets, ...ring }) => ({ ...ring, skillsetIds: skillsets.map(({ id }) => id) })),
});

const inOrder = (skillsets: { id: number; name: string }[]) => skillsets.toSorted((a, b) => a.name.localeCompare(b.name));

/** The queue that a file names, at a path within the item. */
export const queueOf = (applying: Applying, name: string, path: string): { id: number; name: string } =>
  named(applying, "queues", name, path, queueNamed(applying.db, name), () => queueNames(applying.db)) ?? { id: 0, name };
