import { expect, test } from "bun:test";
import { addQueue } from "../../src/queues/change.ts";
import { QUEUE_INITIAL } from "../../src/queues/queue.ts";
import { addSkillset, removeSkillset, renameSkillset } from "../../src/skillsets/change.ts";
import { listSkillsets } from "../../src/skillsets/store.ts";
import { addUser } from "../../src/users/accounts.ts";
import { greta, NINE, type Office, office, refusal } from "../admin/office.ts";

const add = ({ write }: Office, name: string) => write((db) => addSkillset(db, { name }, greta, NINE));
const names = ({ db }: Office) => listSkillsets.all(db).map(({ name }) => name);

test("an administrator makes a skillset, and it is written down who did", () => {
  const here = office();
  const id = add(here, "  Sales ");
  expect(names(here)).toEqual(["Sales"]);
  expect(here.news()).toMatchObject([{ kind: "skillset.changed", data: { skillsetId: id } }]);
  expect(here.audits()).toEqual([{ userId: 1, action: "skillset.added", subject: `skillset:${id}`, before: null, after: { name: "Sales" } }]);
});

test("two skillsets cannot have one name, whatever the case of its letters", () => {
  const here = office();
  add(here, "Sales");
  expect(refusal(() => add(here, "sales"))).toEqual({ name: "field.taken" });
  expect(refusal(() => add(here, ""))).toEqual({ name: "field.required" });
});

test("a skillset gets another name; the same name is no change", () => {
  const here = office();
  const id = add(here, "Sales");
  here.news();
  here.write((db) => renameSkillset(db, id, { name: "sales" }, greta, NINE));
  expect(names(here)).toEqual(["sales"]);
  expect(here.news()).toHaveLength(1);
  here.write((db) => renameSkillset(db, id, { name: "sales" }, greta, NINE));
  expect(here.news()).toEqual([]);
});

test("a skillset that a ring names cannot be removed, and the queues are told", () => {
  const here = office();
  const id = add(here, "Sales");
  for (const name of ["Orders", "Complaints"])
    here.write((db) => addQueue(db, { ...QUEUE_INITIAL, name, rings: [{ afterSeconds: 0, skillsetIds: [id] }] }, greta, NINE));
  expect(refusal(() => here.write((db) => removeSkillset(db, id, greta, NINE)))).toEqual({ "conflict.skillset-used": { queues: "Complaints, Orders" } });
  expect(names(here)).toEqual(["Sales"]);
});

test("a skillset that is removed leaves its members without it, and they are told", () => {
  const here = office();
  const id = add(here, "Sales");
  const ana = here.write((db) => addUser(db, { username: "ana", name: "Ana", profileId: 1, skillsets: [{ id, level: 7 }], passwordHash: null }, greta, NINE));
  here.news();
  here.write((db) => removeSkillset(db, id, greta, NINE));
  expect(names(here)).toEqual([]);
  expect(here.db.query("SELECT count(*) AS n FROM user_skillsets").get()).toEqual({ n: 0 });
  expect(here.news().map(({ kind, data }) => ({ kind, data }))).toEqual([
    { kind: "user.changed", data: { userId: ana } },
    { kind: "skillset.changed", data: { skillsetId: id } },
  ]);
});
