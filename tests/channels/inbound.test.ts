import { describe, expect, test } from "bun:test";
import { sealOf } from "../../src/admin/seal.ts";
import type { ChannelKind, Inbound } from "../../src/channels/channel.ts";
import { type Channels, channelsOf } from "../../src/channels/channels.ts";
import { CHANGES_MAX, keepInbound, processInbound, wakeNumbers } from "../../src/channels/inbound.ts";
import { retryWaiting } from "../../src/channels/journal-upkeep.ts";
import { retryJournal, troubledJournal } from "../../src/channels/store.ts";
import { receive } from "../../src/conversations/receive.ts";
import { writerOf } from "../../src/db/write.ts";
import { record } from "../../src/events/record.ts";
import { answers, ENTRY, happened, kinds, lastConversation, said, takes, talk, texts, thread } from "../talk.ts";
import { conversation, minutes, NINE, QUEUES, seconds, type World, world } from "../world.ts";

type Json = Record<string, unknown>;
type Wired = { here: World; channels: Channels };

/** The number of the channel wa is 1; one may have talked there already. */
function wired(here: World = world()): Wired {
  here.db.run(`UPDATE channels SET settings = '{"phoneNumberId":"1","wabaId":"waba"}' WHERE id = 'wa'`);
  const channels = channelsOf(here.db, sealOf(new Uint8Array(32), { roll: () => 0, token: () => "A".repeat(22) }));
  here.bus.subscribe((event) => channels.committed([event]));
  return { here, channels };
}

const wordsFor = (parts: Json, number = "1") => ({ field: "messages", value: { metadata: { phone_number_id: number }, ...parts } });
const bytes = (...changes: Json[]) => new TextEncoder().encode(JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "waba", changes }] }));
const stamp = (at: number) => String(Math.floor(at / 1_000));
const text = (id: string, { at = NINE, from = "393471234567", body = `text of ${id}` } = {}) => ({
  id,
  from,
  timestamp: stamp(at),
  type: "text",
  text: { body },
});
const edited = (id: string, target: string, body: string, at = NINE) => ({
  id,
  from: "393471234567",
  timestamp: stamp(at),
  type: "edit",
  edit: { original_message_id: target, message: { type: "text", text: { body } } },
});
const revoked = (id: string, target: string) => ({ id, from: "393471234567", timestamp: stamp(NINE), type: "revoke", revoke: { original_message_id: target } });
const status = (id: string, what: string, errors?: Json[]) => ({
  id,
  status: what,
  timestamp: stamp(NINE),
  recipient_id: "393471234567",
  ...(errors ? { errors } : {}),
});

/** What a provider posts is kept; worked off when asked. */
const comes = ({ here }: Wired, body: Uint8Array) => here.write((db) => keepInbound(db, "wa", body, here.now));
const worksOff = ({ here, channels }: Wired) => {
  let steps = 0;
  while (here.write((db) => processInbound(db, channels, here.now))) steps++;
  return steps + 1;
};
const arrives = (one: Wired, ...changes: Json[]) => {
  const id = comes(one, bytes(...changes));
  worksOff(one);
  return id;
};
const row = ({ here }: Wired, id: number) =>
  here.db.query("SELECT state, attempts, done_items AS doneItems, problem, waits_for AS waitsFor FROM journal WHERE id = ?").get(id) as Json;
const count = ({ here }: Wired) => (here.db.query("SELECT count(*) AS n FROM messages").get() as { n: number }).n;
const all = ({ here }: Wired) => here.db.query("SELECT text FROM messages ORDER BY conversation_id, position, id").values().flat();

describe("what a provider posts", () => {
  test("is worked off in order and done with", () => {
    const one = wired();
    const id = arrives(
      one,
      wordsFor({ messages: [text("a")] }),
      wordsFor({ messages: [text("b", { at: NINE + seconds(1) })], statuses: [status("wamid.9", "read")] }),
    );
    expect([all(one), row(one, id)["state"]]).toEqual([["text of a", "text of b"], "done"]);
    expect(troubledJournal.all(one.here.db, { limit: 10 })).toEqual([]);
  });

  test("again and again is one message", () => {
    const one = wired();
    for (let n = 0; n < 3; n++) arrives(one, wordsFor({ messages: [text("a"), text("a")] }));
    expect(all(one)).toEqual(["text of a"]);
    expect(kinds(one.here).filter((kind) => kind === "message.received")).toHaveLength(1);
  });

  test("in disorder, over several posts, stands in the order it was written", () => {
    const one = wired();
    for (const [id, at] of [
      ["c", 3],
      ["a", 1],
      ["d", 4],
      ["b", 2],
    ] as const)
      arrives(one, wordsFor({ messages: [text(id, { at: NINE + seconds(at) })] }));
    expect(all(one)).toEqual(["text of a", "text of b", "text of c", "text of d"]);
  });

  test("with what nobody knows in it is done, and kept for whoever looks", () => {
    const one = wired();
    const id = arrives(
      one,
      { field: "flows", value: { event: "X" } },
      wordsFor({ messages: [{ id: "z", from: "393471234567", timestamp: stamp(NINE), type: "hologram", hologram: {} }] }),
    );
    expect(thread(one.here, lastConversation(one.here))).toMatchObject([{ kind: "unsupported" }]);
    expect(row(one, id)["state"]).toBe("done");
  });

  test("is not lost when it is no JSON: it is put aside, shown and told once", () => {
    const one = wired();
    const id = comes(one, new TextEncoder().encode('{"entry":'));
    worksOff(one);
    expect(row(one, id)).toMatchObject({ state: "failed", problem: "journal.broken" });
    expect(happened(one.here)).toEqual([{ kind: "journal.failed", data: { journalId: id } }]);
    expect(troubledJournal.all(one.here.db, { limit: 10 })).toMatchObject([{ id, state: "failed", size: 9 }]);
  });
});

describe("a big batch", () => {
  const batch = (n: number) =>
    bytes(...Array.from({ length: n }, (_, at) => wordsFor({ messages: [text(`m${at}`, { from: `39${at % 7}`, at: NINE + seconds(at) })] })));

  test("is worked off in parts of so many, and others come in between", () => {
    const one = wired();
    const big = comes(one, batch(2 * CHANGES_MAX + 20));
    one.here.write((db) => processInbound(db, one.channels, one.here.now));
    expect([count(one), row(one, big)]).toEqual([CHANGES_MAX, { state: "new", attempts: 0, doneItems: CHANGES_MAX, problem: null, waitsFor: null }]);
    const small = comes(one, bytes(wordsFor({ messages: [text("z")] })));
    worksOff(one);
    expect(count(one)).toBe(2 * CHANGES_MAX + 21);
    expect([row(one, big)["state"], row(one, small)["state"]]).toEqual(["done", "done"]);
  });

  test("whose end was lost with a crash goes on where it was", () => {
    const one = wired();
    comes(one, batch(CHANGES_MAX + 10));
    one.here.write((db) => processInbound(db, one.channels, one.here.now));
    worksOff({ ...one, channels: wired(one.here).channels });
    expect(count(one)).toBe(CHANGES_MAX + 10);
    expect(kinds(one.here).filter((kind) => kind === "message.received")).toHaveLength(CHANGES_MAX + 10);
  });

  test("in whose first part something waits still waits at its end, and is not done over for the rest", () => {
    const one = wired();
    const early = wordsFor({ messages: [edited("e1", "late", "second words")] });
    const big = comes(
      one,
      bytes(early, ...Array.from({ length: CHANGES_MAX + 10 }, (_, at) => wordsFor({ messages: [text(`m${at}`, { at: NINE + seconds(at + 1) })] }))),
    );
    worksOff(one);
    expect([count(one), row(one, big)]).toMatchObject([CHANGES_MAX + 10, { state: "waiting", waitsFor: "message:wa:late" }]);
    arrives(one, wordsFor({ messages: [text("late", { body: "first words" })] }));
    worksOff(one);
    expect(row(one, big)["state"]).toBe("done");
    expect(all(one)).toContain("second words");
    expect(count(one)).toBe(CHANGES_MAX + 11);
  });
});

describe("an unknown number", () => {
  const forTwo = (id: string) => wordsFor({ messages: [text(id)] }, "2");
  const secondNumber = ({ here }: Wired) =>
    here.write((db) => {
      const settings = JSON.stringify({ phoneNumberId: "2", wabaId: "waba" });
      db.query("INSERT INTO channels (id, kind, name, queue_id, settings, created_at) VALUES ('wa2', 'whatsapp', 'Second', ?, ?, 1)").run(
        QUEUES.support,
        settings,
      );
      record(db, here.now, "channel.changed", {}, { channelId: "wa2" });
    });

  test("waits in the journal and is shown; what is for a known one is done meanwhile", () => {
    const one = wired();
    const id = arrives(one, forTwo("a"), wordsFor({ messages: [text("b")] }));
    expect([all(one), row(one, id)]).toEqual([
      ["text of b"],
      { state: "waiting", attempts: 0, doneItems: 0, problem: "journal.unknown-number", waitsFor: "number:2" },
    ]);
    expect(troubledJournal.all(one.here.db, { limit: 10 })).toMatchObject([{ id, state: "waiting", problem: "journal.unknown-number" }]);
    expect(kinds(one.here)).not.toContain("journal.failed");
  });

  test("is worked off once the channel exists, and nothing twice", () => {
    const one = wired();
    const id = arrives(one, forTwo("a"), wordsFor({ messages: [text("b")] }));
    expect(one.here.write((db) => wakeNumbers(db, one.channels))).toBe(0);
    expect(row(one, id)["state"]).toBe("waiting");
    secondNumber(one);
    expect(one.here.write((db) => wakeNumbers(db, one.channels))).toBe(1);
    worksOff(one);
    expect([all(one).toSorted(), row(one, id)["state"]]).toEqual([["text of a", "text of b"], "done"]);
    expect(conversation(one.here, lastConversation(one.here)).queueId).toBe(QUEUES.support);
  });

  test("of a channel that is disabled waits until it is enabled", () => {
    const one = wired();
    secondNumber(one);
    const disable = (at: number | null) =>
      one.here.write((db) => {
        db.run("UPDATE channels SET disabled_at = ? WHERE id = 'wa2'", [at]);
        record(db, one.here.now, "channel.changed", {}, { channelId: "wa2" });
      });
    disable(NINE);
    const id = arrives(one, forTwo("a"));
    expect(row(one, id)["state"]).toBe("waiting");
    disable(null);
    one.here.write((db) => wakeNumbers(db, one.channels));
    worksOff(one);
    expect(all(one)).toEqual(["text of a"]);
  });
});

describe("an edit or a revocation that is faster than its message", () => {
  test("waits for it and is done with it", () => {
    const one = wired();
    const [edit, revoke] = [
      arrives(one, wordsFor({ messages: [edited("e1", "a", "second words")] })),
      arrives(one, wordsFor({ messages: [revoked("r1", "a")] })),
    ];
    expect([row(one, edit), row(one, revoke)]).toMatchObject([
      { state: "waiting", problem: "journal.unknown-message" },
      { state: "waiting", problem: "journal.unknown-message" },
    ]);
    arrives(one, wordsFor({ messages: [text("a")] }));
    worksOff(one);
    expect(thread(one.here, lastConversation(one.here))).toMatchObject([{ text: "second words", revokedAt: NINE }]);
    expect([row(one, edit)["state"], row(one, revoke)["state"]]).toEqual(["done", "done"]);
  });

  test("that waits is tried again from time to time, too", () => {
    const one = wired();
    const id = arrives(one, wordsFor({ messages: [edited("e1", "a", "second words")] }));
    one.here.write((db) => {
      receive(db, ENTRY, said("a"), one.here.now);
      retryWaiting(db, 0);
    });
    worksOff(one);
    expect([all(one), row(one, id)["state"]]).toEqual([["second words"], "done"]);
  });

  test("within one post finds it, for it is done in the order of the provider's clock", () => {
    const one = wired();
    arrives(one, wordsFor({ messages: [edited("e1", "a", "second words", NINE + seconds(5)), text("a")] }));
    expect(all(one)).toEqual(["second words"]);
  });
});

describe("what throws", () => {
  /** WhatsApp, but whose texts "poison" break the verb that takes them, so many times. */
  function poisoned(times = Number.POSITIVE_INFINITY) {
    const one = wired();
    let left = times;
    const kind = one.channels.find("wa")?.kind as ChannelKind;
    const channel = { ...one.channels.find("wa"), kind: { ...kind, parse: (payload: unknown) => kind.parse?.(payload).map(poison) ?? [] } };
    const poison = (item: Inbound): Inbound => {
      if (item.what !== "message" || !item.text.startsWith("poison")) return item;
      return Object.defineProperty({ ...item }, "kind", { get: () => (left-- > 0 ? "no such kind" : "text"), enumerable: true }) as Inbound;
    };
    const channels: Channels = { ...one.channels, find: () => channel as never, ofAccount: () => channel as never };
    return { ...one, channels };
  }
  const tries = (one: Wired) => one.here.write((db) => processInbound(db, one.channels, one.here.now));

  test("is undone alone, tried three times and then left to a person; it holds nobody up", () => {
    const one = poisoned();
    const id = comes(
      one,
      bytes(wordsFor({ messages: [text("a"), text("b", { body: "poison", at: NINE + seconds(1) }), text("c", { at: NINE + seconds(2) })] })),
    );
    const other = comes(one, bytes(wordsFor({ messages: [text("z", { from: "1234567" })] })));
    tries(one);
    expect([all(one), row(one, id)["state"], row(one, id)["attempts"], row(one, other)["state"]]).toEqual([
      ["text of a", "text of c", "text of z"],
      "new",
      1,
      "done",
    ]);
    tries(one);
    expect(kinds(one.here)).not.toContain("journal.failed");
    tries(one);
    expect(row(one, id)).toMatchObject({ state: "failed", problem: expect.stringContaining("CHECK") });
    expect(happened(one.here).at(-1)).toEqual({ kind: "journal.failed", data: { journalId: id } });
    expect(all(one)).toEqual(["text of a", "text of c", "text of z"]);
  });

  test("for a while only is done at last, without a trace", () => {
    const one = poisoned(2);
    const id = comes(one, bytes(wordsFor({ messages: [text("b", { body: "poison" })] })));
    for (let n = 0; n < 3; n++) tries(one);
    expect([all(one), row(one, id)]).toEqual([["poison"], { state: "done", attempts: 0, doneItems: 1, problem: null, waitsFor: null }]);
  });

  test("in the first part of a big batch does not keep the rest from being done", () => {
    const one = poisoned();
    const rest = Array.from({ length: 2 * CHANGES_MAX }, (_, at) => wordsFor({ messages: [text(`m${at}`, { at: NINE + seconds(at + 1) })] }));
    const id = comes(one, bytes(wordsFor({ messages: [text("p", { body: "poison" })] }), ...rest));
    for (let n = 0; n < 3; n++) worksOff(one);
    expect([count(one), row(one, id)["state"]]).toEqual([2 * CHANGES_MAX, "failed"]);
  });

  test("is worked off again when a person says so: all of it, and nothing twice", () => {
    const one = poisoned(3);
    const id = comes(one, bytes(wordsFor({ messages: [text("a"), text("b", { body: "poison", at: NINE + seconds(1) })] })));
    for (let n = 0; n < 3; n++) tries(one);
    expect(row(one, id)["state"]).toBe("failed");
    one.here.write((db) => retryJournal.run(db, { id }));
    worksOff(one);
    expect([all(one), row(one, id)["state"]]).toEqual([["text of a", "poison"], "done"]);
  });

  test("because the disk is full is no fault of the row: nothing of it is counted", async () => {
    const one = poisoned();
    const id = comes(one, bytes(wordsFor({ messages: [text("big", { body: "x".repeat(60_000) })] })));
    const { page_count } = one.here.db.query("PRAGMA page_count").get() as { page_count: number };
    one.here.db.run(`PRAGMA max_page_count = ${page_count + 2}`);
    const { write } = writerOf(one.here.db, { committed: () => {}, durable: () => {}, covered: async () => {} });
    const outcome = () =>
      write((db) => processInbound(db, one.channels, one.here.now)).then(
        () => "done",
        ({ code }) => code,
      );
    expect(await outcome()).toBe("SQLITE_FULL");
    one.here.db.run(`PRAGMA max_page_count = ${page_count + 1_000}`);
    expect(row(one, id)).toMatchObject({ state: "new", attempts: 0 });
    expect(await outcome()).toBe("done");
    expect(count(one)).toBe(1);
  });
});

describe("receipts", () => {
  const answered = () => {
    const { here, id } = talk();
    here.now += minutes(1);
    const [ours = 0] = answers({ here, id }, "client-1");
    takes(here, ours, "wamid.1");
    return { ...wired(here), id, ours };
  };
  const problem = ({ here }: Wired) => here.db.query("SELECT problem FROM channels WHERE id = 'wa'").get() as { problem: string | null };
  const failing = (code: number) =>
    wordsFor({ statuses: [status("wamid.1", "failed", [{ code, title: "No", error_data: { details: `because of ${code}` } }])] });

  test("move the message they are of", () => {
    const one = answered();
    arrives(one, wordsFor({ statuses: [status("wamid.1", "delivered")] }));
    expect(thread(one.here, one.id).at(-1)?.status).toBe("delivered");
  });

  test("that say the whole account is refused stop the channel", () => {
    const one = answered();
    arrives(one, failing(131042));
    expect(problem(one)).toEqual({ problem: "because of 131042" });
    expect(happened(one.here).slice(-2)).toMatchObject([
      { kind: "message.failed", data: { code: "131042" } },
      { kind: "channel.stopped", data: { code: "131042" } },
    ]);
  });

  test("that are told again after the channel was mended do not stop it again", () => {
    const one = answered();
    arrives(one, failing(131042));
    one.here.db.run("UPDATE channels SET problem = NULL, problem_since = NULL");
    arrives(one, failing(131042));
    expect(problem(one)).toEqual({ problem: null });
  });

  test("of one recipient who cannot be reached stop nothing", () => {
    const one = answered();
    arrives(one, failing(131026));
    expect([problem(one), texts(one.here, one.id).length]).toEqual([{ problem: null }, 2]);
  });
});
