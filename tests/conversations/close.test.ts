import { expect, test } from "bun:test";
import { close } from "../../src/conversations/close.ts";
import { refusal } from "../admin/office.ts";
import { answers, happened, jobs, kinds, lastEvent, talk } from "../talk.ts";
import { ana, ben, conversation, minutes, NINE, type World } from "../world.ts";

const closes = (here: World, id: number, agentId: number = ana) => here.write((db) => close(db, { conversationId: id, agentId }, here.now));

test("a conversation is closed by who holds it, and its assignment ends", () => {
  const { here, id } = talk();
  here.now += minutes(5);
  closes(here, id);
  expect(conversation(here, id)).toMatchObject({ state: "closed", changedBy: lastEvent(here) });
  const row = here.db.query("SELECT agent_id, closed_at, unread, unread_since FROM conversations WHERE id = ?").values(id);
  expect(row).toEqual([[ana, NINE + minutes(5), 0, null]]);
  expect(here.db.query("SELECT released_at, release_reason FROM assignments").values()).toEqual([[NINE + minutes(5), "closed"]]);
  expect(happened(here).at(-1)?.kind).toBe("conversation.closed");
  expect(here.db.query("SELECT agent_id, was_agent_id FROM events ORDER BY id DESC LIMIT 1").values()).toEqual([[null, ana]]);
});

test("it is closed once, and by nobody else", () => {
  const { here, id } = talk();
  expect(refusal(() => closes(here, id, ben))).toBe("conflict.not-yours");
  closes(here, id);
  expect(refusal(() => closes(here, id))).toBe("conflict.not-yours");
  expect(kinds(here).filter((kind) => kind === "conversation.closed")).toHaveLength(1);
});

test("what was said just before still goes out", () => {
  const { here, id } = talk();
  answers({ here, id }, "client-1", "Goodbye");
  closes(here, id);
  expect(jobs(here)).toMatchObject([{ kind: "message.deliver", state: "ready" }]);
});
