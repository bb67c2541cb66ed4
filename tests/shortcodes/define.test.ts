import { expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { addShortcode, changeShortcode, choosableIn, removeShortcode, SHORTCODES_MAX, type ShortcodeInput, shortcodesOf } from "../../src/shortcodes/define.ts";
import { fillIn, unknownIn } from "../../src/shortcodes/variables.ts";
import { happened, lastEvent } from "../talk.ts";
import { ana, arrives, ben, type World, world } from "../world.ts";

const HELLO: ShortcodeInput = { title: "Hello", category: "Greetings", text: "Good morning {customer}, I am {agent}" };
const by = (here: World, ownerId: number | null) => ({ ownerId, who: CONSOLE, now: here.now });
const adds = (here: World, input: Partial<ShortcodeInput> = {}, ownerId: number | null = null) =>
  here.write((db) => addShortcode(db, { ...HELLO, ...input }, by(here, ownerId)));
const audited = ({ db }: World) => db.query("SELECT action, after FROM audit WHERE subject LIKE 'shortcode:%'").values();

test("an agent may choose from everybody's and their own, by category and title, never another's", () => {
  const here = world();
  adds(here);
  adds(here, { title: "bye", category: "" });
  adds(here, { title: "Arrival", category: "greetings" }, ana);
  adds(here, { title: "Of ben" }, ben);
  const place = { conversationId: arrives(here), agentId: ana };
  expect(choosableIn(here.db, place, whatsapp).map(({ title, own }) => [title, own])).toEqual([
    ["Arrival", 1],
    ["Hello", 0],
    ["bye", 0],
  ]);
  expect(shortcodesOf(here.db, ben).map(({ title }) => title)).toEqual(["Of ben"]);
});

test("what is known of a conversation is filled in; what is not stays to be written, and what a customer is called fills nothing", () => {
  const here = world();
  adds(here, { text: "{customer}/{agent}/{number}/{email}/{channel}/{queue}" });
  const id = arrives(here);
  const text = () => choosableIn(here.db, { conversationId: id, agentId: ana }, whatsapp)[0]?.text;
  expect(text()).toBe(`{customer}/Ana/${id}/{email}/Main number/sales`);
  here.db.run("UPDATE customers SET name = '{agent}', email = 'mario@example.com'");
  expect(text()).toBe(`{agent}/Ana/${id}/mario@example.com/Main number/sales`);
  expect(() => choosableIn(here.db, { conversationId: 99, agentId: ana }, whatsapp)).toThrow("error.not-found");
});

test("a title is there once for each owner, in whatever letters; a variable that nobody knows is refused by its name", () => {
  const here = world();
  const id = adds(here);
  expect(() => adds(here, { title: "HELLO" })).toThrow("error.invalid");
  adds(here, {}, ana);
  here.write((db) => changeShortcode(db, id, { ...HELLO, title: "HELLO" }, by(here, null)));
  for (const wrong of [{ text: "{custmer}" }, { text: " " }, { title: "" }, { text: "x".repeat(4001) }])
    expect(() => adds(here, { title: "Another", ...wrong })).toThrow("error.invalid");
  expect([unknownIn("a {customer} {custmer}"), unknownIn("{ } {} {customer}")]).toEqual(["custmer", null]);
  const nobody = { customer: null, agent: "Ana", number: 7, phone: null, email: null, channel: "", queue: "" };
  expect(fillIn("{agent} {number} {customer} {toString}", nobody)).toBe("Ana 7 {customer} {toString}");
});

test("nobody changes another's; what changes nothing is not told; only everybody's are audited, without their text", () => {
  const here = world();
  const own = adds(here, {}, ana);
  for (const ownerId of [null, ben]) {
    expect(() => here.write((db) => changeShortcode(db, own, HELLO, by(here, ownerId)))).toThrow("error.not-found");
    expect(() => here.write((db) => removeShortcode(db, own, by(here, ownerId)))).toThrow("error.not-found");
  }
  expect(audited(here)).toEqual([]);
  const id = adds(here);
  const since = lastEvent(here);
  here.write((db) => changeShortcode(db, id, HELLO, by(here, null)));
  expect(happened(here, since)).toEqual([]);
  here.write((db) => removeShortcode(db, id, by(here, null)));
  expect(happened(here, since)).toEqual([{ kind: "shortcode.changed", data: { shortcodeId: id } }]);
  expect(audited(here)).toEqual([
    ["shortcode.added", '{"title":"Hello","category":"Greetings"}'],
    ["shortcode.removed", null],
  ]);
});

test("there are no more of one owner than a chooser can show", () => {
  const here = world();
  here.writeAll(Array.from({ length: SHORTCODES_MAX }, (_, n) => (db) => addShortcode(db, { ...HELLO, title: `Text ${n}` }, by(here, ana))));
  expect(() => adds(here, { title: "One more" }, ana)).toThrow("error.invalid");
  adds(here, { title: "Of everybody" });
});
