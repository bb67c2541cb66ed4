import { expect, test } from "bun:test";
import { placeInbound, placeOurs } from "../../src/conversations/place.ts";
import { note } from "../../src/conversations/reply.ts";
import { answers, talk, texts, writes } from "../talk.ts";
import { ana, NINE, seconds } from "../world.ts";

test("in an empty conversation a message stands at its own time", () => {
  const { here } = talk();
  expect(placeInbound(here.db, 999, 5)).toBe(5);
  expect(placeOurs(here.db, 999, 7)).toBe(7);
});

test("ours stands below everything, even below a customer whose clock is ahead", () => {
  const { here, id } = talk();
  writes(here, "ahead", { text: "from the future", sentAt: NINE + seconds(120) });
  here.now = NINE + seconds(10);
  answers({ here, id }, "client-1", "ours");
  expect(texts(here, id)).toEqual(["Good morning", "from the future", "ours"]);
  expect(placeOurs(here.db, id, here.now)).toBe(NINE + seconds(120) + 2);
});

test("a private note counts as ours: what it was written below stays above it", () => {
  const { here, id } = talk();
  here.now = NINE + seconds(60);
  here.write((db) => note(db, { conversationId: id, agentId: ana, clientId: "note-0001", text: "a note" }, here.now));
  writes(here, "late", { text: "late", sentAt: NINE + seconds(1) });
  expect(texts(here, id)).toEqual(["Good morning", "a note", "late"]);
});

test("two of the same second stand in the order they came", () => {
  const { here, id } = talk();
  here.now = NINE + seconds(9);
  for (const text of ["a", "b", "c"]) writes(here, text, { text, sentAt: NINE + seconds(5) });
  expect(texts(here, id)).toEqual(["Good morning", "a", "b", "c"]);
});
