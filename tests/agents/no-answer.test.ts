import { expect, test } from "bun:test";
import { setStatus } from "../../src/agents/statuses.ts";
import { accept, reject } from "../../src/conversations/assignment.ts";
import { ana, arrives, ben, chiara, minutes, STATUSES, seconds, turns, type World, world } from "../world.ts";

/** Only Ana is there, and offers run out with her. */
const alone = () => {
  const here = world();
  for (const id of [ben, chiara]) turns(here, id, "break");
  return here;
};
const ignores = (here: World) => {
  here.settle();
  here.now += seconds(30);
  here.settle();
  here.now += seconds(60);
};
const status = ({ db }: World) => db.query("SELECT s.builtin, u.ignored FROM users u JOIN statuses s ON s.id = u.status_id WHERE u.id = ?").values(ana)[0];
const told = ({ db }: World) => db.query("SELECT agent_id, data FROM events WHERE kind = 'agent.no-answer'").values();

test("two ignored offers in a row, and an agent does not seem to be there", () => {
  const here = alone();
  arrives(here);
  ignores(here);
  expect([status(here), told(here)]).toEqual([["ready", 1], []]);
  ignores(here);
  expect([status(here), told(here)]).toEqual([["no-answer", 0], [[ana, '{"ignored":2}']]]);
  here.now += minutes(10);
  here.settle();
  expect(here.db.query("SELECT state FROM conversations").values()).toEqual([["queued"]]);
});

test("one click makes them Ready again", () => {
  const here = alone();
  arrives(here);
  ignores(here);
  ignores(here);
  here.write((db) => setStatus(db, { agentId: ana, statusId: STATUSES.ready }, here.now));
  here.settle();
  expect(here.db.query("SELECT state, agent_id FROM conversations").values()).toEqual([["offered", ana]]);
});

test("who accepts or rejects in between is there", () => {
  for (const answer of [accept, reject]) {
    const here = alone();
    const id = arrives(here);
    ignores(here);
    here.settle();
    here.write((db) => answer(db, { conversationId: id, agentId: ana }, here.now));
    expect(status(here)).toEqual(["ready", 0]);
  }
});

test("how many is a setting, and none is never", () => {
  const here = alone();
  here.db.run("INSERT INTO settings (key, value) VALUES ('ignoredOffersMax', '0')");
  arrives(here);
  for (let n = 0; n < 5; n++) ignores(here);
  expect(status(here)).toEqual(["ready", 5]);
});
