import type { Problem } from "../../admin/apply/declaration.ts";
import { median } from "./figures.ts";
import { readyMsOf, together } from "./presence.ts";
import { EVERY_KIND, type Scenario, type SimulatedAgent, type SimulatedQueue } from "./scenario.ts";
import type { QueueChange, Variation } from "./variation.ts";

/** What newcomers bring where nobody shows what is usual. */
const CAPACITY = 6;
const LEVEL = 5;

type Names = { queue: Find; skillset: Find; agent: Find; profile: Find };
type Find = (path: string, name: string) => number;

/** The same day with something otherwise. Names that are not there are told, all at once; then the scenario is not to be used. */
export function vary(scenario: Scenario, variation: Variation): { scenario: Scenario; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const names = namesOf(scenario, problems);
  const { acceptance } = scenario;
  const skilled = withCapacities(withSkills(scenario.agents, variation, names), variation, names);
  const agents = withMore(scenario, skilled, variation, names);
  const changes = new Map((variation.queues ?? []).map((change, at) => [names.queue(`queues[${at}].queue`, change.queue), { change, at }]));
  const queues = scenario.queues.map((queue) => {
    const found = changes.get(queue.id);
    return found ? queueWith(queue, found.change, `queues[${found.at}]`, names) : queue;
  });
  const arrivals = scenario.arrivals.map((arrival) => ({ ...arrival, priority: changes.get(arrival.queueId)?.change.priority ?? arrival.priority }));
  const { acceptSeconds, ignoredPercent } = variation;
  const delaysMs = acceptSeconds === undefined ? acceptance.delaysMs : [acceptSeconds * 1000];
  const ignoredShare = ignoredPercent === undefined ? acceptance.ignoredShare : ignoredPercent / 100;
  return { scenario: { ...scenario, agents, queues, arrivals, acceptance: { delaysMs, ignoredShare } }, problems };
}

function namesOf({ queues, skillsets, agents, profiles }: Scenario, problems: Problem[]): Names {
  const finder = (section: string, all: Iterable<readonly [number, string]>): Find => {
    const known = new Map([...all].map(([id, name]) => [name.toLowerCase(), { id, name }]));
    return (path, name) => {
      const found = known.get(name.toLowerCase());
      const list = [...known.values()].map((one) => one.name).join(", ") || "–";
      if (!found) problems.push({ path, key: "simulate.not-there", facts: { name, section, known: list } });
      return found?.id ?? 0;
    };
  };
  return {
    queue: finder(
      "queues",
      queues.map(({ id, name }) => [id, name]),
    ),
    skillset: finder("skillsets", skillsets),
    agent: finder(
      "agents",
      agents.map(({ facts, username }) => [facts.id, username]),
    ),
    profile: finder("profiles", profiles),
  };
}

function withSkills(agents: readonly SimulatedAgent[], { skills = [] }: Variation, names: Names): readonly SimulatedAgent[] {
  const changed = new Map(
    skills.map(({ agent, skillsets }, at) => {
      const levels = Object.entries(skillsets).map(([name, level]) => [names.skillset(`skills[${at}].skillsets.${name}`, name), level] as const);
      return [names.agent(`skills[${at}].agent`, agent), new Map(levels.sort(([a], [b]) => a - b))];
    }),
  );
  return agents.map((agent) => ({ ...agent, facts: { ...agent.facts, skills: changed.get(agent.facts.id) ?? agent.facts.skills } }));
}

// The later and the nearer wins: everybody, a profile, one agent.
function withCapacities(agents: readonly SimulatedAgent[], { capacities = [] }: Variation, names: Names): readonly SimulatedAgent[] {
  const [all, byProfile, byAgent] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  capacities.forEach(({ agent, profile, capacity }, at) => {
    if (agent !== undefined) byAgent.set(names.agent(`capacities[${at}].agent`, agent), capacity);
    else if (profile !== undefined) byProfile.set(names.profile(`capacities[${at}].profile`, profile), capacity);
    else all.set(0, capacity);
  });
  return agents.map(({ facts, ...agent }) => {
    const capacity = byAgent.get(facts.id) ?? byProfile.get(agent.profileId) ?? all.get(0) ?? facts.capacity;
    return { ...agent, facts: { ...facts, capacity } };
  });
}

function withMore({ from, until }: Scenario, agents: readonly SimulatedAgent[], { agents: changes = [] }: Variation, names: Names): SimulatedAgent[] {
  let all = [...agents];
  changes.forEach(({ skillset: name, add }, at) => {
    const skillset = names.skillset(`agents[${at}].skillset`, name);
    const there = all.filter(({ facts, changes: of }) => facts.skills.has(skillset) && readyMsOf(of, until) > 0);
    const gone = new Set(add < 0 ? there.slice(add).map(({ facts }) => facts.id) : []);
    all = all.filter(({ facts }) => !gone.has(facts.id));
    for (let n = 1; n <= add; n++) all.push(newcomer({ skillset, name: `+${n} ${name}`, from, last: Math.max(0, ...all.map(({ facts }) => facts.id)) }, there));
  });
  return all;
}

/** One more of a skillset: with the capacity that is usual there, present whenever anybody of it is; all day where nobody is. */
function newcomer(
  { skillset, name, from, last }: { skillset: number; name: string; from: number; last: number },
  there: readonly SimulatedAgent[],
): SimulatedAgent {
  const capacity = Math.round(median(there.map(({ facts }) => facts.capacity)) ?? CAPACITY);
  const changes = there.length > 0 ? together(there.map((agent) => agent.changes)) : [{ at: from, signedIn: true, ready: true }];
  const facts = { id: last + 1, capacity, capacities: EVERY_KIND, skills: new Map([[skillset, LEVEL]]), queues: null };
  return { facts, name, username: name, profileId: 0, changes };
}

function queueWith(queue: SimulatedQueue, change: QueueChange, path: string, names: Names): SimulatedQueue {
  const { acceptance, offerSeconds, agentOrder, ageingMinutes, overflow, rings } = change;
  const to = overflow && { queueId: names.queue(`${path}.overflow.queue`, overflow.queue), afterSeconds: overflow.afterSeconds };
  const ringsOf = rings?.map(({ afterSeconds, minLevel = 1, skillsets }, at) => ({
    afterSeconds,
    minLevel,
    skillsets: skillsets.map((name, n) => names.skillset(`${path}.rings[${at}].skillsets[${n}]`, name)).sort((a, b) => a - b),
  }));
  return {
    ...queue,
    acceptance: acceptance ?? queue.acceptance,
    offerSeconds: offerSeconds ?? queue.offerSeconds,
    agentOrder: agentOrder ?? queue.agentOrder,
    ageingMinutes: ageingMinutes === undefined ? queue.ageingMinutes : ageingMinutes,
    overflow: to === undefined ? queue.overflow : to,
    rings: ringsOf?.toSorted((a, b) => a.afterSeconds - b.afterSeconds) ?? queue.rings,
  };
}
