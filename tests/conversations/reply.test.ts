import { describe, expect, test } from "bun:test";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { close } from "../../src/conversations/close.ts";
import { FILES_MAX, note, ownerOf, type Reply, reply, TEXT_MAX } from "../../src/conversations/reply.ts";
import { noteWindowClosed } from "../../src/customers/window.ts";
import { upload } from "../../src/files/attach.ts";
import { attachmentsOf } from "../../src/files/attachments.ts";
import { refusal } from "../admin/office.ts";
import { answers, happened, jobs, kinds, lastEvent, message, type Talk, talk, texts, thread, windowOf, writes } from "../talk.ts";
import { ana, ben, conversation, minutes, NINE, seconds } from "../world.ts";

const says = ({ here, id }: Talk, more: Partial<Reply> = {}) =>
  here.write((db) =>
    reply(db, { conversationId: id, agentId: ana, clientId: "client-1", text: "Hello", uploads: [], replyTo: null, ...more }, whatsapp, here.now),
  );
const notes = ({ here, id }: Talk, more: Partial<Reply> = {}) =>
  here.write((db) => note(db, { conversationId: id, agentId: ana, clientId: "note-0001", text: "a note", ...more }, here.now));
const sendsUp = ({ here }: Talk, clientId: string, { type = "image/png", size = 10, owner = ownerOf(ana) } = {}) => {
  const sha256 = new Bun.CryptoHasher("sha256").update(`${clientId}${type}`).digest("hex");
  here.write((db) => upload(db, { clientId, owner, name: `${clientId}.bin`, kept: { sha256, size, type, width: null, height: null } }, here.now));
  return clientId;
};
const closes = ({ here, id }: Talk) => here.write((db) => close(db, { conversationId: id, agentId: ana }, here.now));

describe("an answer", () => {
  test("is a message below all others, told, and owed to the provider in the same breath", () => {
    const one = talk();
    const { here, id } = one;
    here.now += seconds(30);
    const [ours = 0] = says(one);
    expect(message(here, ours)).toMatchObject({
      direction: "out",
      status: "queued",
      text: "Hello",
      authorType: "agent",
      authorId: ana,
      clientId: "client-1",
      round: 1,
    });
    expect(jobs(here)).toMatchObject([{ kind: "message.deliver", key: `deliver:${ours}`, lane: `conversation:${id}`, pool: "wa", runAt: here.now }]);
    expect(happened(here).slice(-2)).toEqual([
      { kind: "message.written", data: { messageId: ours } },
      { kind: "conversation.answered", data: { messageId: ours } },
    ]);
    expect(message(here, ours).changedBy).toBe(lastEvent(here) - 1);
    const noted = here.db.query("SELECT first_answered_at AS at FROM conversations UNION ALL SELECT first_answered_at FROM assignments").all();
    expect(noted).toEqual([{ at: here.now }, { at: here.now }]);
  });

  test("that is clicked twice is said once, and the second click is told the same", () => {
    const one = talk();
    const first = says(one);
    const before = lastEvent(one.here);
    expect([says(one), says(one, { text: "something else" })]).toEqual([first, first]);
    expect([lastEvent(one.here), texts(one.here, one.id), jobs(one.here).length]).toEqual([before, ["Good morning", "Hello"], 1]);
  });

  test("that was taken stays taken, though the conversation was closed before its sender heard of it", () => {
    const one = talk();
    const first = says(one);
    closes(one);
    expect(says(one)).toEqual(first);
  });

  test("longer than a message may be goes as several, in order; the same ones when it comes again", () => {
    const one = talk();
    const text = Array.from({ length: 900 }, (_, n) => `word${n}`).join(" ");
    const ids = says(one, { text, replyTo: "m1" });
    expect(ids.length).toBe(2);
    const ours = thread(one.here, one.id).slice(1);
    expect(ours.map(({ id }) => id)).toEqual(ids);
    expect(ours.map((part) => part.text).join(" ")).toBe(text);
    expect(ours.every((part) => part.text.length <= 4096)).toBe(true);
    expect(ours.map(({ replyTo }) => replyTo)).toEqual(["m1", null]);
    expect(jobs(one.here).map(({ payload, lane }) => [JSON.parse(payload).messageId, lane])).toEqual(ids.map((id) => [id, `conversation:${one.id}`]));
    expect(says(one, { text })).toEqual(ids);
    expect(kinds(one.here).filter((kind) => kind === "conversation.answered")).toHaveLength(1);
  });

  test.each([
    ["", { text: "reply.empty" }],
    [" \n\t ", { text: "reply.empty" }],
    ["x".repeat(TEXT_MAX + 1), { text: "reply.too-long" }],
  ])("of %j is refused with the reason", (text, fields) => {
    const one = talk();
    const before = lastEvent(one.here);
    expect(refusal(() => says(one, { text }))).toEqual(fields);
    expect([lastEvent(one.here), jobs(one.here)]).toEqual([before, []]);
  });

  test("is only of who holds the conversation, while it is active", () => {
    const one = talk();
    expect(refusal(() => says(one, { agentId: ben }))).toBe("conflict.not-yours");
    expect(refusal(() => says(one, { conversationId: 999 }))).toBe("conflict.not-yours");
    closes(one);
    expect(refusal(() => says(one))).toBe("conflict.not-yours");
    expect(texts(one.here, one.id)).toEqual(["Good morning"]);
  });

  test("that Ana gave counts once as the first of the conversation", () => {
    const one = talk();
    says(one);
    one.here.now += seconds(5);
    says(one, { clientId: "client-2" });
    expect(kinds(one.here).filter((kind) => kind === "conversation.answered")).toHaveLength(1);
    expect(one.here.db.query("SELECT first_answered_at AS at FROM conversations").get()).toEqual({ at: NINE });
  });
});

describe("outside the window of 24 hours", () => {
  test("nothing is written, and the agent is told why", () => {
    const one = talk();
    one.here.now = NINE + 24 * 60 * minutes(1) - minutes(1);
    expect(refusal(() => says(one))).toBe("conflict.window-closed");
    expect(jobs(one.here)).toEqual([]);
    one.here.now -= 1;
    expect(says(one)).toHaveLength(1);
  });

  test("a provider that says the window is closed is believed, until the customer writes", () => {
    const one = talk();
    one.here.now += minutes(5);
    one.here.write((db) => noteWindowClosed(db, { ...windowOf(one.here), at: one.here.now }));
    expect(refusal(() => says(one))).toBe("conflict.window-closed");
    one.here.now += minutes(1);
    writes(one.here, "m2");
    expect(says(one)).toHaveLength(1);
  });
});

describe("files", () => {
  const attached = ({ here }: Talk, ids: number[]) => attachmentsOf(here.db, ids).map(({ messageId, name }) => [messageId, name]);

  test("one with a short text is one message with a caption", () => {
    const one = talk();
    const ids = says(one, { text: "Look", uploads: [sendsUp(one, "photo-01")] });
    expect(thread(one.here, one.id).slice(1)).toMatchObject([{ id: ids[0], kind: "image", text: "Look" }]);
    expect(attached(one, ids)).toEqual(ids.map((id) => [id, "photo-01.bin"]));
  });

  test("several come after the text, each as a message", () => {
    const one = talk();
    const ids = says(one, { text: "Two files", uploads: [sendsUp(one, "photo-01"), sendsUp(one, "paper-01", { type: "application/pdf" })] });
    expect(
      thread(one.here, one.id)
        .slice(1)
        .map(({ kind, text }) => [kind, text]),
    ).toEqual([
      ["text", "Two files"],
      ["image", ""],
      ["document", ""],
    ]);
    expect(attached(one, ids).map(([messageId]) => messageId)).toEqual(ids.slice(1));
  });

  test("a sound takes no caption: the text goes before it", () => {
    const one = talk();
    says(one, { text: "Listen", uploads: [sendsUp(one, "sound-01", { type: "audio/mpeg" })] });
    expect(
      thread(one.here, one.id)
        .slice(1)
        .map(({ kind, text }) => [kind, text]),
    ).toEqual([
      ["text", "Listen"],
      ["audio", ""],
    ]);
  });

  test.each([
    ["of a type that the channel does not take", { type: "application/x-msdownload" }, "reply.file-type"],
    ["larger than the channel takes", { type: "image/png", size: 6 * 1024 * 1024 }, "reply.file-too-large"],
    ["that somebody else sent up", { owner: ownerOf(ben) }, "reply.file-missing"],
  ])("one %s is refused, and nothing is said", (_, how, key) => {
    const one = talk();
    expect(refusal(() => says(one, { uploads: [sendsUp(one, "photo-01", how)] }))).toEqual({ files: key });
    expect([texts(one.here, one.id), jobs(one.here)]).toEqual([["Good morning"], []]);
  });

  test("one that is named twice, was used before or never came is missing", () => {
    const one = talk();
    const photo = sendsUp(one, "photo-01");
    expect(refusal(() => says(one, { uploads: [photo, photo] }))).toEqual({ files: "reply.file-missing" });
    says(one, { uploads: [photo] });
    expect(refusal(() => says(one, { clientId: "client-2", uploads: [photo] }))).toEqual({ files: "reply.file-missing" });
    expect(refusal(() => says(one, { clientId: "client-3", uploads: ["never-came"] }))).toEqual({ files: "reply.file-missing" });
  });

  test("there are only so many at once", () => {
    const one = talk();
    const uploads = Array.from({ length: FILES_MAX + 1 }, (_, n) => sendsUp(one, `photo-${n}`));
    expect(refusal(() => says(one, { uploads }))).toEqual({ files: "reply.too-many-files" });
  });
});

describe("a private note", () => {
  test("is for the staff: nothing is owed to the provider, and it is no answer", () => {
    const one = talk();
    const id = notes(one);
    expect(message(one.here, id)).toMatchObject({ direction: "note", status: "received", text: "a note", authorId: ana });
    expect(jobs(one.here)).toEqual([]);
    expect(happened(one.here).at(-1)).toEqual({ kind: "message.noted", data: { messageId: id } });
    expect(kinds(one.here)).not.toContain("conversation.answered");
  });

  test("that is clicked twice is written once; anybody may write one while it is open", () => {
    const one = talk();
    expect(notes(one)).toBe(notes(one));
    expect(notes(one, { agentId: ben, clientId: "note-0002" })).toBeGreaterThan(0);
    closes(one);
    expect(refusal(() => notes(one, { clientId: "note-0003" }))).toBe("conflict.closed");
  });

  test("says something", () => {
    expect(refusal(() => notes(talk(), { text: "  " }))).toEqual({ text: "reply.empty" });
  });
});

test("a conversation goes on being Ana's while she answers", () => {
  const one = talk();
  answers(one, "client-1");
  expect(conversation(one.here, one.id)).toMatchObject({ state: "active", agentId: ana });
});
