import { expect, test } from "bun:test";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CONSOLE } from "../../src/admin/audit.ts";
import { backup } from "../../src/admin/backup.ts";
import { check, isSound } from "../../src/admin/check.ts";
import { restore } from "../../src/admin/restore-backup.ts";
import { ConfigProblem } from "../../src/config.ts";
import { makeFolder, parloCommand } from "../parlo.ts";
import { random } from "../random.ts";
import { newFolder, noise, openFolder, restored, sendsUp, writes } from "./folder.ts";

const ROUNDS = Number(process.env["KILLS"] ?? 12);
const MESSAGES = 50;
const { next } = random(11);

const here = newFolder();
for (let n = 0; n < MESSAGES; n++) await here.workspace.write((db) => writes(db, `39${n % 7}`, `message ${n}`));
const big = noise(4_000_000);
for (let n = 0; n < 12; n++) await sendsUp(here.workspace, `file-${n}`, Buffer.concat([Buffer.from(String(n)), big]));
const whole = join(makeFolder(), "whole.parlo");
await backup(here.workspace, here.background, { file: whole, passphrase: null }, CONSOLE);
await here.close();

const start = (...args: string[]) => Bun.spawn(parloCommand(...args), { stdout: "ignore", stderr: "pipe" });

/** How long a command takes that nobody kills; half of it is what a process takes to begin. */
async function timeOf(...args: string[]): Promise<number> {
  const since = performance.now();
  expect(await start(...args).exited).toBe(0);
  return performance.now() - since;
}

/** Runs it and pulls the plug somewhere in its second half. False when it was faster. */
async function killed(fullMs: number, ...args: string[]): Promise<boolean> {
  const child = start(...args);
  await Bun.sleep(fullMs * (0.2 + next()));
  child.kill("SIGKILL");
  return (await child.exited) !== 0;
}

test("a process that is killed while it backs up leaves a whole backup or none, and a sound folder", async () => {
  const fullMs = await timeOf("backup", join(makeFolder(), "full.parlo"), "--data", here.folder);
  let interrupted = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const file = join(here.folder, "backups", `round-${round}.parlo`);
    if (await killed(fullMs, "backup", file, "--data", here.folder)) interrupted++;
    if (existsSync(file)) await restored(file).close();
    rmSync(file, { force: true });
  }
  expect(interrupted).toBeGreaterThan(0);
  await using again = openFolder(here.folder);
  expect(readdirSync(join(again.folder, "backups"))).toEqual([]);
  expect(isSound(await check(again.workspace, again.background, true))).toBeTrue();
}, 120_000);

test("a process that is killed while it restores leaves a whole folder or one in which nothing starts, and the next restore ends it", async () => {
  const dataDir = join(makeFolder(), "data");
  const fullMs = await timeOf("restore", whole, "--data", dataDir);
  const outcomes = { whole: 0, half: 0, nothing: 0 };
  const isWhole = async () => {
    await using copy = openFolder(dataDir);
    expect(copy.workspace.hold.since()).toBeNumber();
    expect(copy.workspace.db.query("SELECT count(*) AS n FROM messages").get()).toEqual({ n: MESSAGES });
    expect(isSound(await check(copy.workspace, copy.background, true))).toBeTrue();
  };
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(dataDir, { recursive: true });
    await killed(fullMs, "restore", whole, "--data", dataDir);
    const left = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => !name.startsWith("lock.db")) : [];
    if (left.includes("restoring")) {
      expect(() => openFolder(dataDir)).toThrow(ConfigProblem);
      expect(await new Response(start("--data", dataDir).stderr).text()).toInclude("is half restored: run the restore again");
      outcomes.half++;
    } else if (left.length > 0) {
      await isWhole();
      outcomes.whole++;
      continue;
    } else outcomes.nothing++;
    restore({ file: whole, dataDir, passphrase: null, key: null, keyFile: null, forget: false }, { pid: process.pid, now: Date.now() });
    await isWhole();
  }
  expect(outcomes.half).toBeGreaterThan(0);
}, 240_000);
