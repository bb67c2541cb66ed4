import { expect, test } from "bun:test";
import { edit } from "../../src/conversations/amend.ts";
import { forgetConversation, isBehind, keepUp } from "../../src/search/keep.ts";
import { FOUND_PER_PAGE, saidFor } from "../../src/search/messages.ts";
import { excerptOf, matchOf, searchedIn } from "../../src/search/words.ts";
import type { Action, Permissions, Scope } from "../../src/users/permissions.ts";
import { answers, conversationOf, notes, reacts, says, taken } from "../desk/talk.ts";
import { ana, chiara, minutes, seconds, type World, world } from "../world.ts";

// What was said, found by its words wherever it was said.

const sees = (userId: number, scope: Scope) => ({ userId, permissions: new Map<Action, Scope>([["conversations.view", scope]]) as Permissions });
const supervisor = sees(chiara, "all");
const kept = (here: World) => {
  while (isBehind(here.db)) here.write(keepUp);
};
const found = (here: World, typed: string, viewer = supervisor) => {
  kept(here);
  return saidFor(here.db, viewer, typed).said.map(({ id }) => id);
};
const ENTRY = { channelId: "wa", channelKind: "whatsapp", scope: "waba", queueId: 31, priority: "medium" } as const;
const edits = (here: World, target: string, text: string) =>
  here.write((db) => edit(db, ENTRY, { what: "edit", target, text, providerId: "wamid.E1", at: here.now } as Parameters<typeof edit>[2], here.now));

test("all words are found in any order, whatever their marks and case, by the beginning of each, in what anybody said", () => {
  const here = world();
  const first = says(here, "The *Lámpada* of my kitchen is broken");
  const other = says(here, "A lamp, please", { by: "393330000001" });
  expect(found(here, "kitchen LAMPADA")).toEqual([first]);
  expect(found(here, "lamp")).toEqual([other, first]);
  expect([found(here, "lamp chair"), found(here, "  "), found(here, '"*(—)'), found(here, "l")]).toEqual([[], [], [], []]);
  const conversation = conversationOf(here, other);
  taken(here, conversation);
  here.now += seconds(1);
  const note = notes(here, conversation, "wants order A-4471/b");
  expect([found(here, "a-4471"), found(here, "4471 order")]).toEqual([[note], [note]]);
  reacts(here, "lamp", "wamid.IN1");
  expect(found(here, "kitchen")).toEqual([first]);
});

test("a conversation is found once, by its newest message that has the words, which stand among a few others", () => {
  const here = world();
  const first = says(here, "Where is my refund?");
  const conversation = conversationOf(here, first);
  taken(here, conversation);
  here.now += seconds(1);
  const answer = answers(here, conversation, `${"Sorry for that. ".repeat(40)}Your refund <b>went</b> out. ${"Have a nice day. ".repeat(40)}`);
  kept(here);
  const [one, ...more] = saidFor(here.db, supervisor, "refu").said;
  expect([one?.id, one?.agentName, more.length]).toEqual([answer, "Ana", 0]);
  expect(one?.excerpt.filter(({ hit }) => hit)).toEqual([{ text: "refund", hit: true }]);
  expect(one?.excerpt.map(({ text }) => text).join("")).toContain("Your refund <b>went</b> out.");
});

test("nobody finds what they may not open", () => {
  const here = world();
  const mine = says(here, "pump");
  taken(here, conversationOf(here, mine));
  says(here, "pump", { by: "393330000001" });
  expect(found(here, "pump").length).toBe(2);
  expect(found(here, "pump", sees(ana, "own"))).toEqual([mine]);
  expect(found(here, "pump", { userId: ana, permissions: new Map() as Permissions })).toEqual([]);
});

test("what was edited is found by its new words only, and what was erased by none", () => {
  const here = world();
  const message = says(here, "twelve chairs");
  kept(here);
  expect(found(here, "twelve")).toEqual([message]);
  const { providerId } = here.db.query("SELECT provider_id AS providerId FROM messages WHERE id = ?").get(message) as { providerId: string };
  edits(here, providerId, "eleven chairs");
  expect([found(here, "twelve"), found(here, "eleven")]).toEqual([[], [message]]);
  const late = says(here, "thirteen", { by: "393330000001" });
  const lateId = (here.db.query("SELECT provider_id AS id FROM messages WHERE id = ?").get(late) as { id: string }).id;
  edits(here, lateId, "fourteen");
  expect([found(here, "thirteen"), found(here, "fourteen")]).toEqual([[], [late]]);
  const { id } = conversationOf(here, message);
  here.write((db) => forgetConversation(db, id));
  here.write((db) => db.run("UPDATE messages SET text = '' WHERE conversation_id = ?", [id]));
  expect(found(here, "eleven")).toEqual([]);
});

test("pages go on where the one before ended, and show every conversation", () => {
  const here = world();
  const customers = FOUND_PER_PAGE * 2 + 5;
  for (let n = 0; n < customers; n++) {
    here.now += minutes(1);
    says(here, "same words", { by: `3933300${1000 + n}` });
    says(here, "the same again", { by: `3933300${1000 + n}` });
  }
  kept(here);
  const pages: number[][] = [];
  for (let before: number | null = null, n = 0; n < 5; n++) {
    const { said, next } = saidFor(here.db, supervisor, "same", { before });
    pages.push(said.map(({ conversationId }) => conversationId));
    before = next;
    if (next === null) break;
  }
  expect(pages.map(({ length }) => length)).toEqual([FOUND_PER_PAGE, FOUND_PER_PAGE, 5]);
  expect(new Set(pages.flat()).size).toBe(customers);
});

test("what is typed is asked for as words, and never as a question of the index's own", () => {
  expect(matchOf(searchedIn('he said "Yés" OR no* refunds'))).toBe('"he" AND "said"* AND "yes"* AND "or" AND "no" AND "refu"*');
  expect(searchedIn("… *")).toEqual([]);
});

test("an excerpt begins and ends at words, and marks every one that was searched for", () => {
  const shown = (text: string, ...searched: string[]) =>
    excerptOf(text, searched)
      .map(({ text: part, hit }) => (hit ? `[${part}]` : part))
      .join("");
  expect(shown("A refund of a Réfund", "refu")).toBe("A [refund] of a [Réfund]");
  expect(shown(`${"before ".repeat(30)}the lamp ${"after ".repeat(60)}`, "lamp")).toMatch(/^…(before )+the \[lamp\]( after)+…$/);
  expect(shown(`${"x".repeat(90)} lamp${"y".repeat(300)}`, "lamp")).toContain("lamp");
  expect(shown("nothing here", "lamp")).toBe("nothing here");
});
