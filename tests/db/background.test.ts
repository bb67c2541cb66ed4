import { expect, test } from "bun:test";
import { backgroundOf, TooSlow } from "../../src/db/background.ts";
import { until } from "../parlo.ts";
import { slowWorker } from "./slow-worker.ts";

test("who works apart gets an answer, or what went wrong with its code", async () => {
  const background = backgroundOf();
  expect(await background.apart<object, number>(slowWorker, { ms: 1 }, false)).toBe(1);
  await expect(background.apart(slowWorker, { ms: 1, breaks: true }, false)).rejects.toMatchObject({ message: "no room", code: "ENOSPC" });
  background.close();
});

test("who takes longer than they may is ended, even in the middle of a thought", async () => {
  const background = backgroundOf();
  let ended = 0;
  const start = () => {
    const worker = new Worker(URL.createObjectURL(new Blob(["self.onmessage = () => { for (;;); };"])));
    worker.addEventListener("close", () => ended++);
    return worker;
  };
  await expect(background.apart(start, {}, false, 200)).rejects.toThrow(TooSlow);
  await until(() => ended === 1, 20_000, "it goes on");
  background.close();
});
