import { type FieldReader, readFields } from "../../http/fields.ts";
import type { Posted } from "../../http/posted.ts";
import { PRIORITIES } from "../rules.ts";
import type { AgentChoice, Choices, QueueChoice } from "./choices.ts";
import { ADDED_MAX, AGEING_MINUTES_MAX, CAPACITY_MAX, LEVEL_MAX, type QueueChange, type Variation } from "./variation.ts";

/** The page's form, as it was typed; fields by their names. */
export type WhatIfForm = { day: string; typed: Readonly<Record<string, string>> };

const ACCEPT_SECONDS_MAX = 3_600;
const RING_SECONDS_MAX = 86_400;

export function readForm(posted: Posted): WhatIfForm {
  return { day: posted.text("day"), typed: Object.fromEntries(posted.names("").map((name) => [name, posted.text(name).trim()])) };
}

type Typed = {
  choice: FieldReader["choice"];
  /** Null: nothing was typed. */
  number(name: string, min: number, max: number): number | null;
  /** Where empty means something: null = it was emptied, `now` = it was not asked. */
  emptied<T extends number | null>(name: string, now: T, min: number, max: number): number | null | T;
  has(name: string): boolean;
};

/** What a form asks for; null: nothing is otherwise. Throws Invalid, by the names of the fields. */
export function variationOf({ typed: fields }: WhatIfForm, { queues, skillsets, agents: crew }: Choices): Variation | null {
  return readFields(fields, (reader) => {
    const typed = typedIn(fields, reader);
    const agents = skillsets.flatMap(({ id, name }) => {
      const add = typed.number(`more.${id}`, -ADDED_MAX, ADDED_MAX) ?? 0;
      return add === 0 ? [] : [{ skillset: name, add }];
    });
    const capacity = typed.number("capacity", 0, CAPACITY_MAX);
    const acceptSeconds = typed.number("acceptSeconds", 0, ACCEPT_SECONDS_MAX);
    const people = crew === "too-many" ? [] : crew;
    const skills = people.flatMap((agent) => skillsOf(typed, agent, skillsets));
    const capacities = [...(capacity === null ? [] : [{ capacity }]), ...people.flatMap((agent) => placesOf(typed, agent, capacity))];
    const changes = queues.flatMap((queue) => queueChange(typed, queue));
    const variation = {
      ...(agents.length > 0 ? { agents } : {}),
      ...(skills.length > 0 ? { skills } : {}),
      ...(capacities.length > 0 ? { capacities } : {}),
      ...(changes.length > 0 ? { queues: changes } : {}),
      ...(acceptSeconds === null ? {} : { acceptSeconds }),
    };
    return Object.keys(variation).length > 0 ? variation : null;
  });
}

function typedIn(fields: WhatIfForm["typed"], { number, choice }: FieldReader): Typed {
  const has = (name: string) => (fields[name] ?? "") !== "";
  const read = (name: string, min: number, max: number) => (has(name) ? number(name, { min, max }) : null);
  return { has, choice, number: read, emptied: (name, now, min, max) => (fields[name] === undefined ? now : read(name, min, max)) };
}

/** All the skillsets of an agent, once one of them is otherwise; those that are not on the page stay. */
function skillsOf(typed: Typed, { id, username, levels, others }: AgentChoice, skillsets: Choices["skillsets"]) {
  const asked = skillsets.map(({ id: skillset, name }) => {
    const now = levels.get(skillset) ?? null;
    return { name, now, level: typed.emptied(`skill.${id}.${skillset}`, now, 1, LEVEL_MAX) };
  });
  if (asked.every(({ level, now }) => level === now)) return [];
  const had = asked.flatMap(({ name, level }) => (level === null ? [] : [[name, level] as const]));
  return [{ agent: username, skillsets: { ...others, ...Object.fromEntries(had) } }];
}

/** `all`: what everybody shall have; beside it, what an agent has now is something to say. */
function placesOf(typed: Typed, { id, username, capacity: now }: AgentChoice, all: number | null) {
  const capacity = typed.number(`places.${id}`, 0, CAPACITY_MAX);
  return capacity === null || capacity === (all ?? now) ? [] : [{ agent: username, capacity }];
}

function queueChange(typed: Typed, queue: QueueChoice): QueueChange[] {
  const { id, name, rings, ageingMinutes } = queue;
  const priority = typed.has(`priority.${id}`) ? typed.choice(`priority.${id}`, PRIORITIES) : null;
  const order = typed.has(`order.${id}`) ? typed.choice(`order.${id}`, ["load", "level"]) : queue.agentOrder;
  const ageing = typed.emptied(`ageing.${id}`, ageingMinutes, 1, AGEING_MINUTES_MAX);
  const asked = rings.map((ring, at) => ({
    ...ring,
    afterSeconds: typed.number(`ring.${id}.${at}`, 0, RING_SECONDS_MAX) ?? ring.afterSeconds,
    minLevel: typed.number(`level.${id}.${at}`, 1, LEVEL_MAX) ?? ring.minLevel,
  }));
  const moved = asked.some(({ afterSeconds, minLevel }, at) => afterSeconds !== rings[at]?.afterSeconds || minLevel !== rings[at]?.minLevel);
  const change = {
    ...(priority ? { priority } : {}),
    ...(order === queue.agentOrder ? {} : { agentOrder: order }),
    ...(ageing === ageingMinutes ? {} : { ageingMinutes: ageing }),
    ...(moved ? { rings: asked } : {}),
  };
  return Object.keys(change).length > 0 ? [{ queue: name, ...change }] : [];
}
