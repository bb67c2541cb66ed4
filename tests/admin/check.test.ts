import { describe, expect, test } from "bun:test";
import { closeSync, openSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { check, isSound } from "../../src/admin/check.ts";
import { examine } from "../../src/admin/check-examine.ts";
import { accept, offer } from "../../src/conversations/assignment.ts";
import { markRead } from "../../src/conversations/read.ts";
import { pathOf } from "../../src/files/keep.ts";
import { runParlo } from "../parlo.ts";
import { ana, QUEUES } from "../world.ts";
import { type Folder, newFolder, sendsUp, writes } from "./folder.ts";

/** A folder in which somebody has worked: two conversations, one of them held and read, and a file. */
async function worked(): Promise<Folder & { sha256: string }> {
  const here = newFolder();
  const { write, clock } = here.workspace;
  for (const who of ["391", "392", "391", "391"]) await write((db) => writes(db, who, "hello"));
  await write((db) => offer(db, { conversationId: 1, agentId: ana, queueId: QUEUES.sales, expiresAt: clock() + 30_000 }, clock()));
  await write((db) => accept(db, { conversationId: 1, agentId: ana }, clock()));
  await write((db) => markRead(db, { conversationId: 1, agentId: ana }, null, clock()));
  await write((db) => writes(db, "391", "are you there?"));
  return { ...here, sha256: await sendsUp(here.workspace, "a", Buffer.from("a file")) };
}

const problems = async ({ workspace, background }: Folder, deep = false) =>
  (await check(workspace, background, deep)).flatMap(({ grade, about, text }) => (grade === "problem" ? [`${about}: ${text}`] : []));

test("a folder in which people work is sound, also while they do", async () => {
  await using here = await worked();
  const writing = Promise.all(Array.from({ length: 200 }, (_, n) => here.workspace.write((db) => writes(db, `3${n % 5}`, "more"))));
  expect(await problems(here, true)).toEqual([]);
  await writing;
  expect(await problems(here, true)).toEqual([]);
});

describe("what was kept and is not as it can be counted is found", () => {
  const wrongs: [statement: string, problem: string][] = [
    ["UPDATE conversations SET unread = 3 WHERE id = 1", "unread messages: conversation 1 says 3, but it is 1"],
    ["UPDATE conversations SET last_message_id = 1 WHERE id = 1", "last messages: conversation 1 says 1, but it is 5"],
    ["UPDATE assignments SET released_at = 5, release_reason = 'closed'", "who holds what: conversation 1 says 11, but it is none"],
    ["UPDATE assignments SET agent_id = 12", "who holds what: conversation 1 says 11, but it is 12"],
    ["DELETE FROM events WHERE kind = 'conversation.offered'", "assignments: conversation 1 says 1, but it is 0"],
    ["DELETE FROM events WHERE kind = 'conversation.accepted'", "acceptances: conversation 1 says 1, but it is 0"],
    ["PRAGMA foreign_keys = OFF; DELETE FROM customers WHERE id = 1", "references: row 1 of identities points to nothing in customers"],
  ];
  test.each(wrongs)("%s", async (statement, problem) => {
    await using here = await worked();
    here.workspace.db.run(statement);
    expect(await problems(here)).toContain(problem);
  });

  test("the routing index", async () => {
    await using here = await worked();
    here.workspace.db.run("UPDATE queues SET offer_seconds = 99 WHERE id = 31");
    expect((await problems(here)).join()).toMatch(/routing index: [-+] queue /);
  });
});

describe("files", () => {
  test("that are gone or cut off are found", async () => {
    await using here = await worked();
    const path = pathOf(here.folder, here.sha256);
    truncateSync(path, 2);
    expect(await problems(here)).toEqual([`files: ${here.sha256} has 2 bytes instead of 6`]);
    rmSync(path);
    expect(await problems(here)).toEqual([`files: ${here.sha256} is missing`]);
  });

  test("that were changed are found by looking deep", async () => {
    await using here = await worked();
    writeFileSync(pathOf(here.folder, here.sha256), "a fool");
    expect(await problems(here)).toEqual([]);
    expect(await problems(here, true)).toEqual([`files: ${here.sha256} was changed`]);
  });

  test("that no row names are noted", async () => {
    await using here = await worked();
    writeFileSync(join(pathOf(here.folder, here.sha256), "..", "stranger"), "x");
    const findings = await check(here.workspace, here.background, false);
    expect([isSound(findings), findings.filter(({ grade }) => grade === "note").map(({ text }) => text)]).toEqual([
      true,
      ["1 that nothing names; they are removed a day after they came"],
    ]);
  });
});

test("a database with a broken page is told as that, and not an error", async () => {
  const here = await worked();
  here.workspace.db.run("UPDATE customers SET notes = ?", ["x".repeat(200_000)]);
  await here.close();
  const path = join(here.folder, "parlo.db");
  const file = openSync(path, "r+");
  writeSync(file, new Uint8Array(4096).fill(7), 0, 4096, statSync(path).size - 8192);
  closeSync(file);
  const found = examine({ do: "examine", dataDir: here.folder, deep: false });
  expect(found.filter(({ grade, about }) => grade === "problem" && about === "database").length).toBeGreaterThan(0);
});

test("many problems are named up to a number", async () => {
  await using here = await worked();
  here.workspace.db.run(`INSERT INTO files (sha256, size, type, created_at)
    WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 100) SELECT printf('%064d', n), 1, 'x', 1 FROM count`);
  expect(await problems(here)).toHaveLength(21);
});

test("the command ends with 0 when all is well and with 1 when not", async () => {
  const here = await worked();
  await here.close();
  const well = await runParlo(["check", "--data", here.folder]);
  expect([well.code, well.out]).toEqual([0, expect.stringMatching(/^ok +database: .*\nEverything is as it should be\.\n$/s)]);
  rmSync(pathOf(here.folder, here.sha256));
  const ill = await runParlo(["check", "--data", here.folder]);
  expect([ill.code, ill.err]).toEqual([1, expect.stringMatching(new RegExp(`PROBLEM files: ${here.sha256} is missing\n.*1 problem\\.\n$`, "s"))]);
});
