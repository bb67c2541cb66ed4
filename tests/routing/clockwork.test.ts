import type { Database } from "bun:sqlite";
import { afterEach, expect, test } from "bun:test";
import pino from "pino";
import { accept } from "../../src/conversations/assignment.ts";
import { writerOf } from "../../src/db/write.ts";
import { record } from "../../src/events/record.ts";
import { keepRouting } from "../../src/routing/clockwork.ts";
import { ana, arrives, ben, chiara, conversation, minutes, QUEUES, story, world } from "../world.ts";

const HEARTBEAT_MS = 60;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** The small world with the real writer, whose disk takes 2 ms, and a clock that can be put forward. */
function running(heartbeatMs = HEARTBEAT_MS) {
  const here = world();
  const lines: string[] = [];
  const log = pino({ base: null, serializers: { error: pino.stdSerializers.err } }, { write: (line) => void lines.push(line) });
  const writer = writerOf(here.db, {
    committed: (events) => here.view.committed(events),
    covered: () => Bun.sleep(2),
    durable: (events) => here.bus.publish(events),
  });
  let [writes, forwardMs, dead] = [0, 0, false];
  const clock = () => Date.now() + forwardMs;
  const write: typeof writer.write = (verb) => {
    writes++;
    return dead ? Promise.reject(new Error("dead disk")) : writer.write(verb);
  };
  const stop = keepRouting({ write, clock, routing: here.view, log }, heartbeatMs);
  stops.push(stop);
  // What others write. A verb of the small world is run by the real writer: its own `write` is at once inside it.
  const others = <T>(verb: (inside: typeof here) => T) =>
    writer.write((db) => verb({ ...here, view: here.view, now: clock(), clock, write: <R>(within: (db: Database) => R) => within(db) } as typeof here));
  return { here, lines, others, stop, clock, writes: () => writes, jump: (ms: number) => void (forwardMs += ms), die: (is: boolean) => void (dead = is) };
}

async function until(holds: () => boolean) {
  for (const end = Date.now() + 3_000; !holds() && Date.now() < end; ) await Bun.sleep(3);
  expect(holds()).toBe(true);
}

test("who arrives is offered at once, and passed on when the offer runs out", async () => {
  const { here, others } = running(minutes(1));
  here.db.run("UPDATE queues SET offer_seconds = 1");
  here.view.rebuild();
  const id = await others(arrives);
  await until(() => conversation(here, id).agentId === ana);
  const endsAt = conversation(here, id).offerExpiresAt as number;
  await until(() => conversation(here, id).agentId === ben);
  expect(Date.now()).toBeGreaterThanOrEqual(endsAt);
  expect(story(here, id).slice(2)).toEqual(["conversation.offered", "conversation.rejected", "conversation.queued", "conversation.offered"]);
});

test("however many arrive in one transaction, it ticks once; with nothing to decide it writes nothing", async () => {
  const { here, others, writes } = running();
  const ids = await Promise.all(Array.from({ length: 10 }, () => others((inside) => arrives(inside))));
  await until(() => ids.every((id) => conversation(here, id).state === "offered"));
  expect(writes()).toBe(1);
  here.db.run("UPDATE users SET capacity = 0");
  here.view.rebuild();
  const id = await others(arrives);
  await Bun.sleep(HEARTBEAT_MS * 2);
  expect(writes()).toBe(1);
  here.db.run("UPDATE users SET capacity = NULL");
  here.view.rebuild();
  for (const agentId of [ana, ben, chiara]) here.view.seen(agentId);
  expect(writes()).toBe(2);
  await until(() => conversation(here, id).state === "offered");
});

test("a write that never came about is asked for again", async () => {
  const { here, others, die } = running();
  die(true);
  const id = await others(arrives);
  await Bun.sleep(HEARTBEAT_MS);
  die(false);
  await until(() => conversation(here, id).agentId === ana);
});

test("a tick that fails is logged and tried again", async () => {
  const { here, others, lines } = running();
  here.db.run("CREATE TRIGGER full BEFORE INSERT ON decisions BEGIN SELECT raise(ABORT, 'disk full'); END");
  const id = await others(arrives);
  await until(() => lines.join().includes("disk full"));
  expect(conversation(here, id).state).toBe("queued");
  here.db.run("DROP TRIGGER full");
  await until(() => conversation(here, id).agentId === ana);
});

test("an index that turns out wrong is built anew, and routing goes on", async () => {
  const { here, others, lines } = running();
  here.db.run(`UPDATE users SET status_id = NULL WHERE id = ${ana}`);
  const id = await others(arrives);
  await until(() => lines.join().includes("refused"));
  expect(conversation(here, id).state).toBe("queued");
  await until(() => conversation(here, id).agentId === ben);
});

test("what the index learns of without a commit is seen at the heartbeat", async () => {
  const { here, others } = running();
  const id = await others(arrives);
  await until(() => conversation(here, id).agentId === ana);
  here.db.run("UPDATE conversations SET offer_expires_at = 1");
  here.view.rebuild();
  await until(() => conversation(here, id).agentId === ben);
});

test("after the machine slept, offers run on from where they were", async () => {
  const { here, others, jump, clock } = running();
  const id = await others(arrives);
  const endsAt = () => conversation(here, id).offerExpiresAt ?? 0;
  await until(() => endsAt() > 0);
  const before = endsAt();
  jump(minutes(10));
  await until(() => endsAt() !== before);
  expect(endsAt() - before).toBeGreaterThanOrEqual(minutes(10));
  expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ana });
  await others(({ db }) => accept(db, { conversationId: id, agentId: ana }, clock()));
  expect(conversation(here, id).state).toBe("active");
});

test("a transaction full of other things in every turn does not keep routing from its own", async () => {
  const { here, others } = running();
  let busy = true;
  const traffic = (async () => {
    for (let n = 0; busy; n++) {
      void others(({ db, now }) => record(db, now, n % 2 ? "agent.seen" : "agent.unseen", { agentId: chiara }, {}));
      await new Promise(setImmediate);
    }
  })();
  const id = await others(arrives);
  await until(() => conversation(here, id).state === "offered");
  busy = false;
  await traffic;
});

test("stopped, it looks no more", async () => {
  const { here, others, stop } = running();
  stop();
  const id = await others((inside) => arrives(inside, { queue: QUEUES.support }));
  await Bun.sleep(HEARTBEAT_MS * 2);
  expect(conversation(here, id).state).toBe("queued");
});
