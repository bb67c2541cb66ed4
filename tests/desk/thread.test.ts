import { describe, expect, test } from "bun:test";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { addLine } from "../../src/conversations/amend.ts";
import { accept } from "../../src/conversations/assignment.ts";
import { close } from "../../src/conversations/close.ts";
import { markFailed, markSending } from "../../src/conversations/delivery.ts";
import { markRead } from "../../src/conversations/read.ts";
import { CHANGES_MAX, changesOf, EARLIER_MESSAGES, earlierCount, earlierThan, PAGE_MESSAGES } from "../../src/desk/thread.ts";
import { ana, ben, minutes, NINE, seconds, world } from "../world.ts";
import { answers, conversationOf, EVERYTHING, lastEventId, notes, reacts, says, shown, taken, textsOf } from "./talk.ts";

const talking = () => {
  const here = world();
  const conversation = conversationOf(here, says(here, "Hello"));
  here.now += seconds(10);
  taken(here, conversation);
  return { here, conversation };
};
const changed = (here: ReturnType<typeof world>, conversation: ReturnType<typeof conversationOf>, after: number) =>
  changesOf(here.db, whatsapp, conversation, after);

describe("a thread", () => {
  test("has the messages in order, and what happened between them", () => {
    const { here, conversation } = talking();
    here.now += seconds(5);
    answers(here, conversation, "Good morning");
    notes(here, conversation, "A friend of the house");
    const { messages, lines, older } = shown(here, conversation);
    expect(textsOf(messages)).toEqual(["Hello", "Good morning", "A friend of the house"]);
    expect(lines.map(({ kind, at }) => [kind, at])).toEqual([
      ["conversation.queued", NINE],
      ["conversation.accepted", NINE + seconds(10)],
    ]);
    expect([older, messages.map(({ agentName }) => agentName)]).toEqual([false, [null, "Ana", "Ana"]]);
  });

  test("joins what one hand says within three minutes; a note and another hand stand apart", () => {
    const { here, conversation } = talking();
    const joined = () => shown(here, conversation).messages.map(({ text, joined: is }) => [text, is]);
    here.now += seconds(1);
    says(here, "two");
    here.now += minutes(3);
    says(here, "later");
    answers(here, conversation, "ours");
    answers(here, conversation, "ours again");
    notes(here, conversation, "a note");
    notes(here, conversation, "another");
    expect(joined()).toEqual([
      ["Hello", false],
      ["two", true],
      ["later", false],
      ["ours", false],
      ["ours again", true],
      ["a note", false],
      ["another", false],
    ]);
  });

  test("shows the newest hundred, and those above a place on demand, each line with the messages round it", () => {
    const { here, conversation } = talking();
    for (let n = 0; n < PAGE_MESSAGES + 20; n++) {
      here.now += seconds(1);
      says(here, `message ${n}`);
    }
    const newest = shown(here, conversation);
    expect([newest.messages.length, newest.messages[0]?.text, newest.older, newest.lines]).toEqual([PAGE_MESSAGES, "message 20", true, []]);
    const older = shown(here, conversation, newest.messages[0]);
    expect([older.messages.length, older.messages.at(-1)?.text, older.older]).toEqual([21, "message 19", false]);
    expect(older.lines.map(({ kind }) => kind)).toEqual(["conversation.queued", "conversation.accepted"]);
  });

  test("quotes what is answered, and shows the last reaction on its message instead of as one of its own", () => {
    const { here, conversation } = talking();
    const ours = answers(here, conversation, "Tomorrow?");
    here.db.run("UPDATE messages SET provider_id = 'wamid.OUT' WHERE id = ?", [ours]);
    here.now += seconds(1);
    says(here, "Yes", { replyTo: "wamid.OUT" });
    reacts(here, "👍", "wamid.OUT");
    const [, question, answer] = shown(here, conversation).messages;
    expect([question?.reactions, answer?.quotedId, answer?.quotedText]).toEqual([["👍"], ours, "Tomorrow?"]);
    reacts(here, null, "wamid.OUT");
    expect(shown(here, conversation).messages.map(({ reactions }) => reactions)).toEqual([[], [], []]);
  });

  test("says in our words why a message failed, and leaves a code that we do not know to the provider's", () => {
    const { here, conversation } = talking();
    const [known, unknown] = [answers(here, conversation, "one"), answers(here, conversation, "two")];
    for (const [id, code] of [
      [known, "131026"],
      [unknown, "999999"],
    ] as const) {
      here.write((db) => markSending(db, id, here.now));
      here.write((db) => markFailed(db, id, { code, detail: "Undeliverable" }, false, here.now));
    }
    expect(shown(here, conversation).messages.map(({ reason }) => reason)).toEqual([null, "failed.whatsapp.131026", "failed.whatsapp"]);
  });

  test("says of a conversation that was taken how that was decided, among how many who could", () => {
    const here = world();
    says(here, "Hello");
    here.settle();
    const second = conversationOf(here, says(here, "Hi", { by: "393330000000" }));
    here.settle();
    const agentId = conversationOf(here, shown(here, second).messages[0]?.id ?? 0).agentId ?? 0;
    here.write((db) => accept(db, { conversationId: second.id, agentId }, here.now));
    expect(shown(here, second).lines.map(({ kind, decided }) => [kind, decided])).toEqual([
      ["conversation.queued", null],
      ["conversation.accepted", { tieBreak: "lowest-load", could: 2 }],
    ]);
  });
});

describe("what changed since an event", () => {
  test("is what came, and the one below it, whose look may follow; nothing else", () => {
    const { here, conversation } = talking();
    here.now += seconds(20);
    says(here, "second");
    const after = lastEventId(here);
    const late = says(here, "between", { sentAt: here.now - seconds(5) });
    const { messages, lines, whole } = changed(here, conversation, after);
    expect(messages.map(({ id, text, joined }) => [id === late, text, joined])).toEqual([
      [true, "between", true],
      [false, "second", true],
    ]);
    expect([lines, whole]).toEqual([[], false]);
    expect(changed(here, conversation, lastEventId(here)).messages).toEqual([]);
  });

  test("is a message that was read, failed or reacted to, in its old place", () => {
    const { here, conversation } = talking();
    const ours = answers(here, conversation, "Tomorrow?");
    here.db.run("UPDATE messages SET provider_id = 'wamid.OUT' WHERE id = ?", [ours]);
    let after = lastEventId(here);
    here.write((db) => markRead(db, { conversationId: conversation.id, agentId: ana }, null, here.now));
    expect(changed(here, conversation, after).messages.map(({ text, readByName }) => [text, readByName])).toEqual([
      ["Hello", "Ana"],
      ["Tomorrow?", null],
    ]);
    after = lastEventId(here);
    reacts(here, "👍", "wamid.OUT");
    expect(changed(here, conversation, after).messages.map(({ text, reactions }) => [text, reactions])).toEqual([["Tomorrow?", ["👍"]]]);
  });

  test("is what happened, too, and a line of the channel", () => {
    const { here, conversation } = talking();
    const after = lastEventId(here);
    here.write((db) => addLine(db, conversation, { text: "line.whatsapp.new-number" }, here.now));
    here.write((db) => close(db, { conversationId: conversation.id, agentId: ana }, here.now));
    const { messages, lines } = changed(here, conversation, after);
    expect([textsOf(messages), lines.map(({ kind, agentName }) => [kind, agentName])]).toEqual([
      ["line.whatsapp.new-number"],
      [["conversation.closed", "Ana"]],
    ]);
  });

  test("is told to be too much rather than in part", () => {
    const { here, conversation } = talking();
    const after = lastEventId(here);
    for (let n = 0; n <= CHANGES_MAX; n++) says(here, `message ${n}`);
    expect(changed(here, conversation, after)).toEqual({ messages: [], lines: [], whole: true });
  });
});

describe("earlier conversations", () => {
  const twoTalks = (spoken: number) => {
    const { here, conversation: first } = talking();
    for (let n = 0; n < spoken; n++) says(here, `early ${n}`);
    answers(here, first, "Goodbye");
    notes(here, first, "was in a hurry");
    here.write((db) => close(db, { conversationId: first.id, agentId: ana }, here.now));
    here.now += minutes(60);
    return { here, first, second: conversationOf(here, says(here, "Back again")) };
  };

  test("are counted, and shown twenty at a time, the latest first", () => {
    const { here, second } = twoTalks(30);
    const earlier = (before?: number) => earlierThan(here.db, whatsapp, EVERYTHING, second, before);
    expect(earlierCount(here.db, EVERYTHING, second)).toBe(33);
    const latest = earlier();
    expect([latest.messages.length, latest.messages.at(-1)?.text, latest.left]).toEqual([EARLIER_MESSAGES, "was in a hurry", 13]);
    const before = earlier(Math.min(...latest.messages.map(({ id }) => id)));
    expect([before.messages.length, before.messages[0]?.text, before.left]).toEqual([13, "Hello", 0]);
  });

  test("are those of this customer on this channel only", () => {
    const { here } = twoTalks(1);
    const stranger = conversationOf(here, says(here, "Who are you?", { by: "393339999999" }));
    expect(earlierCount(here.db, EVERYTHING, stranger)).toBe(0);
  });

  test("keep their notes for those who may open them", () => {
    const { here, second } = twoTalks(0);
    const seenBy = (viewerId: number) => textsOf(earlierThan(here.db, whatsapp, { viewerId, viewerScope: "own" }, second).messages);
    expect(seenBy(ana)).toEqual(["Hello", "Goodbye", "was in a hurry"]);
    expect(seenBy(ben)).toEqual(["Hello", "Goodbye"]);
    expect(earlierCount(here.db, { viewerId: ben, viewerScope: "own" }, second)).toBe(2);
  });
});
