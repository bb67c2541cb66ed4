import { expect, test } from "bun:test";
import { accept } from "../../src/conversations/assignment.ts";
import { homeOf } from "../../src/home/home.ts";
import type { Hours } from "../../src/queues/hours.ts";
import { ana, arrives, ben, closes, minutes, NINE, turns, type World, world } from "../world.ts";

// What Ana's home shows of her day, of the team's and of the service. The world lives by UTC; it is Monday.

const HOUR = minutes(60);
const WEEK = 7 * 24 * HOUR;

/** Ana gets one and takes it. */
function takes(here: World): number {
  turns(here, ben, "break");
  turns(here, ana, "ready");
  const id = arrives(here);
  here.settle();
  here.write((db) => accept(db, { conversationId: id, agentId: ana }, here.now));
  return id;
}
const atHours = (byHour: readonly number[]) => Object.fromEntries([...byHour.entries()].filter(([, count]) => count > 0));

test("what Ana closed and holds today, when she accepted it, and what waits for anybody", () => {
  const here = world();
  const yesterdays = takes(here);
  here.now = NINE + 24 * HOUR;
  closes(here, yesterdays);
  const [first] = [takes(here), takes(here)];
  here.now += 2 * HOUR + minutes(59);
  takes(here);
  closes(here, first);
  for (const agent of [ana, ben]) turns(here, agent, "break");
  arrives(here);
  here.settle();
  const { mine, today } = homeOf(here.db, ana, here.now);
  expect([mine.closed, mine.active, today.inQueue]).toEqual([2, 2, 1]);
  expect(atHours(mine.byHour)).toEqual({ 9: 2, 11: 1 });
  expect(homeOf(here.db, ben, here.now).mine).toEqual({ closed: 0, active: 0, firstReplyMs: null, byHour: mine.byHour.map(() => 0), usual: null });
});

test("the usual day is the average of the same weekday in the weeks before, of those on which she worked", () => {
  const here = world();
  takes(here);
  here.now += 24 * HOUR;
  takes(here);
  here.now = NINE + 2 * WEEK;
  for (const id of [takes(here), takes(here), takes(here)]) closes(here, id);
  here.now = NINE + 3 * WEEK + HOUR;
  takes(here);
  const { mine } = homeOf(here.db, ana, here.now);
  expect(atHours(mine.byHour)).toEqual({ 10: 1 });
  expect(atHours(mine.usual ?? [])).toEqual({ 9: 2 });
  here.now = NINE + 5 * WEEK;
  expect(atHours(homeOf(here.db, ana, here.now).mine.usual ?? [])).toEqual({ 9: 1.5, 10: 0.5 });
});

test("hours are those of the company's clock", () => {
  const here = world();
  here.write((db) => db.run(`INSERT INTO settings (key, value) VALUES ('timeZone', '"Europe/Rome"')`));
  takes(here);
  expect(atHours(homeOf(here.db, ana, here.now).mine.byHour)).toEqual({ 10: 1 });
});

test("every agent is in one slice; who is signed out has one of their own, who is no agent none", () => {
  const here = world();
  turns(here, ben, null);
  turns(here, ana, "break");
  const slices = homeOf(here.db, ana, here.now).agents.map(({ status, count }) => [status?.name ?? null, count]);
  expect(slices).toEqual([
    ["Ready", 1],
    ["Break", 1],
    [null, 1],
  ]);
});

test("a channel serves while its own hours and its queue's are open, and says until when, or from when", () => {
  const here = world();
  const week = (from: string, to: string): Hours => {
    const span = [[from, to]] as const;
    return { week: { mon: span, tue: span, wed: span, thu: span, fri: span, sat: [], sun: [] }, holidays: [] };
  };
  const set = (table: "queues" | "channels", id: number | string, hours: Hours | null) =>
    here.write((db) => db.run(`UPDATE ${table} SET hours = ? WHERE id = ?`, [hours && JSON.stringify(hours), id]));
  const service = () =>
    homeOf(here.db, ana, here.now).service.map(({ name, open, changesAt }) => [name, open, changesAt === null ? null : (changesAt - NINE) / HOUR]);
  expect(service()).toEqual([
    ["Main number", true, null],
    ["Site", true, null],
  ]);
  set("queues", 31, week("10:00", "18:00"));
  set("channels", "wa", week("08:00", "12:00"));
  expect(service()).toEqual([
    ["Main number", false, 1],
    ["Site", false, 1],
  ]);
  here.now += 2 * HOUR;
  expect(service()).toEqual([
    ["Main number", true, 3],
    ["Site", true, 9],
  ]);
  here.now += 2 * HOUR;
  expect(service()[0]).toEqual(["Main number", false, 25]);
  set("channels", "wa", week("19:00", "20:00"));
  expect(service()[0]).toEqual(["Main number", false, null]);
});
