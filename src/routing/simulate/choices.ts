import type { Database } from "bun:sqlite";
import { type Scope, scopeOf } from "../../users/permissions.ts";
import type { Viewer } from "../../users/visible.ts";
import { agentOf, queueOf } from "../facts.ts";
import type { Queue } from "../rules.ts";
import * as routing from "../store.ts";
import { moreOfQueues, people, queuesOfUser, skillsetNames } from "./day-store.ts";
import type { RingChange } from "./variation.ts";

/** A table of skills is read at a glance, or not at all. */
const TABLE_AGENTS_MAX = 40;
const TABLE_SKILLSETS_MAX = 12;

export type QueueChoice = {
  id: number;
  name: string;
  rings: readonly Required<RingChange>[];
  agentOrder: "load" | "level";
  ageingMinutes: number | null;
};
/** Somebody as they are now: `levels` by the skillsets that can be changed; `others` are theirs too, and stay. */
export type AgentChoice = {
  id: number;
  name: string;
  username: string;
  capacity: number;
  levels: ReadonlyMap<number, number>;
  others: Readonly<Record<string, number>>;
};
/** What can be changed on the page: the queues that somebody may see, the skillsets these name, and who has one of them. */
export type Choices = {
  queues: readonly QueueChoice[];
  skillsets: readonly { id: number; name: string }[];
  agents: readonly AgentChoice[] | "too-many";
};

/** The queues whose past somebody may replay: null = all; none at all where they may see only their own conversations. */
export function queuesFor(db: Database, { userId, permissions }: Viewer): ReadonlySet<number> | null | "none" {
  const scope: Scope | null = scopeOf(permissions, "reports.view");
  if (scope === "all") return null;
  if (scope === null || scope === "own") return "none";
  return new Set(queuesOfUser.all(db, { userId }).map(({ id }) => id));
}

export function choicesFor(db: Database, shown: ReadonlySet<number> | null): Choices {
  const names = new Map(skillsetNames.all(db).map(({ id, name }) => [id, name]));
  const rules = new Map(routing.queues.all(db).map((row) => [row.id, queueOf(row)]));
  const open = moreOfQueues.all(db).flatMap(({ id, name, removed }) => {
    const rule = rules.get(id);
    return rule && removed === 0 && (shown === null || shown.has(id)) ? [{ name, rule }] : [];
  });
  const shownRules = open.map(({ rule }) => rule);
  const named = askedBy(shownRules);
  const skillsets = [...names].filter(([id]) => named.has(id)).map(([id, name]) => ({ id, name }));
  const queues = open.map(({ name, rule: { id, rings, agentOrder, ageingMinutes } }) => ({
    id,
    name,
    agentOrder,
    ageingMinutes,
    rings: rings.map((ring) => ({ ...ring, skillsets: ring.skillsets.flatMap((skillset) => names.get(skillset) ?? []) })),
  }));
  const rows = agentsOf(db, shownRules, names);
  const fits = rows.length <= TABLE_AGENTS_MAX && skillsets.length <= TABLE_SKILLSETS_MAX;
  return { queues, skillsets, agents: fits ? rows : "too-many" };
}

const askedBy = (queues: readonly Queue[]) => new Set(queues.flatMap(({ rings }) => rings.flatMap(({ skillsets }) => skillsets)));

/** Who can be given conversations of these queues, by name. */
function agentsOf(db: Database, queues: readonly Queue[], names: ReadonlyMap<number, string>): AgentChoice[] {
  const known = new Map(people.all(db).map((person) => [person.id, person]));
  const named = askedBy(queues);
  const serves = (skills: ReadonlyMap<number, number>, included: ReadonlySet<number> | null) =>
    queues.some(({ id, rings }) => (included?.has(id) ?? true) && rings.some(({ skillsets }) => skillsets.some((skillset) => skills.has(skillset))));
  return routing.agents
    .all(db)
    .map(agentOf)
    .filter((agent) => serves(agent.skills, agent.queues))
    .map(({ id, capacity, skills }) => {
      const { name = "", username = "" } = known.get(id) ?? {};
      const levels = new Map([...skills].filter(([skillset]) => named.has(skillset)));
      const kept = [...skills].filter(([skillset]) => !named.has(skillset));
      return { id, name, username, capacity, levels, others: Object.fromEntries(kept.map(([skillset, level]) => [names.get(skillset) ?? "", level])) };
    })
    .sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id);
}
