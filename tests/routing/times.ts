import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { markOpened } from "../../src/conversations/assignment.ts";
import { reply } from "../../src/conversations/reply.ts";
import { reserve } from "../../src/conversations/reservation.ts";
import { putAside } from "../../src/conversations/wait.ts";
import { arrives, changes, minutes, PROFILES, seconds } from "../world.ts";
import type { Day } from "./day.ts";
import { AGENTS, type Happening, queues, skillsets, someone, withAny } from "./happenings.ts";

// What hangs on time, levels and reservations.

export const TIMED: readonly Happening[] = [
  ["answers", answers],
  ["answers", answers],
  [
    "puts aside",
    (day) => withAny(day, "active", (held) => day.may((db) => putAside(db, { ...idsOf(held), room: day.dice.pick(["public", "personal"]) }, day.world.now))),
  ],
  ["is reserved", isReserved],
  ["is reserved", isReserved],
  ["one put aside writes", writesToRoom],
  ["has an agent of their own", (day) => day.world.db.run(`UPDATE customers SET responsible_id = ${someone(day)} WHERE id % 3 = ${day.dice.below(3)}`)],
  ["writes in the chat", (day) => void arrives(day.world, { queue: day.dice.pick(queues(day)), channel: "web", from: `chat ${day.dice.below(9)}` })],
  ["overflow", (day) => queueTimes(day, overflowing(day))],
  ["ageing", (day) => queueTimes(day, `ageing_minutes = ${day.dice.pick(["NULL", "1", "2"])}`)],
  ["first reply", (day) => queueTimes(day, `first_reply_seconds = ${day.dice.pick(["NULL", "10", "30"])}`)],
  ["away", (day) => queueTimes(day, `away_minutes = ${day.dice.pick(["NULL", "0", "1"])}`)],
  ["silence", (day) => queueTimes(day, `silent_minutes = ${day.dice.pick(["NULL", "1"])}, silent_room = '${day.dice.pick(["public", "personal"])}'`)],
  ["order of agents", (day) => queueTimes(day, `agent_order = '${day.dice.pick(["load", "level"])}'`)],
  ["preferred", (day) => queueTimes(day, `preferred = ${day.dice.pick(["NULL", "'last'", "'responsible'"])}, preferred_seconds = ${day.dice.pick([0, 20])}`)],
  [
    "levels of rings",
    (day) => queueRows(day, (id) => `UPDATE rings SET min_level = ${day.dice.between(1, 9)} WHERE queue_id = ${id} AND after_seconds % 2 = 0`),
  ],
  ["levels of agents", levels],
  [
    "kinds of a profile",
    (day) => profileRows(day, (id) => `INSERT INTO profile_kinds VALUES (${id}, '${day.dice.pick(["chat", "social"])}', ${day.dice.between(0, 2)})`),
  ],
  ["queues of a profile", (day) => profileRows(day, (id) => `INSERT INTO profile_queues VALUES (${id}, ${day.dice.pick(queues(day))})`)],
];

const idsOf = ({ id, agentId }: { id: number; agentId: number }) => ({ conversationId: id, agentId });

function answers(day: Day) {
  withAny(day, "active", (held) => {
    const { world, dice } = day;
    if (dice.chance(0.7)) world.write((db) => markOpened(db, idsOf(held), world.now));
    const said = { ...idsOf(held), clientId: `client-${dice.below(1e9)}`, text: "Good morning", uploads: [], replyTo: null };
    day.may((db) => reply(db, said, whatsapp, world.now));
  });
}

function isReserved(day: Day) {
  const { world, dice } = day;
  const rows = world.db.query("SELECT id FROM conversations WHERE state = 'queued' ORDER BY id").all() as { id: number }[];
  const one = rows[dice.below(rows.length)];
  if (!one) return;
  const until = dice.chance(0.6) ? world.now + seconds(dice.between(1, 60)) : null;
  const agents = { for: "agent", forId: dice.pick(AGENTS), how: dice.pick(["exclusive", "named", "preferred"] as const), until } as const;
  const skills = {
    for: "skillset",
    forId: dice.pick(skillsets(day)),
    how: dice.pick(["exclusive", "immediate"] as const),
    until: until ?? world.now + minutes(1),
  } as const;
  day.may((db) => reserve(db, one.id, dice.chance(0.6) ? agents : skills, world.now));
}

function writesToRoom({ world, dice }: Day) {
  const rows = world.db
    .query(
      `SELECT h.value AS name, c.channel_id AS channel FROM conversations c JOIN handles h ON h.identity_id = c.identity_id
        WHERE c.state = 'waiting' ORDER BY c.id`,
    )
    .all() as { name: string; channel: "wa" | "web" }[];
  const one = rows[dice.below(rows.length)];
  if (one) arrives(world, { from: one.name, channel: one.channel });
}

// Only to a queue with a higher number: so there is no circle.
function overflowing(day: Day) {
  return `overflow_queue_id = CASE WHEN id < 33 THEN id + 1 END, overflow_seconds = CASE WHEN id < 33 THEN ${day.dice.between(5, 60)} END`;
}

function queueTimes(day: Day, change: string) {
  queueRows(day, (id) => `UPDATE queues SET ${change} WHERE id = ${id}`);
}

function queueRows(day: Day, statement: (id: number) => string) {
  const id = day.dice.pick(queues(day));
  changes(day.world, statement(id), "queue.changed", { queueId: id });
}

function profileRows(day: Day, insert: (id: number) => string) {
  const id = day.dice.pick([PROFILES.agent, PROFILES["super-agent"]]);
  const clear = `DELETE FROM profile_kinds; DELETE FROM profile_queues WHERE profile_id = ${id};`;
  changes(day.world, day.dice.chance(0.7) ? clear + insert(id) : clear, "profile.changed", { profileId: id });
}

function levels(day: Day) {
  const id = someone(day);
  changes(day.world, `UPDATE user_skillsets SET level = ${day.dice.between(1, 10)} WHERE user_id = ${id}`, "user.changed", { userId: id });
}
