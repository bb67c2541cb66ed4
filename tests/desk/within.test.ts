import { expect, test } from "bun:test";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { addLine } from "../../src/conversations/amend.ts";
import { threadOf } from "../../src/desk/thread.ts";
import { foundIn } from "../../src/desk/thread-store.ts";
import { patternsOf } from "../../src/desk/words.ts";
import { seconds, type World, world } from "../world.ts";
import { answers, conversationOf, notes, reacts, says, taken } from "./talk.ts";

const LIMIT = 1000;
const found = ({ db }: World, conversationId: number, typed: string, limit = LIMIT) =>
  foundIn.all(db, { conversationId, words: patternsOf(typed).words ?? "", limit }).map(({ id }) => id);

test("a search finds what was said by whom ever, the newest first, and nothing of another conversation", () => {
  const here = world();
  const first = says(here, "The LAMP is broken");
  const conversation = conversationOf(here, first);
  taken(here, conversation);
  here.now += seconds(1);
  const answer = answers(here, conversation, "Which *lamp* is_it?");
  here.now += seconds(1);
  const note = notes(here, conversation, "lampàda, he means");
  says(here, "A lamp too", { by: "39340" });
  reacts(here, "lamp", "wamid.IN1");
  here.write((db) => addLine(db, conversation, { text: "lamp" }, here.now));
  expect(found(here, conversation.id, "lamp")).toEqual([note, answer, first]);
  expect(found(here, conversation.id, "lampada")).toEqual([note]);
  expect(found(here, conversation.id, "lamp", 2)).toEqual([note, answer]);
  for (const typed of ["which lamp is", "which *lamp*", "is_it"]) expect([typed, found(here, conversation.id, typed)]).toEqual([typed, [answer]]);
  expect(found(here, conversation.id, "[")).toEqual([]);
});

test("a file is found by its name", () => {
  const here = world();
  const message = says(here, "", { kind: "document" });
  const { id } = conversationOf(here, message);
  here.db.run("INSERT INTO attachments (message_id, name, type) VALUES (?, 'Invoice 20931.pdf', 'application/pdf')", [message]);
  expect([found(here, id, "invoice 209"), found(here, id, "receipt")]).toEqual([[message], []]);
});

test("what lies further up comes in larger pages for it", () => {
  const here = world();
  for (let n = 0; n < 130; n++) says(here, `Line ${n}`);
  const conversation = conversationOf(here, 1);
  const above = threadOf(here.db, whatsapp, conversation, { position: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER }, 120);
  expect([above.messages.length, above.older]).toEqual([120, true]);
});
