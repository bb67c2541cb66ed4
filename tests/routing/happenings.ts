import type { Database } from "bun:sqlite";
import { CONSOLE } from "../../src/admin/audit.ts";
import { missAgent } from "../../src/agents/presence.ts";
import { setStatus } from "../../src/agents/statuses.ts";
import { accept, markOpened, reject, renewOffers } from "../../src/conversations/assignment.ts";
import { dispose } from "../../src/conversations/dispose.ts";
import { pickUp, resume, take } from "../../src/conversations/take.ts";
import type { Target } from "../../src/conversations/target.ts";
import { assignByHand, transfer } from "../../src/conversations/transfer.ts";
import { record } from "../../src/events/record.ts";
import { Conflict } from "../../src/http/errors.ts";
import { addQueue, changeQueue, queueOr404 } from "../../src/queues/change.ts";
import { QUEUE_INITIAL, type Ring } from "../../src/queues/queue.ts";
import { removeQueue } from "../../src/queues/remove.ts";
import { tick } from "../../src/routing/scheduler.ts";
import { addSkillset, removeSkillset } from "../../src/skillsets/change.ts";
import { changeUser, disableUser, enableUser } from "../../src/users/accounts.ts";
import { Crash } from "../fuse.ts";
import { ana, arrives, ben, changes, chiara, closes, minutes, PROFILES, STATUSES, seconds, turns } from "../world.ts";
import type { Day } from "./day.ts";

export type Happening = readonly [name: string, happens: (day: Day) => void];
type Offered = { id: number; agentId: number; expiresAt: number };

export const [erin, fabio] = [15, 16] as const;
const NAMES = { [ana]: "ana", [ben]: "ben", [chiara]: "chiara", [erin]: "erin", [fabio]: "fabio" } as const;
export const AGENTS = [ana, ben, chiara, erin, fabio] as const;

export const someone = ({ dice }: Day) => dice.pick(AGENTS);
const ids = ({ world }: Day, text: string) => (world.db.query(text).all() as { id: number }[]).map(({ id }) => id);
export const queues = (day: Day) => ids(day, "SELECT id FROM queues WHERE removed_at IS NULL ORDER BY id") as [number, ...number[]];
export const skillsets = (day: Day) => ids(day, "SELECT id FROM skillsets ORDER BY id") as [number, ...number[]];

export const USUAL: readonly Happening[] = [
  ["arrives", comes],
  ["arrives", comes],
  ["accepts", accepts],
  ["accepts", accepts],
  ["closes", (day) => withAny(day, "active", ({ id }) => closes(day.world, id))],
  ["closes", (day) => withAny(day, "active", ({ id }) => closes(day.world, id))],
  ["is disposed of", (day) => withAny(day, "wrap_up", ({ id, agentId }) => day.may((db) => dispose(db, { conversationId: id, agentId }, day.world.now)))],
  ["is ready again", isReadyAgain],
  ["writes again", (day) => void arrives(day.world, { from: `new ${day.dice.below(12)}`, queue: day.dice.pick(queues(day)) })],
];

/** Of these some happen on a day, and others never. */
export const UNUSUAL: readonly Happening[] = [
  ["rejects", (day) => withAny(day, "offered", ({ id, agentId }) => day.may((db) => reject(db, { conversationId: id, agentId }, day.world.now)))],
  [
    "a stranger accepts",
    (day) => withAny(day, "offered", ({ id }) => day.mustConflict((db) => accept(db, { conversationId: id, agentId: 99 }, day.world.now))),
  ],
  ["accepts too late", acceptsTooLate],
  ["changes status", (day) => day.may((db) => setStatus(db, { agentId: someone(day), statusId: day.dice.pick([1, 1, 1, STATUSES.break]) }, day.world.now))],
  ["signs out", signsOut],
  ["signs in", (day) => turns(day.world, someone(day), "ready")],
  ["vanishes", (day) => day.world.write((db) => missAgent(db, someone(day), day.world.now))],
  ["is seen again", (day) => isSeen(day, someone(day))],
  ["vanishes for the index first", vanishesQuietly],
  ["own capacity", (day) => changesUser(day, someone(day), { capacity: day.dice.pick([null, 0, 1, 3]) })],
  ["capacity of all", capacityOfAll],
  ["learns and forgets", (day) => changesUser(day, someone(day), { skillsets: day.dice.some(skillsets(day), 0.6).map((id) => ({ id, level: 5 })) })],
  ["a skillset comes or goes", skillsetComesOrGoes],
  ["is disabled or enabled", isDisabledOrEnabled],
  ["acceptance", (day) => changesQueue(day, { acceptance: day.dice.pick(["manual", "automatic"]) })],
  ["seconds", (day) => changesQueue(day, { offerSeconds: day.dice.between(1, 40), rejectPauseSeconds: day.dice.between(1, 60) })],
  ["wrap-up", (day) => changesQueue(day, { wrapUp: day.dice.pick(["off", "offered", "mandatory"]) })],
  ["rings", (day) => changesQueue(day, { rings: someRings(day) })],
  ["a queue comes or goes", queueComesOrGoes],
  ["all at once", allAtOnce],
  ["the clock jumps", clockJumps],
  ["restarts", (day) => day.restarts()],
  ["the index cannot read", feedFails],
  ["is transferred", transfers],
  ["is transferred to somebody named", (day) => transfers(day, true)],
  ["an isolated agent passes one on", passesOnNearby],
  ["an isolated agent passes one on", passesOnNearby],
  ["an isolated agent passes one on", passesOnNearby],
  ["is resumed", (day) => byHand(day, (to) => (db) => resume(db, { ...to, agentId: day.dice.chance(0.8) ? (to.holderId ?? 0) : to.agentId }, day.world.now))],
  ["is taken", (day) => byHand(day, (to) => (db) => take(db, to, day.world.now))],
  ["is picked up", (day) => byHand(day, (to) => (db) => pickUp(db, { ...to, within: EVERYTHING }, day.world.now))],
  ["is assigned by hand", assigns],
];

function comes(day: Day) {
  arrives(day.world, { queue: day.dice.pick(queues(day)), priority: day.dice.pick(["low", "medium", "medium", "medium", "high"]) });
}

export function withAny(day: Day, state: "offered" | "active" | "wrap_up", act: (held: Offered) => void, of: (held: Offered) => boolean = () => true) {
  const { world, dice } = day;
  const all = world.db
    .query(
      `SELECT id, agent_id AS agentId, offer_expires_at AS expiresAt FROM conversations
        WHERE state = ? AND coalesce(offer_expires_at > ?, 1) ORDER BY id`,
    )
    .all(state, world.now) as Offered[];
  const rows = all.filter(of);
  const one = rows[dice.below(rows.length)];
  if (one) act(one);
}

function accepts(day: Day) {
  const { world, dice } = day;
  withAny(day, "offered", ({ id, agentId }) => {
    const accepting = (db: Database) => accept(db, { conversationId: id, agentId }, world.now);
    world.write(accepting);
    if (dice.chance(0.2)) day.mustConflict(accepting);
    if (dice.chance(0.5)) world.write((db) => markOpened(db, { conversationId: id, agentId }, world.now));
  });
}

function acceptsTooLate(day: Day) {
  withAny(day, "offered", ({ id, agentId, expiresAt }) => {
    day.world.now = expiresAt;
    day.mustConflict((db) => accept(db, { conversationId: id, agentId }, day.world.now));
  });
}

/** Who seemed not to answer says that they do. */
function isReadyAgain(day: Day) {
  for (const id of ids(day, "SELECT u.id FROM users u JOIN statuses s ON s.id = u.status_id WHERE s.builtin = 'no-answer'"))
    day.world.write((db) => setStatus(db, { agentId: id, statusId: STATUSES.ready }, day.world.now));
}

function signsOut(day: Day) {
  const agentId = someone(day);
  turns(day.world, agentId, null);
  if (day.dice.chance(0.7)) turns(day.world, agentId, "ready");
}

function isSeen({ world }: Day, agentId: number) {
  world.write((db) => record(db, world.now, "agent.seen", { agentId }, {}));
}

/** Who keeps the leases tells the index and writes afterwards; a write that fails would be tried again. */
function vanishesQuietly(day: Day) {
  const { world, fuse, dice } = day;
  const agentId = someone(day);
  fuse.putOut();
  world.view.unseen(agentId);
  world.write((db) => missAgent(db, agentId, world.now));
  if (dice.chance(0.5)) return;
  world.view.seen(agentId);
  isSeen(day, agentId);
}

function changesUser(day: Day, id: (typeof AGENTS)[number], change: Partial<Parameters<typeof changeUser>[2]>) {
  const name = NAMES[id];
  const { capacity } = day.world.db.query("SELECT capacity FROM users WHERE id = ?").get(id) as { capacity: number | null };
  day.may((db) =>
    changeUser(
      db,
      id,
      { username: name, name, profileId: id === erin ? PROFILES["super-agent"] : PROFILES.agent, capacity, ...change },
      CONSOLE,
      day.world.now,
    ),
  );
}

function capacityOfAll({ world, dice }: Day) {
  changes(world, `UPDATE profiles SET capacity = ${dice.between(0, 4)}`, "profile.changed", { profileId: PROFILES.agent });
}

function skillsetComesOrGoes(day: Day) {
  const [, , french] = skillsets(day);
  if (french === undefined) day.may((db) => addSkillset(db, { name: "french" }, CONSOLE, day.world.now));
  else day.may((db) => removeSkillset(db, french, CONSOLE, day.world.now));
}

function isDisabledOrEnabled(day: Day) {
  const id = someone(day);
  const { disabled } = day.world.db.query("SELECT disabled_at IS NOT NULL AS disabled FROM users WHERE id = ?").get(id) as { disabled: number };
  day.may((db) => (disabled ? enableUser : disableUser)(db, id, CONSOLE, day.world.now));
}

function changesQueue(day: Day, change: Partial<Parameters<typeof changeQueue>[2]>) {
  const id = day.dice.pick(queues(day));
  day.may((db) => changeQueue(db, id, { ...queueOr404(db, id), ...change }, CONSOLE, day.world.now));
}

function someRings(day: Day): Ring[] {
  const { dice } = day;
  const times = dice.some([0, 5, 20, 40, 90], 0.5);
  return times.map((afterSeconds) => ({ afterSeconds, skillsetIds: [dice.pick(skillsets(day)), ...dice.some(skillsets(day), 0.3)] }));
}

function queueComesOrGoes(day: Day) {
  const extra = queues(day)[3];
  if (extra === undefined) day.may((db) => addQueue(db, { ...QUEUE_INITIAL, name: "extra", rings: someRings(day) }, CONSOLE, day.world.now));
  else day.may((db) => removeQueue(db, extra, CONSOLE, day.world.now));
}

/** Several hands in one transaction, a tick among them: the index knows of the others only afterwards. */
function allAtOnce(day: Day) {
  const { world, dice } = day;
  if (dice.chance(0.6)) comes(day);
  const agentId = someone(day);
  const verbs: ((db: Database) => unknown)[] = [
    (db) => tick(db, world.view, world.now),
    (db) => missAgent(db, agentId, world.now),
    () => {
      throw new Crash("one of several");
    },
  ];
  withAny(day, "offered", ({ id, ...offer }) => {
    const to = { conversationId: id, agentId: offer.agentId };
    verbs.push(
      (db) => reject(db, to, world.now),
      (db) => accept(db, to, world.now),
    );
  });
  for (const said of world.writeAll(dice.shuffled(dice.some(verbs, 0.7))))
    if ("error" in said && !(said.error instanceof Conflict) && !(said.error instanceof Crash)) throw said.error;
}

function clockJumps({ world, dice }: Day) {
  const forwardMs = dice.pick([seconds(31), minutes(5), minutes(60)]);
  world.now += forwardMs;
  if (dice.chance(0.5)) world.write((db) => renewOffers(db, { forwardMs }, world.now));
}

/** Reading fails after a commit, or also when the index is built anew because of that; it must make up for it. */
function feedFails({ world, fuse, dice }: Day) {
  world.write((db) => {
    record(db, world.now, "user.changed", {}, { userId: ana });
    fuse.light(0, dice.between(1, 2));
  });
  fuse.putOut();
}

const EVERYTHING = { viewerId: 0, viewerScope: "all" };
type ByHand = { conversationId: number; agentId: number; holderId: number | null };

/** Somebody's hand on any open conversation. */
function byHand(day: Day, verb: (to: ByHand) => (db: Database) => unknown) {
  const { world, dice } = day;
  const rows = world.db.query("SELECT id AS conversationId, agent_id AS holderId FROM conversations WHERE state <> 'closed' ORDER BY id").all();
  const one = rows[dice.below(rows.length)] as Omit<ByHand, "agentId"> | undefined;
  if (one) day.may(verb({ ...one, agentId: someone(day) }));
}

function someTarget(day: Day): Target {
  const to = day.dice.pick(["agent", "agent", "skillset", "queue"] as const);
  const toId = { agent: () => someone(day), skillset: () => day.dice.pick(skillsets(day)), queue: () => day.dice.pick(queues(day)) }[to]();
  return { to, toId };
}

function transfers(day: Day, namedOnly = false) {
  const { world, dice } = day;
  const windowMs = dice.pick([null, minutes(30)]);
  if (namedOnly) changes(world, "UPDATE users SET by_name = 1", "user.changed", { userId: ana });
  withAny(day, "active", ({ id, agentId }) => {
    const how = dice.pick(["immediate", "exclusive"] as const);
    const passed = { conversationId: id, agentId, how, windowMs, reach: { isolated: day.isolated.has(agentId), namedOnly }, ...someTarget(day) };
    day.may((db) => transfer(db, passed, world.now));
  });
}

/** To somebody who shares a skillset with them, or to one of their own skillsets. */
function passesOnNearby(day: Day) {
  const { world, dice } = day;
  const passes = ({ id, agentId }: Offered) => {
    const own = ids(day, `SELECT skillset_id AS id FROM user_skillsets WHERE user_id = ${agentId} ORDER BY 1`);
    const near = ids(day, `SELECT DISTINCT user_id AS id FROM user_skillsets WHERE skillset_id IN (${own}) AND user_id <> ${agentId} ORDER BY 1`);
    if (own.length === 0) return;
    const target: Target =
      near.length > 0 && dice.chance(0.7) ? { to: "agent", toId: dice.pick(near as [number]) } : { to: "skillset", toId: dice.pick(own as [number]) };
    const how = dice.chance(0.8) ? "immediate" : "exclusive";
    const reach = { isolated: true, namedOnly: false };
    day.may((db) => transfer(db, { conversationId: id, agentId, how, windowMs: minutes(1), reach, ...target }, world.now));
  };
  withAny(day, "active", passes, ({ agentId }) => day.isolated.has(agentId));
}

function assigns(day: Day) {
  const { dice, world } = day;
  const to = dice.pick(["agent", "queue"] as const);
  const target = { to, toId: to === "agent" ? someone(day) : dice.pick(queues(day)) };
  byHand(day, (one) => (db) => {
    const reach = { isolated: day.isolated.has(one.agentId), namedOnly: false };
    return assignByHand(db, { ...one, ...target, within: EVERYTHING, reach, windowMs: null }, world.now);
  });
}
