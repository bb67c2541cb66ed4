import { expect, test } from "bun:test";
import { wordsOf } from "../../src/texts/catalogue.ts";
import { calledBeside, customerName, languageName, lineOf, phoneText } from "../../views/desk/name.ts";

const t = wordsOf("en");
const nobody = { savedName: null, profileName: null, phone: null, customerId: 7 };

test("a customer has the saved name, else the number, else what they call themselves, else a number of ours", () => {
  expect(customerName({ ...nobody, savedName: "Carla", phone: "393471182046", profileName: "carlotta" }, t)).toBe("Carla");
  expect(customerName({ ...nobody, phone: "393471182046", profileName: "carlotta" }, t)).toBe("+39 347 118 2046");
  expect(customerName({ ...nobody, profileName: "carlotta" }, t)).toBe("carlotta");
  expect(customerName(nobody, t)).toBe("Visitor 7");
});

test("beside the number stands what they call themselves and their username, once, and nothing beside a saved name", () => {
  const carla = { ...nobody, phone: "393471182046", profileName: "Carla B.", username: "carlotta" };
  expect(calledBeside(carla)).toBe("~Carla B. @carlotta");
  expect(calledBeside({ ...carla, username: null })).toBe("~Carla B.");
  expect(calledBeside({ ...carla, profileName: "carlotta" })).toBe("@carlotta");
  expect(calledBeside({ ...carla, phone: null })).toBe("@carlotta");
  expect(calledBeside({ ...carla, phone: null, profileName: "carlotta" })).toBe("");
  expect(calledBeside({ ...nobody, username: null })).toBe("");
  expect(calledBeside({ ...carla, savedName: "Carla" })).toBe("");
});

test("a number is written as people write it, and what is none stays", () => {
  expect([phoneText("+442079460123"), phoneText("not a number")]).toEqual(["+44 20 7946 0123", "not a number"]);
});

test("a language has the reader's name for it, and nonsense stays", () => {
  expect([languageName("it", "en"), languageName("en", "it"), languageName("not_a-language!", "en")]).toEqual(["Italian", "Inglese", "not_a-language!"]);
});

test("a message in one line has its words, else what it is", () => {
  expect([lineOf("text", " two\n\nlines ", t), lineOf("image", "", t), lineOf("voice", null, t), lineOf(null, null, t)]).toEqual([
    "two lines",
    "Photo",
    "Voice message",
    "",
  ]);
});
