import type { SpellRow } from "./day-store.ts";
import type { Change } from "./scenario.ts";

type Sighting = { agentId: number; at: number; kind: string };

/** When each agent was there and Ready, from spells in a status; while their page was not seen they are taken as not Ready. */
export function presenceOf(spells: readonly SpellRow[], sightings: readonly Sighting[], from: number): Map<number, Change[]> {
  const seen = Map.groupBy(sightings, ({ agentId }) => agentId);
  return new Map([...Map.groupBy(spells, ({ agentId }) => agentId)].map(([id, of]) => [id, changesOf(of, seen.get(id) ?? [], from)]));
}

function changesOf(spells: readonly SpellRow[], sightings: readonly Sighting[], from: number): Change[] {
  const turns = [
    ...spells.map(({ since, signedIn, ready }) => ({ at: Math.max(since, from), status: { signedIn: signedIn === 1, ready: ready === 1 }, seen: null })),
    ...sightings.map(({ at, kind }) => ({ at, status: null, seen: kind !== "agent.unseen" })),
  ].sort((a, b) => a.at - b.at);
  let [status, seen] = [{ signedIn: false, ready: false }, true];
  const changes = turns.map((turn): Change => {
    status = turn.status ?? status;
    seen = turn.seen ?? seen;
    return { at: turn.at, signedIn: status.signedIn, ready: status.ready && seen };
  });
  return changes.filter(({ signedIn, ready }, n) => n === 0 || changes[n - 1]?.signedIn !== signedIn || changes[n - 1]?.ready !== ready);
}

/** For how long somebody was Ready. */
export const readyMsOf = (changes: readonly Change[], until: number): number =>
  changes.reduce((sum, { at, ready }, n) => sum + (ready ? (changes[n + 1]?.at ?? until) - at : 0), 0);

/** As if one were there whenever any of these is. */
export function together(all: readonly (readonly Change[])[]): Change[] {
  const instants = [...new Set(all.flat().map(({ at }) => at))].sort((a, b) => a - b);
  return instants.map((at) => {
    const now = all.flatMap((changes) => changes.findLast((change) => change.at <= at) ?? []);
    return { at, signedIn: now.some(({ signedIn }) => signedIn), ready: now.some(({ ready }) => ready) };
  });
}
