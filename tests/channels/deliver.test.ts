import { describe, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { changeChannel, declareWorking, disableChannel, enableChannel } from "../../src/channels/configure.ts";
import { RECONCILE_MS } from "../../src/channels/deliver.ts";
import { sendAgain } from "../../src/conversations/delivery.ts";
import { recoverJobs } from "../../src/jobs/end.ts";
import { type Outgoing, outgoing } from "../outgoing.ts";
import { until } from "../parlo.ts";
import { happened, kinds, message } from "../talk.ts";
import { minutes, seconds } from "../world.ts";

const events = ({ workspace: { db } }: Outgoing) => kinds({ db });
const again = ({ workspace: { write, clock }, ids }: Outgoing, conversationId: number, messageId: number) =>
  write((db) => sendAgain(db, { messageId, conversationId, agentId: ids.ana, windowMs: null }, clock()));
const problem = ({ workspace: { db } }: Outgoing) => (db.query("SELECT problem FROM channels").get() as { problem: string | null }).problem;
const SLOW_MS = 500;
const leaves = (one: Outgoing, messageId: number) => until(() => one.status(messageId) === "sending", 20_000, "it never left");
/** From now on until a job is to be tried. */
const pause = (one: Outgoing) => (one.owed()[0]?.runAt ?? 0) - one.workspace.clock();

describe("a message of ours", () => {
  test("is sent once, named, and nothing is owed any more", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    const ours = await one.says(id, "client-1", "Hello");
    expect(await one.runs()).toEqual(["message.deliver"]);
    expect([one.status(ours), one.owed(), one.sentTexts()]).toEqual(["sent", [], ["Hello"]]);
    expect(message(one.workspace, ours).providerId).toBe(one.graph.ledger[0]?.id ?? "");
    expect(events(one).slice(-2)).toEqual(["message.sending", "message.sent"]);
    expect(await one.runs()).toEqual([]);
  });

  test("is marked as being sent, on the disk, before the request", async () => {
    await using one = await outgoing();
    const ours = await one.says(await one.begins(), "client-1");
    one.graph.faults.next({ slowMs: SLOW_MS });
    const running = one.runs();
    await leaves(one, ours);
    expect([one.status(ours), one.graph.ledger.length, one.owed()[0]?.state]).toEqual(["sending", 0, "running"]);
    await running;
    expect(one.status(ours)).toBe("sent");
  });

  test("goes out after the one before it in its conversation, and beside those of others", async () => {
    await using one = await outgoing();
    const [a, b] = [await one.begins("39111111"), await one.begins("39222222")];
    await one.says(a, "client-a1", "a1");
    await one.says(a, "client-a2", "a2");
    await one.says(b, "client-b1", "b1");
    expect(await one.runs()).toHaveLength(2);
    expect(one.sentTexts().toSorted()).toEqual(["a1", "b1"]);
    expect(await one.runs()).toHaveLength(1);
    expect(one.sentTexts().at(-1)).toBe("a2");
  });
});

describe("what surely was not sent", () => {
  test("is tried again, later and later, and goes out when it can", async () => {
    await using one = await outgoing();
    const ours = await one.says(await one.begins(), "client-1");
    one.graph.faults.next({ code: 131016 }, 3);
    for (const least of [1_500, 3_000, 6_000]) {
      expect(await one.runs()).toHaveLength(1);
      expect([one.status(ours), events(one).at(-1)]).toEqual(["queued", "message.requeued"]);
      expect(pause(one)).toBeWithin(least, (least / 0.75) * 1.25 + 1);
      expect(await one.runs()).toEqual([]);
      one.pass(pause(one));
    }
    await one.runs();
    expect([one.status(ours), one.graph.ledger.length]).toEqual(["sent", 1]);
  });

  test("is tried again when the provider says so", async () => {
    await using one = await outgoing();
    await one.says(await one.begins(), "client-1");
    one.graph.faults.next({ code: 130429, retryAfterSeconds: 77 });
    await one.runs();
    expect(pause(one)).toBe(seconds(77));
  });

  test("fails in the end, with the reason, and the agent may send it again", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    const ours = await one.says(id, "client-1");
    one.graph.faults.next({ code: 131016 }, 1_000);
    const began = one.workspace.clock();
    for (let n = 0; n < 30 && one.owed().length > 0; n++) {
      await one.runs();
      one.pass(Math.max(0, pause(one)));
    }
    expect([one.status(ours), one.error(ours)?.code, events(one).at(-1)]).toEqual(["failed", "131016", "message.failed"]);
    expect(one.workspace.clock() - began).toBeWithin(minutes(2 * 60), minutes(4 * 60));
    one.graph.faults.clear();
    expect(await again(one, id, ours)).toBe(true);
    await one.runs();
    expect([one.status(ours), one.graph.ledger.length]).toEqual(["sent", 1]);
  });

  test("when nobody is there to be connected to, is tried again", async () => {
    await using one = await outgoing();
    const ours = await one.says(await one.begins(), "client-1");
    one.graph.stop();
    await one.runs();
    expect([one.status(ours), one.owed()[0]?.state]).toEqual(["queued", "ready"]);
  });

  test("holds up the next of its conversation for a minute from its first try, not longer; order is kept until then", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    const [first, second] = [await one.says(id, "client-1", "first"), await one.says(id, "client-2", "second")];
    one.graph.faults.next({ code: 131016, retryAfterSeconds: 600 });
    one.pass(minutes(30));
    await one.runs();
    expect([one.status(first), await one.runs()]).toEqual(["queued", []]);
    one.pass(minutes(1) - 1);
    expect(await one.runs()).toEqual([]);
    one.pass(1);
    expect(await one.runs()).toHaveLength(1);
    expect([one.status(first), one.status(second)]).toEqual(["queued", "sent"]);
    one.pass(minutes(10));
    await one.runs();
    expect(one.sentTexts()).toEqual(["second", "first"]);
  });

  test("while both are late, still goes one after the other", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    for (const n of [1, 2, 3]) await one.says(id, `client-${n}`, `text ${n}`);
    one.graph.faults.next({ code: 131016, retryAfterSeconds: 120 });
    await one.runs();
    one.pass(minutes(5));
    for (let n = 0; n < 3; n++) expect(await one.runs()).toHaveLength(1);
  });
});

describe("what the provider refuses for good", () => {
  test("fails with its code and words, and lets the next one pass", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    const [first, second] = [await one.says(id, "client-1"), await one.says(id, "client-2")];
    one.graph.faults.next({ code: 131026 });
    await one.runs();
    expect([one.status(first), one.error(first)]).toMatchObject(["failed", { code: "131026" }]);
    expect(happened(one.workspace).at(-1)).toEqual({ kind: "message.failed", data: { messageId: first, code: "131026" } });
    await one.runs();
    expect(one.status(second)).toBe("sent");
  });

  test("because the window is closed closes it", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    const ours = await one.says(id, "client-1");
    one.graph.faults.next({ code: 131047 });
    await one.runs();
    expect(one.status(ours)).toBe("failed");
    expect(one.says(id, "client-2")).rejects.toThrow("conflict.window-closed");
  });

  test("later, by a receipt, with the same effect", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    const ours = await one.says(id, "client-1");
    await one.runs();
    const errors = [{ code: 131047, title: "Re-engagement message", error_data: { details: "More than 24 hours" } }];
    await one.hears({ statuses: [{ id: one.graph.ledger[0]?.id, status: "failed", timestamp: "1772442000", errors }] });
    expect([one.status(ours), one.error(ours)]).toEqual(["failed", { code: "131047", detail: "More than 24 hours" }]);
    expect(one.says(id, "client-2")).rejects.toThrow("conflict.window-closed");
  });
});

describe("one recipient who is written to too fast", () => {
  test("is held for longer and longer, and nobody else is", async () => {
    await using one = await outgoing();
    const [a, b] = [await one.begins("39111111"), await one.begins("39222222")];
    await one.says(a, "client-a1");
    one.graph.faults.next({ code: 131056 }, 3);
    for (const held of [4, 16, 64]) {
      await one.runs();
      expect(pause(one)).toBe(seconds(held));
      one.pass(pause(one));
    }
    await one.says(b, "client-b1");
    await one.runs();
    expect(one.graph.ledger).toHaveLength(2);
  });

  test("is also left alone by the next message to them", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    const first = await one.says(id, "client-1");
    await one.says(id, "client-2");
    one.graph.faults.next({ code: 131056, retryAfterSeconds: 3_600 });
    await one.runs();
    one.pass(minutes(2));
    expect(await one.runs()).toEqual([]);
    expect([one.status(first), one.graph.ledger.length]).toEqual(["queued", 0]);
    one.pass(minutes(58));
    await one.runs();
    await one.runs();
    expect(one.graph.ledger).toHaveLength(1);
  });
});

describe("a channel that its provider refuses", () => {
  const stopped = async () => {
    const one = await outgoing();
    const id = await one.begins();
    const ours = [await one.says(id, "client-1", "first"), await one.says(id, "client-2", "second")];
    one.graph.revokeToken();
    await one.runs();
    return { one, id, ours };
  };

  test("is stopped, told, and tried no more; what was to be sent waits", async () => {
    const { one, ours } = await stopped();
    await using _ = one;
    expect([problem(one), events(one).at(-1), one.status(ours[0] ?? 0)]).toEqual([expect.any(String), "channel.stopped", "queued"]);
    expect(one.owed()[0]).toMatchObject({ kind: "message.deliver", attempts: 0 });
    one.pass(minutes(120));
    expect([await one.runs(), one.graph.ledger]).toEqual([[], []]);
  });

  test("goes on at once and in order when an administrator has mended it", async () => {
    const { one } = await stopped();
    await using _ = one;
    one.pass(minutes(120));
    await one.runs();
    one.graph.restoreToken();
    await one.workspace.write((db) => declareWorking(db, "wa", CONSOLE, one.workspace.clock()));
    expect(await one.runs()).toHaveLength(1);
    expect(await one.runs()).toHaveLength(1);
    expect([one.sentTexts(), problem(one)]).toEqual([["first", "second"], null]);
  });

  test("goes on with new settings, and is not stopped by what is said of the old ones", async () => {
    const one = await outgoing();
    await using _ = one;
    await one.says(await one.begins(), "client-1", "first");
    const { workspace, graph } = one;
    const { queueId, name } = workspace.channels.find("wa")?.row ?? { queueId: 0, name: "" };
    const changed = { name, queueId, settings: { perSecond: "70" } };
    const change = () => workspace.write((db) => changeChannel(db, workspace.seal, "wa", changed, CONSOLE, workspace.clock()));
    workspace.bus.subscribe(({ kind }) => kind === "message.sending" && graph.ledger.length === 0 && void change());
    graph.faults.next({ code: 190 });
    await one.runs();
    expect(problem(one)).toBeNull();
    await one.runs();
    expect(one.sentTexts()).toEqual(["first"]);
  });

  test("what was put off for other reasons goes at once, too, when it is mended", async () => {
    const one = await outgoing();
    await using _ = one;
    const [a, b] = [await one.begins("39111111"), await one.begins("39222222")];
    await one.says(a, "client-a1", "a1");
    one.graph.faults.next({ code: 131016, retryAfterSeconds: 900 });
    await one.runs();
    await one.says(b, "client-b1", "b1");
    one.graph.faults.next({ code: 190 });
    await one.runs();
    await one.workspace.write((db) => declareWorking(db, "wa", CONSOLE, one.workspace.clock()));
    expect(await one.runs()).toHaveLength(2);
  });

  test("or that is disabled sends nothing and takes nothing in; enabled, it goes on", async () => {
    const one = await outgoing();
    await using _ = one;
    await one.says(await one.begins(), "client-1", "first");
    await one.workspace.write((db) => disableChannel(db, "wa", CONSOLE, one.workspace.clock()));
    expect([await one.runs(), await one.hears({ messages: [] })]).toEqual([[], 404]);
    await one.workspace.write((db) => enableChannel(db, "wa", CONSOLE, one.workspace.clock()));
    expect(await one.hears({ messages: [] })).toBe(200);
  });
});

describe("what may have been sent", () => {
  const lost = async (fault: "close" | { status: number; accepted: true }) => {
    const one = await outgoing();
    const id = await one.begins();
    const ours = await one.says(id, "client-1");
    one.graph.faults.next(fault);
    await one.runs();
    return { one, id, ours };
  };

  test.each(["close", { status: 502, accepted: true }] as const)("is never tried again by itself: after ten minutes it is uncertain (%j)", async (fault) => {
    const { one, id, ours } = await lost(fault);
    await using _ = one;
    expect([one.status(ours), one.owed()]).toMatchObject(["sending", [{ kind: "message.reconcile", pool: null }]]);
    one.pass(RECONCILE_MS - 1);
    expect(await one.runs()).toEqual([]);
    one.pass(1);
    expect(await one.runs()).toEqual(["message.reconcile"]);
    expect([one.status(ours), one.owed(), events(one).at(-1)]).toEqual(["uncertain", [], "message.uncertain"]);
    expect(one.graph.ledger).toHaveLength(1);

    expect(await again(one, id, ours)).toBe(true);
    await one.runs();
    expect(one.status(ours)).toBe("sent");
    const trackers = one.graph.ledger.map(({ tracker }) => tracker);
    expect([trackers.length, new Set(trackers).size]).toEqual([2, 2]);
  });

  test("is known from its receipt, which carries our id", async () => {
    const { one, ours } = await lost("close");
    await using _ = one;
    const [sent] = one.graph.ledger;
    await one.hears({ statuses: [{ id: sent?.id, status: "delivered", timestamp: "1772442000", biz_opaque_callback_data: sent?.tracker }] });
    expect([one.status(ours), one.owed(), message(one.workspace, ours).providerId]).toEqual(["delivered", [], sent?.id ?? ""]);
  });

  test("is known from its receipt even while the channel is stopped", async () => {
    const { one, ours } = await lost("close");
    await using _ = one;
    one.workspace.db.run("UPDATE channels SET problem = 'no', problem_since = 1");
    one.pass(RECONCILE_MS);
    expect(await one.runs()).toEqual(["message.reconcile"]);
    expect(one.status(ours)).toBe("uncertain");
  });

  test("holds up the next of its conversation for a minute", async () => {
    const { one, id } = await lost("close");
    await using _ = one;
    await one.says(id, "client-2", "second");
    expect(await one.runs()).toEqual([]);
    one.pass(minutes(1));
    expect(await one.runs()).toEqual(["message.deliver"]);
    expect(one.sentTexts().at(-1)).toBe("second");
  });

  test("after a crash is reconciled, not sent again", async () => {
    await using one = await outgoing();
    const ours = await one.says(await one.begins(), "client-1");
    one.graph.faults.next({ slowMs: SLOW_MS });
    const running = one.runs();
    await leaves(one, ours);
    await one.workspace.write((db) => recoverJobs(db, one.workspace.clock()));
    expect(one.owed()).toMatchObject([{ kind: "message.reconcile", state: "ready", runAt: one.workspace.clock() + RECONCILE_MS }]);
    await running;
    expect(one.graph.ledger).toHaveLength(1);
    expect(one.status(ours)).toBe("sending");
  });
});

test("an answer that comes after the agent has sent it again names nothing wrongly", async () => {
  await using one = await outgoing();
  const id = await one.begins();
  const ours = await one.says(id, "client-1");
  one.graph.faults.next({ slowMs: SLOW_MS });
  const first = one.runs();
  await leaves(one, ours);
  const { receivedAt } = message(one.workspace, ours);
  const errors = [{ code: 131026, title: "No" }];
  const tracker = `parlo:${ours}:${receivedAt.toString(36)}:1`;
  await one.hears({ statuses: [{ id: "wamid.first", status: "failed", timestamp: "1772442000", biz_opaque_callback_data: tracker, errors }] });
  expect([one.status(ours), await again(one, id, ours)]).toEqual(["failed", true]);
  await first;
  expect([one.status(ours), message(one.workspace, ours).providerId]).toEqual(["queued", null]);
  await one.runs();
  expect(message(one.workspace, ours)).toMatchObject({ status: "sent", providerId: one.graph.ledger[1]?.id ?? "", round: 2 });
});
