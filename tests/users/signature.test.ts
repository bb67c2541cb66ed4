import { expect, test } from "bun:test";
import { changeSignature, SIGNATURE_LENGTH_MAX, signatureOf } from "../../src/users/signature.ts";
import { happened, lastEvent } from "../talk.ts";
import { ana, ben, world } from "../world.ts";

test("everybody keeps a signature of their own, of any lines but not of any length; the same once more is no change", () => {
  const here = world();
  const signs = (signature: string) => here.write((db) => changeSignature(db, ana, signature, here.now));
  expect(signatureOf(here.db, ana)).toBe("");
  signs(" Ana\nCasa & Luce\n");
  const since = lastEvent(here);
  signs("Ana\nCasa & Luce");
  expect([signatureOf(here.db, ana), signatureOf(here.db, ben), happened(here, since)]).toEqual(["Ana\nCasa & Luce", "", []]);
  expect(() => signs("x".repeat(SIGNATURE_LENGTH_MAX + 1))).toThrow("error.invalid");
  signs("");
  expect(signatureOf(here.db, ana)).toBe("");
});
