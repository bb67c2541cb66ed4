import { FAMILIES, type Family } from "../channels/channel.ts";
import { unfit } from "./fit.ts";
import type { Agent, PerFamily, Want } from "./rules.ts";

/** What the database says of an agent; who is absent and how laden they are, the index knows itself. */
export type AgentFacts = Omit<Agent, "seen" | "load" | "loads">;
type Load = { whole: number; families: PerFamily };
const NOTHING: Load = { whole: 0, families: { chat: 0, social: 0, email: 0 } };
const LEVEL_MAX = 10;

/** The agents by skillset, and how many of each are free: kept up as they change, so that nobody counts. */
export class Crew {
  readonly #agents = new Map<number, Agent>();
  readonly #members = new Map<number, Agent[]>();
  /** Free agents by level, for a skillset and a family; those whose profile does not include every queue apart, by queue. */
  readonly #free = new Map<string, number[]>();
  /** Also of those who are no agents at present: it counts once they are again. */
  readonly #loads = new Map<number, Load>();

  constructor(private readonly absent: ReadonlySet<number>) {}

  get size() {
    return this.#agents.size;
  }

  find(id: number): Agent | undefined {
    return this.#agents.get(id);
  }

  members(skillset: number): readonly Agent[] {
    return this.#members.get(skillset) ?? [];
  }

  freeCount(skillset: number, { queueId, family, minLevel }: Want): number {
    return this.#freeFrom(keyOf(skillset, family, null), minLevel) + this.#freeFrom(keyOf(skillset, family, queueId), minLevel);
  }

  /** All agents, by id. */
  all(): Agent[] {
    return [...this.#agents.values()].sort((a, b) => a.id - b.id);
  }

  put(facts: AgentFacts) {
    this.remove(facts.id);
    const { whole: load, families: loads } = this.#loads.get(facts.id) ?? NOTHING;
    const agent: Agent = { ...facts, seen: !this.absent.has(facts.id), load, loads };
    this.#agents.set(agent.id, agent);
    for (const skillset of agent.skills.keys()) {
      const members = this.#members.get(skillset) ?? [];
      const at = members.findIndex(({ id }) => id > agent.id);
      members.splice(at < 0 ? members.length : at, 0, agent);
      this.#members.set(skillset, members);
    }
    this.#count(agent, 1);
  }

  remove(id: number) {
    const agent = this.#agents.get(id);
    if (!agent) return;
    this.#agents.delete(id);
    for (const skillset of agent.skills.keys()) {
      const members = this.#members.get(skillset) as Agent[];
      members.splice(members.indexOf(agent), 1);
      if (members.length === 0) this.#members.delete(skillset);
    }
    this.#count(agent, -1);
  }

  /** They were seen or missed, or hold one more or less. */
  refresh(id: number) {
    const agent = this.#agents.get(id);
    if (agent) this.put(agent);
  }

  addLoad(id: number, family: Family, more: 1 | -1) {
    const { whole, families } = this.#loads.get(id) ?? NOTHING;
    this.#loads.set(id, { whole: whole + more, families: { ...families, [family]: families[family] + more } });
    this.refresh(id);
  }

  #count(agent: Agent, more: 1 | -1) {
    for (const family of FAMILIES) {
      for (const queueId of agent.queues ?? [null]) {
        if (unfit(agent, { queueId: queueId ?? 0, family })) continue;
        for (const [skillset, level] of agent.skills) {
          const key = keyOf(skillset, family, queueId);
          const levels = this.#free.get(key) ?? Array.from({ length: LEVEL_MAX + 1 }, () => 0);
          levels[level] = (levels[level] as number) + more;
          this.#free.set(key, levels);
        }
      }
    }
  }

  #freeFrom(key: string, minLevel: number): number {
    const levels = this.#free.get(key);
    let free = 0;
    for (let level = minLevel; levels && level <= LEVEL_MAX; level++) free += levels[level] as number;
    return free;
  }
}

const keyOf = (skillset: number, family: Family, queueId: number | null) => `${skillset} ${family} ${queueId ?? "all"}`;
