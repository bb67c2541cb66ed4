import { describe, expect, test } from "bun:test";
import type { ReceiptStatus } from "../../src/channels/channel.ts";
import { markFailed, markQueued, markSending, markSent, markUncertain, sendAgain } from "../../src/conversations/delivery.ts";
import { trackerOf } from "../../src/conversations/receipts.ts";
import { windowEndsAt } from "../../src/customers/window.ts";
import { answers, happened, jobs, kinds, lastEvent, message, takes, talk, tells, windowOf, writes } from "../talk.ts";
import { ana, conversation, minutes, NINE, seconds, type World } from "../world.ts";

const HOURS_24 = 24 * 60 * minutes(1);

/** Ana has answered, a minute after nine; the provider named it wamid.1 unless it is still to be sent. */
function answered({ sent = true } = {}) {
  const { here, id } = talk();
  here.now = NINE + minutes(1);
  const [ours = 0] = answers({ here, id }, "client-1");
  if (sent) takes(here, ours, "wamid.1");
  return { here, id, ours, tracker: trackerOf(message(here, ours)), status: () => message(here, ours).status };
}
const error = { code: "131047", detail: "Re-engagement message" };
const again = (here: World, messageId: number, conversationId: number) =>
  here.write((db) => sendAgain(db, { messageId, conversationId, agentId: ana, windowMs: HOURS_24 }, here.now));
const windowEnds = (here: World) => windowEndsAt(here.db, windowOf(here), HOURS_24) ?? 0;

describe("a receipt", () => {
  test("moves a message on, with its time and an event", () => {
    const { here, id, ours, status } = answered();
    expect(tells(here, "wamid.1", "delivered", { at: NINE + minutes(2) })).toBe(true);
    expect([status(), message(here, ours).deliveredAt]).toEqual(["delivered", NINE + minutes(2)]);
    expect(happened(here).at(-1)).toEqual({ kind: "message.delivered", data: { messageId: ours } });
    expect([message(here, ours).changedBy, conversation(here, id).changedBy]).toEqual([lastEvent(here), lastEvent(here)]);
  });

  test.each([
    [["read", "delivered", "sent"], "read"],
    [["delivered", "delivered", "sent", "read"], "read"],
    [["played", "read"], "played"],
    [["failed", "sent"], "failed"],
    [["failed", "delivered"], "delivered"],
    [["delivered", "failed"], "delivered"],
    [["read", "failed", "sent"], "read"],
  ] as [ReceiptStatus[], string][])("in the order %p ends as %s", (order, end) => {
    const { here, status } = answered();
    for (const one of order) tells(here, "wamid.1", one, one === "failed" ? { error } : {});
    expect(status()).toBe(end as never);
  });

  test("that was known says so and is not told again", () => {
    const { here } = answered();
    tells(here, "wamid.1", "read");
    const before = lastEvent(here);
    expect([tells(here, "wamid.1", "read"), tells(here, "wamid.1", "sent"), lastEvent(here)]).toEqual([false, false, before]);
  });

  test("of the delivery after that of the reading still tells when it was", () => {
    const { here, ours } = answered();
    tells(here, "wamid.1", "read", { at: NINE + minutes(5) });
    tells(here, "wamid.1", "delivered", { at: NINE + minutes(2) });
    expect(message(here, ours)).toMatchObject({ status: "read", deliveredAt: NINE + minutes(2), readAt: NINE + minutes(5) });
  });

  test("without a time is of now", () => {
    const { here, ours } = answered();
    tells(here, "wamid.1", "delivered", { at: 0 });
    expect(message(here, ours).deliveredAt).toBe(NINE + minutes(1));
  });

  test("of a failure keeps the provider's code and words, and the event has the code only", () => {
    const { here, ours } = answered();
    tells(here, "wamid.1", "failed", { error: { code: "131026", detail: "Message undeliverable" }, means: "fail" });
    expect(message(here, ours)).toMatchObject({ status: "failed", error: '{"code":"131026","detail":"Message undeliverable"}' });
    expect(happened(here).at(-1)).toEqual({ kind: "message.failed", data: { messageId: ours, code: "131026" } });
  });

  test("about a customer's message changes nothing", () => {
    const { here, id } = answered();
    const before = lastEvent(here);
    expect([tells(here, "m1", "read"), lastEvent(here)]).toEqual([false, before]);
    expect(here.db.query("SELECT status, read_at AS readAt FROM messages WHERE provider_id = 'm1'").get()).toEqual({ status: "received", readAt: null });
    expect(conversation(here, id).state).toBe("active");
  });
});

describe("what the provider charges", () => {
  const pricing = { billable: true, pricingModel: "PMP", type: "regular", category: "utility" };
  const kept = (here: World, id: number) => JSON.parse((here.db.query("SELECT pricing FROM messages WHERE id = ?").values(id)[0]?.[0] as string) ?? "null");

  test("is kept with the message, as it was first told", () => {
    const { here, ours, status } = answered();
    tells(here, "wamid.1", "delivered", { pricing });
    expect([status(), kept(here, ours)]).toEqual(["delivered", pricing]);
    tells(here, "wamid.1", "read");
    tells(here, "wamid.1", "sent", { pricing: { ...pricing, billable: false } });
    expect([status(), kept(here, ours)]).toEqual(["read", pricing]);
  });

  test("is kept of a receipt that moves nothing on, and is no event", () => {
    const { here, ours, status } = answered();
    tells(here, "wamid.1", "read");
    const before = lastEvent(here);
    expect(tells(here, "wamid.1", "delivered", { pricing })).toBe(false);
    expect([status(), kept(here, ours), lastEvent(here)]).toEqual(["read", pricing, before]);
  });

  test("waits with a receipt that is faster than the answer to the sending", () => {
    const { here, ours } = answered({ sent: false });
    tells(here, "wamid.1", "sent", { pricing });
    tells(here, "wamid.1", "read");
    expect(kept(here, ours)).toBeNull();
    takes(here, ours, "wamid.1");
    expect([message(here, ours).status, kept(here, ours)]).toEqual(["read", pricing]);
  });

  test("of a round that failed is not what the next one costs", () => {
    const { here, id, ours } = answered();
    tells(here, "wamid.1", "sent", { pricing });
    tells(here, "wamid.1", "failed", { error: { code: "131026", detail: "" }, means: "fail" });
    expect(again(here, ours, id)).toBe(true);
    expect(kept(here, ours)).toBeNull();
  });

  test("is nothing that a customer's message has", () => {
    const { here } = answered();
    tells(here, "m1", "read", { pricing });
    expect(here.db.query("SELECT count(*) AS n FROM messages WHERE pricing IS NOT NULL").get()).toEqual({ n: 0 });
  });
});

describe("a receipt that is faster than the answer to the sending", () => {
  test("waits for its message", () => {
    const { here, ours, status } = answered({ sent: false });
    expect([tells(here, "wamid.1", "delivered", { at: NINE + minutes(2) }), tells(here, "wamid.1", "delivered")]).toEqual([true, false]);
    expect(status()).toBe("queued");
    takes(here, ours, "wamid.1");
    expect(message(here, ours)).toMatchObject({ status: "delivered", deliveredAt: NINE + minutes(2) });
    expect(kinds(here).slice(-2)).toEqual(["message.sent", "message.delivered"]);
    expect(here.db.query("SELECT count(*) AS n FROM early_receipts").get()).toEqual({ n: 0 });
  });

  test("and tells of a closed window closes it then", () => {
    const { here, ours, status } = answered({ sent: false });
    tells(here, "wamid.1", "failed", { error, means: "close-window" });
    expect(windowEnds(here)).toBeGreaterThan(here.now);
    takes(here, ours, "wamid.1");
    expect([status(), message(here, ours).error]).toEqual(["failed", JSON.stringify(error)]);
    expect(windowEnds(here)).toBeLessThanOrEqual(here.now);
  });
});

describe("a closed window", () => {
  test("is believed, whatever we counted, until the customer writes", () => {
    const { here } = answered();
    tells(here, "wamid.1", "failed", { error, means: "close-window" });
    expect(windowEnds(here)).toBeLessThanOrEqual(here.now);
    here.now += minutes(1);
    writes(here, "m2");
    expect(windowEnds(here)).toBe(here.now + HOURS_24 - minutes(1));
  });

  test("was closed when the message left: what the customer wrote meanwhile has opened it", () => {
    const { here } = answered();
    here.now += minutes(1);
    writes(here, "m2");
    here.now += seconds(1);
    tells(here, "wamid.1", "failed", { error, means: "close-window" });
    expect(windowEnds(here)).toBeGreaterThan(here.now);
  });

  test("is not what another failure means", () => {
    const { here } = answered();
    tells(here, "wamid.1", "failed", { error: { code: "131026", detail: "" }, means: "fail" });
    expect(windowEnds(here)).toBeGreaterThan(here.now);
  });
});

describe("when the answer to our request was lost", () => {
  const unanswered = () => {
    const one = answered({ sent: false });
    one.here.write((db) => void markSending(db, one.ours, one.here.now));
    return one;
  };

  test("a receipt with our own id names the message and ends what was owed", () => {
    const { here, ours, tracker } = unanswered();
    tells(here, "wamid.7", "sent", { tracker });
    expect(message(here, ours)).toMatchObject({ status: "sent", providerId: "wamid.7" });
    expect(jobs(here)).toEqual([]);
    tells(here, "wamid.7", "delivered");
    expect(message(here, ours).status).toBe("delivered");
  });

  test("the answer that comes after it changes nothing", () => {
    const { here, ours, tracker } = unanswered();
    tells(here, "wamid.7", "delivered", { tracker });
    here.write((db) => markSent(db, ours, "wamid.7", here.now));
    expect(message(here, ours)).toMatchObject({ status: "delivered", providerId: "wamid.7" });
  });

  test("one that was given up as uncertain is certain then", () => {
    const { here, ours, tracker, status } = unanswered();
    here.write((db) => markUncertain(db, ours, here.now));
    expect([status(), kinds(here).at(-1)]).toEqual(["uncertain", "message.uncertain"]);
    tells(here, "wamid.7", "read", { tracker });
    expect(status()).toBe("read");
  });

  test("one that surely failed is not tried again", () => {
    const { here, tracker, status } = unanswered();
    tells(here, "wamid.7", "failed", { tracker, error: { code: "131026", detail: "" } });
    expect([status(), jobs(here)]).toEqual(["failed", []]);
  });

  test("the id of another life of the folder, of another channel or of nothing is nobody's", () => {
    const { here, ours, tracker, status } = unanswered();
    const [, , since = "", round = ""] = tracker.split(":");
    const strangers = [
      `parlo:${ours}:${since}x:${round}`,
      `parlo:${ours + 1}:${since}:${round}`,
      `parlo:${ours}:${since}:2`,
      `parlo:${ours}:${since}`,
      "42",
      "",
    ];
    strangers.forEach((stranger, n) => void tells(here, `wamid.${n}`, "delivered", { tracker: stranger }));
    here.db.run("INSERT INTO channels (id, kind, name, queue_id, created_at) VALUES ('wa2', 'whatsapp', 'Other', 31, 1)");
    here.db.run("UPDATE messages SET channel_id = 'wa2' WHERE id = ?", [ours]);
    tells(here, "wamid.99", "delivered", { tracker });
    expect(status()).toBe("sending");
  });
});

describe("sending again", () => {
  const failed = () => {
    const one = answered();
    tells(one.here, "wamid.1", "failed", { error });
    return one;
  };

  test("is another round of the message: what the provider told of the last counts no more", () => {
    const { here, id, ours, tracker } = failed();
    expect(again(here, ours, id)).toBe(true);
    expect(message(here, ours)).toMatchObject({ status: "queued", providerId: null, error: null, round: 2 });
    expect(trackerOf(message(here, ours))).not.toBe(tracker);
    expect(happened(here).at(-1)).toEqual({ kind: "message.requeued", data: { messageId: ours } });
    expect(jobs(here)).toMatchObject([{ kind: "message.deliver", key: `deliver:${ours}`, lane: `conversation:${id}`, pool: "wa", state: "ready" }]);
    takes(here, ours, "wamid.2");
    expect(message(here, ours)).toMatchObject({ status: "sent", providerId: "wamid.2" });
  });

  test("happens once, however often it is clicked", () => {
    const { here, id, ours } = failed();
    expect([again(here, ours, id), again(here, ours, id), again(here, ours, id)]).toEqual([true, false, false]);
    expect(jobs(here).filter(({ kind }) => kind === "message.deliver")).toHaveLength(1);
  });

  test("late news that the first failed do not stop the second", () => {
    const { here, id, ours, tracker, status } = failed();
    again(here, ours, id);
    tells(here, "wamid.1", "failed", { tracker, error });
    expect([status(), jobs(here).length]).toEqual(["queued", 1]);
  });

  test("news that the first did arrive spare the second", () => {
    const { here, id, ours, tracker } = answered({ sent: false });
    here.write((db) => {
      markSending(db, ours, here.now);
      markUncertain(db, ours, here.now);
    });
    again(here, ours, id);
    tells(here, "wamid.1", "delivered", { tracker });
    expect(message(here, ours)).toMatchObject({ status: "delivered", providerId: "wamid.1" });
    expect(jobs(here)).toEqual([]);
  });

  test("waits for the customer where the provider said that they must write first", () => {
    const { here, id, ours } = answered();
    tells(here, "wamid.1", "failed", { error, means: "close-window" });
    const before = lastEvent(here);
    expect(() => again(here, ours, id)).toThrow("conflict.window-closed");
    expect([message(here, ours).status, lastEvent(here)]).toEqual(["failed", before]);
    here.now += minutes(1);
    writes(here, "m2");
    expect(again(here, ours, id)).toBe(true);
  });

  test("is for what failed or is uncertain, and for who holds the conversation", () => {
    const { here, id, ours } = answered();
    expect(again(here, ours, id)).toBe(false);
    tells(here, "wamid.1", "failed", { error });
    expect(again(here, ours, id + 1)).toBe(false);
    expect(here.write((db) => sendAgain(db, { messageId: ours, conversationId: id, agentId: ana + 1, windowMs: null }, here.now))).toBe(false);
  });
});

describe("a message on its way", () => {
  test("is marked before it leaves, once", () => {
    const { here, ours, status } = answered({ sent: false });
    expect(here.write((db) => markSending(db, ours, here.now))).toBe(true);
    expect(here.write((db) => markSending(db, ours, here.now))).toBe(false);
    expect([status(), kinds(here).at(-1)]).toEqual(["sending", "message.sending"]);
  });

  test("waits again when it surely did not leave", () => {
    const { here, ours, status } = answered({ sent: false });
    here.write((db) => void markSending(db, ours, here.now));
    here.write((db) => markQueued(db, ours, here.now));
    expect([status(), kinds(here).at(-1)]).toEqual(["queued", "message.requeued"]);
  });

  test("fails with the reason, and closes the window where the provider says that", () => {
    const { here, ours } = answered({ sent: false });
    here.write((db) => markFailed(db, ours, { code: "131047", detail: "too late" }, true, here.now));
    expect(message(here, ours)).toMatchObject({ status: "failed", error: '{"code":"131047","detail":"too late"}' });
    expect(windowEnds(here)).toBeLessThanOrEqual(here.now);
  });

  test("that arrived is not failed, requeued or uncertain any more", () => {
    const { here, ours, status } = answered();
    const before = lastEvent(here);
    here.write((db) => {
      markQueued(db, ours, here.now);
      markUncertain(db, ours, here.now);
      markFailed(db, ours, error, false, here.now);
    });
    expect([status(), lastEvent(here)]).toEqual(["sent", before]);
  });
});
