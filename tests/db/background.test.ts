import { expect, test } from "bun:test";
import { backgroundOf } from "../../src/db/background.ts";
import { slowWorker } from "./slow-worker.ts";

test("who works apart gets an answer, or what went wrong with its code", async () => {
  const background = backgroundOf();
  expect(await background.apart<object, number>(slowWorker, { ms: 1 }, false)).toBe(1);
  await expect(background.apart(slowWorker, { ms: 1, breaks: true }, false)).rejects.toMatchObject({ message: "no room", code: "ENOSPC" });
  background.close();
});
