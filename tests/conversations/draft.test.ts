import { expect, test } from "bun:test";
import { draftOf, draftSent, NO_DRAFT, saveDraft } from "../../src/conversations/draft.ts";
import type { Draft } from "../../src/conversations/draft-store.ts";
import { happened, lastEvent } from "../talk.ts";
import { ana, arrives, ben, type World, world } from "../world.ts";

const begun = () => {
  const here = world();
  return { here, place: { conversationId: arrives(here), agentId: ana } };
};
type Begun = ReturnType<typeof begun>;
const saves = ({ here, place }: Begun, text: string, revision: number, mode: Draft["mode"] = "reply") =>
  here.write((db) => saveDraft(db, place, { mode, text, revision }, here.now));
const isSent = ({ here, place }: Begun, revision: number) => here.write((db) => draftSent(db, place, revision, here.now));
const kept = ({ here, place }: Begun) => draftOf(here.db, place);
const told = (here: World, since: number) => happened(here, since).map(({ kind, data }) => [kind, data]);

test("what is begun is kept with a revision that goes up, for each agent their own", () => {
  const one = begun();
  expect(kept(one)).toEqual(NO_DRAFT);
  expect([saves(one, "Good", 0), saves(one, "Good morning", 1), saves(one, "Good morning", 2, "note")]).toEqual([1, 2, 3]);
  expect(kept(one)).toEqual({ mode: "note", text: "Good morning", choices: null, revision: 3 });
  expect(draftOf(one.here.db, { ...one.place, agentId: ben })).toEqual(NO_DRAFT);
});

test("what was written from an older one is refused, and what stands stays; the same once more is no change", () => {
  const one = begun();
  saves(one, "Here", 0);
  saves(one, "Here and there", 1);
  expect(() => saves(one, "Elsewhere", 1)).toThrow("conflict.draft");
  expect(saves(one, "Here and there", 1)).toBe(2);
  expect(kept(one)).toEqual({ mode: "reply", text: "Here and there", choices: null, revision: 2 });
});

test("sending one empties it, but not what was written since; its revision never comes back", () => {
  const one = begun();
  saves(one, "Sent", 0);
  isSent(one, 1);
  expect(kept(one)).toEqual({ mode: "reply", text: "", choices: null, revision: 2 });
  saves(one, "Written since", 2);
  isSent(one, 2);
  isSent(one, 1);
  expect(kept(one).text).toBe("Written since");
  expect(() => saves(one, "Of the other window", 1)).toThrow("conflict.draft");
});

test("that there is one is told its agent's pages once, and that there is none", () => {
  const one = begun();
  const since = lastEvent(one.here);
  saves(one, "A", 0);
  saves(one, "A letter", 1);
  isSent(one, 2);
  isSent(one, 3);
  const changed = ["draft.changed", { about: one.place.conversationId }];
  expect(told(one.here, since)).toEqual([changed, changed]);
});

test("buttons are part of what is begun, also without a text, and go with it", () => {
  const one = begun();
  const choices = { kind: "buttons", open: "", options: [{ title: "Ye", description: "" }] } as const;
  const save = (given: Draft["choices"], revision: number, text = "") =>
    one.here.write((db) => saveDraft(db, one.place, { mode: "reply", text, choices: given, revision }, one.here.now));
  expect([save(choices, 0), save(structuredClone(choices), 1), save({ ...choices, options: [] }, 1)]).toEqual([1, 1, 2]);
  expect(() => save(choices, 1)).toThrow("conflict.draft");
  expect(kept(one)).toEqual({ mode: "reply", text: "", choices: { ...choices, options: [] }, revision: 2 });
  isSent(one, 2);
  expect(kept(one)).toEqual({ mode: "reply", text: "", choices: null, revision: 3 });
});
