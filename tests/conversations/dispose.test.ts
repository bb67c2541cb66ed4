import { expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { close } from "../../src/conversations/close.ts";
import { dispose, giveLater, keepOwed } from "../../src/conversations/dispose.ts";
import { note } from "../../src/conversations/reply.ts";
import { pickUp, take } from "../../src/conversations/take.ts";
import { transfer } from "../../src/conversations/transfer.ts";
import { putAside } from "../../src/conversations/wait.ts";
import { compare, RoutingView } from "../../src/routing/view.ts";
import { disableUser } from "../../src/users/accounts.ts";
import { answersOf, givenOf, missingOf, type WrapUp } from "../../src/wrap-up/give.ts";
import { branchesIn } from "../../src/wrap-up/outline.ts";
import { changeReasons, reasonsOf } from "../../src/wrap-up/reasons.ts";
import { refusal } from "../admin/office.ts";
import { answers, kinds, lastConversation, type Talk, talk, writes } from "../talk.ts";
import { ana, arrives, ben, changes, conversation, lastOf, minutes, NINE, PROFILES, QUEUES, story, turns, type World } from "../world.ts";

// Mario and Ana talk in a queue that asks for a wrap-up.

type WrapUpOf = "offered" | "mandatory";
const asks = (here: World, wrapUp: WrapUpOf = "mandatory") =>
  changes(here, `UPDATE queues SET wrap_up = '${wrapUp}' WHERE id = ${QUEUES.sales}`, "queue.changed", { queueId: QUEUES.sales });
const reasons = (here: World, outline = "Order\n  Delivery\n    Too late\n  Invoice\nQuestion") =>
  here.write((db) => changeReasons(db, branchesIn(outline), CONSOLE, here.now));
const idOf = (here: World, way: string) => reasonsOf(here.db).find((one) => one.way === way)?.id ?? 0;
const recorded = (here: World, way: string | null, notes = ""): WrapUp => ({ reasonId: way === null ? null : idOf(here, way), notes, answers: new Map() });
const by = (id: number, agentId: number = ana) => ({ conversationId: id, agentId });
const closesIt = ({ here, id }: Talk) => here.write((db) => close(db, by(id), here.now));
const keeps = ({ here, id }: Talk, wrapUp: WrapUp, agentId: number = ana) => here.write((db) => keepOwed(db, by(id, agentId), wrapUp, here.now));
const disposes = ({ here, id }: Talk, agentId: number = ana) => here.write((db) => dispose(db, by(id, agentId), here.now));

function owed(wrapUp: WrapUpOf = "mandatory"): Talk {
  const said = talk();
  asks(said.here, wrapUp);
  reasons(said.here);
  said.here.now += minutes(5);
  closesIt(said);
  said.here.now += minutes(1);
  return said;
}

test("closing leaves the wrap-up with its agent: over for the customer, its place taken, its assignment running", () => {
  const { here, id } = owed();
  expect(conversation(here, id)).toMatchObject({ state: "wrap_up", agentId: ana });
  expect(here.db.query("SELECT over_at, closed_at FROM conversations WHERE id = ?").values(id)).toEqual([[NINE + minutes(5), null]]);
  expect(here.db.query("SELECT released_at FROM assignments").values()).toEqual([[null]]);
  expect(lastOf(here, id)).toMatchObject({ kind: "conversation.over", agentId: ana, wasAgentId: ana });
  expect(here.view.agent(ana)?.load).toBe(1);
});

test("nothing can be sent, noted, transferred, put aside or taken while it is owed", () => {
  const said = owed();
  const { here, id } = said;
  const reach = { isolated: false, namedOnly: false };
  expect(refusal(() => answers(said, "client-1"))).toBe("conflict.not-yours");
  expect(refusal(() => here.write((db) => note(db, { ...by(id), clientId: "client-2", text: "a note" }, here.now)))).toBe("conflict.closed");
  expect(refusal(() => here.write((db) => putAside(db, { ...by(id), room: "public" }, here.now)))).toBe("conflict.not-yours");
  expect(refusal(() => here.write((db) => transfer(db, { ...by(id), to: "agent", toId: ben, how: "immediate", windowMs: null, reach }, here.now)))).toMatch(
    /^conflict/,
  );
  expect(refusal(() => here.write((db) => take(db, by(id, ben), here.now)))).toBe("conflict.closed");
  const within = { viewerId: 0, viewerScope: "all" };
  expect(refusal(() => here.write((db) => pickUp(db, { ...by(id, ben), within }, here.now)))).toBe("conflict.closed");
  expect(refusal(() => closesIt(said))).toBe("conflict.not-yours");
});

test("it is disposed of once a reason down to its last level is recorded, by its agent alone", () => {
  const said = owed();
  const { here, id } = said;
  expect(refusal(() => disposes(said))).toEqual({ level1: "wrap-up.choose" });
  keeps(said, recorded(here, "Order"));
  expect(refusal(() => disposes(said))).toEqual({ level2: "wrap-up.choose" });
  keeps(said, recorded(here, "Order › Delivery", "It was late"));
  expect(refusal(() => disposes(said))).toEqual({ level3: "wrap-up.choose" });
  expect(refusal(() => keeps(said, recorded(here, "Question"), ben))).toBe("conflict.not-yours");
  keeps(said, recorded(here, "Order › Delivery › Too late", "It was late"));
  expect(refusal(() => disposes(said, ben))).toBe("conflict.not-yours");
  disposes(said);
  expect(givenOf(here.db, id)).toEqual({
    reasonId: idOf(here, "Order › Delivery › Too late"),
    way: "Order › Delivery › Too late",
    notes: "It was late",
    savedAt: here.now,
    savedBy: "Ana",
  });
  expect(conversation(here, id)).toMatchObject({ state: "closed", agentId: ana });
  expect(here.db.query("SELECT over_at, closed_at FROM conversations WHERE id = ?").values(id)).toEqual([[NINE + minutes(5), NINE + minutes(6)]]);
  expect(here.db.query("SELECT released_at, release_reason FROM assignments").values()).toEqual([[NINE + minutes(6), "closed"]]);
  expect(kinds(here).slice(-2)).toEqual(["wrap-up.given", "conversation.closed"]);
  expect(refusal(() => disposes(said))).toBe("conflict.not-yours");
});

test("what is recorded half is kept, and the same again is nothing new", () => {
  const said = owed();
  const { here, id } = said;
  keeps(said, recorded(here, "Order", "half a"));
  const before = kinds(here).length;
  keeps(said, recorded(here, "Order", "half a"));
  expect(kinds(here)).toHaveLength(before);
  expect(givenOf(here.db, id)).toMatchObject({ way: "Order", notes: "half a" });
});

test("what is only offered may be left empty; without any reasons there is nothing to choose", () => {
  const offered = owed("offered");
  disposes(offered);
  expect(conversation(offered.here, offered.id).state).toBe("closed");
  expect(givenOf(offered.here.db, offered.id)).toBeNull();
  const bare = talk();
  asks(bare.here);
  closesIt(bare);
  disposes(bare);
  expect(conversation(bare.here, bare.id).state).toBe("closed");
});

test("a customer who writes meanwhile begins a new conversation", () => {
  const { here, id } = owed();
  writes(here, "m2", { text: "And one more thing" });
  const next = lastConversation(here);
  expect(next).not.toBe(id);
  expect(conversation(here, next).state).toBe("queued");
  expect(conversation(here, id)).toMatchObject({ state: "wrap_up" });
});

test("the place is free when it is disposed of, not when it is closed, and is filled at once", () => {
  const { here, id } = talk();
  changes(here, `UPDATE profiles SET capacity = 1`, "profile.changed", { profileId: PROFILES.agent });
  turns(here, ben, "break");
  turns(here, 13, "break");
  asks(here);
  const next = arrives(here);
  here.settle();
  expect(conversation(here, next).state).toBe("queued");
  here.write((db) => close(db, by(id), here.now));
  here.settle();
  expect(conversation(here, next).state).toBe("queued");
  here.write((db) => dispose(db, by(id), here.now));
  here.settle();
  expect(conversation(here, next)).toMatchObject({ state: "offered", agentId: ana });
});

test("what is owed stays with who signed out, and after a restart; who is disabled owes nothing", () => {
  const said = owed();
  const { here, id } = said;
  turns(here, ana, null);
  here.now += minutes(600);
  here.settle();
  expect(conversation(here, id)).toMatchObject({ state: "wrap_up", agentId: ana });
  const rebuilt = new RoutingView(here.db, (error) => void here.troubles.push(error));
  expect([compare(here.view, rebuilt), here.view.agent(ana)?.load]).toEqual([[], 1]);
  here.write((db) => disableUser(db, ana, CONSOLE, here.now));
  expect(conversation(here, id)).toMatchObject({ state: "closed", agentId: ana });
  expect(here.db.query("SELECT release_reason FROM assignments").values()).toEqual([["gone"]]);
  expect(story(here, id).at(-1)).toBe("conversation.closed");
});

test("it is changed later, and tells so; a reason that has gone from the tree keeps its name", () => {
  const said = owed();
  const { here, id } = said;
  const later = (wrapUp: WrapUp) => here.write((db) => giveLater(db, by(id, ben), wrapUp, here.now));
  expect(refusal(() => later(recorded(here, "Question")))).toBe("conflict.changed");
  keeps(said, recorded(here, "Question"));
  disposes(said);
  reasons(here, "Order");
  expect(givenOf(here.db, id)).toMatchObject({ way: "Question", savedBy: "Ana" });
  later(recorded(here, "Order", "Seen again"));
  expect(givenOf(here.db, id)).toMatchObject({ way: "Order", notes: "Seen again", savedBy: "Ben" });
  expect(lastOf(here, id)).toMatchObject({ kind: "wrap-up.given", agentId: ana, data: { by: ben, reasonId: idOf(here, "Order") } });
});

test("a survey is answered before it is disposed of, even where no wrap-up is asked for", () => {
  const said = talk();
  const { here, id } = said;
  const question = (place: number, kind: string, text: string, choices: string[], required: number) =>
    here.db.run("INSERT INTO survey_questions (queue_id, place, kind, text, choices, required) VALUES (?, ?, ?, ?, ?, ?)", [
      QUEUES.sales,
      place,
      kind,
      text,
      JSON.stringify(choices),
      required,
    ]);
  question(1, "one", "Solved?", ["Yes", "No"], 1);
  question(2, "text", "Anything else?", [], 0);
  closesIt(said);
  expect(conversation(here, id).state).toBe("wrap_up");
  expect(refusal(() => disposes(said))).toEqual({ "answer-1": "wrap-up.answer" });
  keeps(said, { reasonId: null, notes: "", answers: new Map([[1, ["Yes"]]]) });
  expect(missingOf(here.db, id)).toEqual({});
  disposes(said);
  expect(answersOf(here.db, id)).toEqual([{ questionId: 1, text: "Solved?", said: ["Yes"] }]);
});
