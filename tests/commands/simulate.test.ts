import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { accept } from "../../src/conversations/assignment.ts";
import { makeFolder, runParlo, startParlo } from "../parlo.ts";
import { ana, arrives, closes, minutes, seconds, turns, world } from "../world.ts";

/** A folder in which on 2 March 2026 two came to ana, each ten seconds after the other was done with. */
function storedDay(): string {
  const folder = makeFolder();
  const w = world({ path: join(folder, "parlo.db") });
  for (let n = 0; n < 2; n++) {
    const id = arrives(w);
    w.settle();
    w.now += seconds(10);
    w.write((db) => accept(db, { conversationId: id, agentId: ana }, w.now));
    turns(w, 12, null);
    w.now += minutes(5);
    closes(w, id);
  }
  w.db.close();
  return folder;
}

const on = (folder: string, ...more: string[]) => runParlo(["simulate", "--day", "2026-03-02", ...more, "--data", folder]);
const file = (value: unknown) => {
  const path = join(makeFolder(), "variation.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};

test("a stored day is replayed, beside what was measured, and once more with something otherwise", async () => {
  const folder = storedDay();
  const plain = await on(folder);
  expect([plain.code, plain.err]).toEqual([0, ""]);
  expect(plain.out).toMatch(/2 conversations came/);
  expect(plain.out).toMatch(/^all +measured +2 +2 +0 +0 +0:10 +0:10 +0:10 +0:10 +–$/m);
  expect(plain.out).toMatch(/^ +replayed +2 +2 +0 +0 +0:10 /m);
  expect(plain.out).toMatch(/^Ana +2 had/m);

  const other = await on(folder, "--variation", file({ acceptSeconds: 4, agents: [{ skillset: "sales", add: 1 }] }));
  expect(other.out).toMatch(/^ +otherwise +2 +2 +0 +0 +0:04 /m);
  expect(other.out).toMatch(/^\+1 sales /m);

  const { measured, varied } = JSON.parse((await on(folder, "--json")).out);
  expect([measured.total.meanMs, varied]).toEqual([10_000, null]);
  expect((await runParlo(["simulate", "--day", "2026-03-01", "--data", folder])).out).toContain("nothing came that day");
});

test("the process that owns the folder does it, in a Worker", async () => {
  const folder = storedDay();
  const parlo = await startParlo({ folder });
  expect((await on(folder)).out).toMatch(/2 conversations came/);
  await parlo.stop();
});

test("what is wrong is said: the day, the file, its shape, its names", async () => {
  const folder = storedDay();
  const cases = [
    [["simulate", "--data", folder], 64, "simulate needs a day"],
    [["simulate", "--day", "2026-02-30", "--data", folder], 64, "simulate needs a day"],
    [["simulate", "--day", "2999-01-01", "--data", folder], 64, "2999-01-01 has not begun yet"],
    [["simulate", "--day", "2026-03-02", "--variation", "nowhere.json", "--data", folder], 64, "nowhere.json cannot be read"],
    [["simulate", "--day", "2026-03-02", "--variation", file("{"), "--data", folder], 78, "this is no JSON: line 1"],
    [["simulate", "--day", "2026-03-02", "--variation", file({ agents: 3 }), "--data", folder], 78, "agents: must be a list"],
    [["simulate", "--day", "2026-03-02", "--variation", file({ queues: [{ queue: "x" }] }), "--data", folder], 78, "known are sales, support"],
  ] as const;
  for (const [args, exitCode, says] of cases) {
    const { code, err } = await runParlo([...args]);
    expect([args.slice(1), code, err.includes(says) || err]).toEqual([args.slice(1), exitCode, true]);
  }
});
