import { expect, test } from "bun:test";
import { addStatus, changeStatus, removeStatus, type StatusInput } from "../../src/agents/define.ts";
import { setStatus, statusesOf, statusOf } from "../../src/agents/statuses.ts";
import { greta, refusal } from "../admin/office.ts";
import { lastEvent } from "../talk.ts";
import { ana, arrives, conversation, minutes, STATUSES, type World, world } from "../world.ts";

const LUNCH: StatusInput = { name: "Lunch", mark: "break" };
const add = (here: World, input = LUNCH) => here.write((db) => addStatus(db, input, greta, here.now));
const names = ({ db }: World) => statusesOf(db).map(({ name }) => name);
const since = ({ db }: World, event: number) => db.query("SELECT kind, data FROM events WHERE id > ? ORDER BY id").all(event);
const audits = ({ db }: World) => (db.query("SELECT action FROM audit ORDER BY id").all() as { action: string }[]).map(({ action }) => action);

test("a status is added, agents take it, and nothing comes to who is in it", () => {
  const here = world();
  const before = lastEvent(here);
  const id = add(here);
  expect(since(here, before)).toEqual([{ kind: "status.changed", data: `{"statusId":${id}}` }]);
  expect(audits(here)).toEqual(["status.added"]);
  expect(statusesOf(here.db).at(-1)).toEqual({ id, name: "Lunch", builtin: null, mark: "break", ready: false });
  for (const agentId of [11, 12, 13]) here.write((db) => setStatus(db, { agentId, statusId: id }, here.now));
  const waiting = arrives(here);
  here.settle();
  expect(conversation(here, waiting).state).toBe("queued");
});

test("a status is renamed and marked; what is as it was changes nothing", () => {
  const here = world();
  const id = add(here);
  const before = lastEvent(here);
  const change = (input: StatusInput) => here.write((db) => changeStatus(db, id, input, greta, here.now));
  change(LUNCH);
  expect(since(here, before)).toEqual([]);
  change({ name: "Meal", mark: "off" });
  expect(statusesOf(here.db).at(-1)).toMatchObject({ name: "Meal", mark: "off" });
  expect(refusal(() => change({ name: "BREAK", mark: "off" }))).toEqual({ name: "field.taken" });
  expect(refusal(() => change({ name: " ", mark: "ready" as never }))).toEqual({ name: "field.required", mark: "field.choose" });
});

test("a status that is removed leaves its agents Not ready, and keeps its row for what has been", () => {
  const here = world();
  const id = add(here);
  here.write((db) => setStatus(db, { agentId: ana, statusId: id }, here.now));
  here.now += minutes(5);
  const before = lastEvent(here);
  here.write((db) => removeStatus(db, id, greta, here.now));
  expect(statusOf(here.db, ana)).toEqual({ statusId: STATUSES["not-ready"], since: here.now });
  expect(since(here, before)).toEqual([
    { kind: "agent.status-changed", data: `{"from":${id},"to":${STATUSES["not-ready"]}}` },
    { kind: "status.changed", data: `{"statusId":${id}}` },
  ]);
  expect(names(here)).not.toContain("Lunch");
  expect(here.db.query("SELECT name FROM statuses WHERE id = ?").get(id)).toEqual({ name: "Lunch" });
  expect(here.db.query("SELECT count(*) AS n FROM agent_status_intervals WHERE status_id = ?").get(id)).toEqual({ n: 1 });
  expect(refusal(() => here.write((db) => setStatus(db, { agentId: ana, statusId: id }, here.now)))).toBe("error.not-found");
  expect(refusal(() => here.write((db) => removeStatus(db, id, greta, here.now)))).toBe("error.not-found");
});

test("one that was removed comes back under its name, and no other takes it", () => {
  const here = world();
  const id = add(here);
  here.write((db) => removeStatus(db, id, greta, here.now));
  const other = add(here, { name: "Meal", mark: "off" });
  expect(refusal(() => here.write((db) => changeStatus(db, other, LUNCH, greta, here.now)))).toEqual({ name: "status.was-there" });
  expect(add(here, { name: "lunch", mark: "off" })).toBe(id);
  expect(names(here)).toContain("lunch");
  expect(refusal(() => add(here))).toEqual({ name: "field.taken" });
});

test("those that come with Parlo stay as they are", () => {
  const here = world();
  for (const { id, builtin } of statusesOf(here.db)) {
    expect(builtin).not.toBeNull();
    expect(refusal(() => here.write((db) => removeStatus(db, id, greta, here.now)))).toBe("conflict.status-builtin");
    expect(refusal(() => here.write((db) => changeStatus(db, id, LUNCH, greta, here.now)))).toBe("conflict.status-builtin");
  }
});
