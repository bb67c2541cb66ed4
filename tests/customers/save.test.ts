import { expect, test } from "bun:test";
import { saveCustomer } from "../../src/customers/save.ts";
import { happened, lastEvent } from "../talk.ts";
import { arrives, ben, world } from "../world.ts";

const MARIO = { firstName: "Mario", surnames: "Rossi", email: "mario@example.com", language: "it" };

test("who a customer is, is written down; who is responsible for them stays until another is named, or nobody", () => {
  const here = world();
  arrives(here);
  const responsible = () => (here.db.query("SELECT name, responsible_id AS id FROM customers").get() as { name: string; id: number | null }).id;
  const save = (more: { responsibleId?: number | null } = {}) => here.write((db) => saveCustomer(db, 1, { ...MARIO, ...more }, here.now));
  const since = lastEvent(here);
  save({ responsibleId: ben });
  expect(responsible()).toBe(ben);
  expect(happened(here, since)).toEqual([{ kind: "customer.changed", data: { customerId: 1 } }]);
  save();
  expect(responsible()).toBe(ben);
  save({ responsibleId: null });
  expect(responsible()).toBeNull();
  expect(() => here.write((db) => saveCustomer(db, 99, MARIO, here.now))).toThrow("error.not-found");
});
