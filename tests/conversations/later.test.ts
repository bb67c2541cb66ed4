import { describe, expect, test } from "bun:test";
import { revive } from "../../src/admin/restore-revive.ts";
import type { Channels } from "../../src/channels/channels.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { close } from "../../src/conversations/close.ts";
import { SCHEDULED_MAX, schedule, scheduledOf, sendLater, sendNow, unschedule } from "../../src/conversations/later.ts";
import { choicesAt, chosenAt } from "../../src/conversations/later-times.ts";
import { dueJobs } from "../../src/jobs/store.ts";
import type { Workspace } from "../../src/workspace.ts";
import { happened, type Talk, talk } from "../talk.ts";
import { ana, ben, minutes, NINE, seconds } from "../world.ts";

// What an agent writes now and the customer is to get later.

const HOUR = minutes(60);
const ROME = "Europe/Rome";
const channels = { find: (id: string) => (id === "wa" ? { kind: whatsapp } : null) } as unknown as Channels;
const plan = ({ here, id }: Talk, text: string, inMs = HOUR, more: { agentId?: number; clientId?: string } = {}) =>
  here.write((db) => schedule(db, { conversationId: id, agentId: ana, clientId: "client-later", text, dueAt: here.now + inMs, ...more }, whatsapp, here.now));
const wrong = (fields: Record<string, string>) => expect.objectContaining({ fields });
const waiting = ({ here, id }: Talk) => scheduledOf(here.db, id).map(({ text, problem }) => [text, problem]);
const ours = ({ here, id }: Talk) =>
  (here.db.query("SELECT text FROM messages WHERE conversation_id = ? AND direction = 'out'").all(id) as { text: string }[]).map(({ text }) => text);

const kindsOf = ({ here }: Talk) => happened(here).filter(({ kind }) => kind === "scheduled.changed").length;

/** Time goes by, and what is due then is begun as the runner begins it. */
function passes({ here }: Talk, ms: number) {
  here.now += ms;
  const due = dueJobs.all(here.db, { now: here.now, full: "[]", patienceMs: 0, limit: 100 }).filter(({ kind }) => kind === "message.send-later");
  for (const { id, payload } of due)
    here.write((db) => {
      const job = { id, kind: "message.send-later", payload: JSON.parse(payload), attempts: 0, createdAt: 0 } as const;
      expect(sendLater.begin?.(db, { channels } as Workspace, job, here.now)).toBeNull();
      db.run("DELETE FROM jobs WHERE id = ?", [id]);
    });
}

describe("an answer that is to be sent later", () => {
  test("waits until it is due and then goes once, as if it were written then", () => {
    const one = talk();
    plan(one, "  The sofa is here. ");
    plan(one, "The sofa is here.");
    expect([waiting(one), ours(one)]).toEqual([[["The sofa is here.", null]], []]);
    expect(happened(one.here).at(-1)).toEqual({ kind: "scheduled.changed", data: { about: one.id } });
    passes(one, HOUR - 1);
    expect(ours(one)).toEqual([]);
    passes(one, 1);
    expect([waiting(one), ours(one)]).toEqual([[], ["The sofa is here."]]);
    expect(
      happened(one.here)
        .slice(-3)
        .map(({ kind }) => kind),
    ).toEqual(["message.written", "conversation.answered", "scheduled.changed"]);
    plan(one, "The sofa is here.");
    passes(one, HOUR);
    expect(ours(one)).toEqual(["The sofa is here."]);
  });

  test("is refused without words, in the past, too far ahead, and when free text may not be sent any more then", () => {
    const one = talk();
    expect(() => plan(one, "  ")).toThrow(wrong({ text: "reply.empty" }));
    expect(() => plan(one, "Hello", 0)).toThrow(wrong({ time: "later.past" }));
    expect(() => plan(one, "Hello", minutes(60 * 24 * 91))).toThrow(wrong({ time: "later.far" }));
    expect(() => plan(one, "Hello", HOUR * 24)).toThrow(wrong({ time: "later.window" }));
    expect(() => plan(one, "Hello", HOUR, { agentId: ben })).toThrow("conflict.not-yours");
    for (let n = 0; n < SCHEDULED_MAX; n++) plan(one, `Number ${n}`, HOUR, { clientId: `client-${n}` });
    expect(() => plan(one, "One more")).toThrow(wrong({ text: "later.too-many" }));
    expect(waiting(one)).toHaveLength(SCHEDULED_MAX);
  });

  test("stays with the reason when the conversation is somebody else's or over by then", () => {
    const one = talk();
    plan(one, "Until Monday");
    one.here.write((db) => db.run("UPDATE conversations SET agent_id = ? WHERE id = ?", [ben, one.id]));
    passes(one, HOUR);
    expect([waiting(one), ours(one)]).toEqual([[["Until Monday", "conflict.not-yours"]], []]);
    passes(one, HOUR);
    one.here.write((db) => sendNow(db, channels, { id: scheduledOf(db, one.id)[0]?.id ?? 0, conversationId: one.id, agentId: ben }, one.here.now));
    expect([waiting(one), ours(one)]).toEqual([[], ["Until Monday"]]);
    const other = talk();
    plan(other, "And then?");
    other.here.write((db) => close(db, { conversationId: other.id, agentId: ana }, other.here.now));
    passes(other, HOUR);
    expect([waiting(other)[0]?.[1], ours(other)]).toEqual(["conflict.not-yours", []]);
  });

  test("is taken back by who wrote it or holds the conversation, and by nobody else; then nothing is owed", () => {
    const one = talk();
    plan(one, "Perhaps");
    const id = scheduledOf(one.here.db, one.id)[0]?.id ?? 0;
    expect(() => one.here.write((db) => unschedule(db, { id, conversationId: one.id, agentId: ben }, one.here.now))).toThrow();
    expect(() => one.here.write((db) => unschedule(db, { id, conversationId: one.id + 1, agentId: ana }, one.here.now))).toThrow("error.not-found");
    one.here.now += seconds(1);
    one.here.write((db) => unschedule(db, { id, conversationId: one.id, agentId: ana }, one.here.now));
    passes(one, HOUR);
    expect([waiting(one), ours(one), kindsOf(one)]).toEqual([[], [], 2]);
  });
});

test("after a backup was restored, what was due meanwhile waits for a person, as it may have been sent; what is due later goes then", () => {
  const one = talk();
  plan(one, "Your sofa is here", HOUR);
  plan(one, "See you tomorrow", 3 * HOUR, { clientId: "client-tomorrow" });
  one.here.now += 2 * HOUR;
  revive(one.here.db, { forgetSecrets: false, backupOf: NINE }, one.here.now);
  passes(one, 2 * HOUR);
  expect([waiting(one), ours(one)]).toEqual([[["Your sofa is here", "later.restored"]], ["See you tomorrow"]]);
});

describe("the instants that are offered", () => {
  const named = (now: number, endsAt: number | null = null) =>
    choicesAt(ROME, now, endsAt).map(({ name, at }) => [name, new Date(at).toISOString().slice(0, 16)]);

  test("are an hour from now, this evening, tomorrow and Monday at the workspace's clock", () => {
    expect(named(NINE + 1)).toEqual([
      ["hour", "2026-03-02T10:05"],
      ["evening", "2026-03-02T17:00"],
      ["tomorrow", "2026-03-03T08:00"],
      ["monday", "2026-03-09T08:00"],
    ]);
  });

  test("leave out what is near, what is the same day, and what free text does not reach", () => {
    expect(named(Date.UTC(2026, 2, 8, 16, 30)).map(([name]) => name)).toEqual(["hour", "tomorrow"]);
    expect(named(NINE, NINE + HOUR * 9).map(([name]) => name)).toEqual(["hour", "evening"]);
    expect(named(NINE, NINE + HOUR)).toEqual([]);
  });

  test("may be any other, where the clock jumps too", () => {
    expect(new Date(chosenAt(ROME, "2026-03-29", "02:30")).toISOString()).toBe("2026-03-29T01:00:00.000Z");
    for (const [day, time] of [
      ["2026-02-30", "09:00"],
      ["2026-03-01", "24:00"],
      ["", ""],
    ] as const)
      expect(() => chosenAt(ROME, day, time)).toThrow(wrong({ time: "later.no-time" }));
  });
});
