import { expect, test } from "bun:test";
import { statSync } from "node:fs";
import { join } from "node:path";
import { backgroundOf } from "../../src/db/background.ts";
import { keepCheckpointed } from "../../src/db/checkpoint.ts";
import { openDb } from "../../src/db/open.ts";
import type { Done, Work } from "../../src/db/work.ts";
import { writerOf } from "../../src/db/write.ts";
import { makeFolder, until } from "../parlo.ts";
import { slowWorker } from "./slow-worker.ts";

const MB = 1024 * 1024;
const PAGES_IN_MB = 256;

/** A database with so many megabytes in its log, and what keeps that short; `asked` is what was asked of the Worker. */
function withLog(megabytes: number) {
  const path = join(makeFolder(), "parlo.db");
  const db = openDb(path);
  db.run("CREATE TABLE notes (body BLOB) STRICT");
  const grow = (by: number) => {
    for (let n = 0; n < by; n++) db.run(`INSERT INTO notes VALUES (zeroblob(${MB}))`);
  };
  grow(megabytes);
  const background = backgroundOf();
  const asked: string[] = [];
  const perform = (work: Work): Promise<Done> => {
    asked.push(work.mode);
    return background.perform(work);
  };
  const writer = writerOf(db, { committed: () => {}, durable: () => {}, covered: async () => {} });
  const keep = () =>
    keepCheckpointed({ db, path, writer, background: { ...background, perform } }, (error) => {
      throw error;
    });
  const write = () => writer.write((db_) => void db_.run("INSERT INTO notes VALUES (x'00')"));
  return { path, background, asked, keep, grow, write, frames: () => (db.query("PRAGMA wal_checkpoint(NOOP)").get() as { log: number }).log };
}

const haveAsked = (asked: string[], mode: Work["mode"]) => until(() => asked.includes(mode), 5_000, `nobody asked for ${mode}`);

/** Writes all the time, as under load; gives the way to stop. */
function writing(write: () => Promise<void>): () => Promise<void> {
  let on = true;
  const done = (async () => {
    while (on) await write();
  })();
  return () => {
    on = false;
    return done;
  };
}

test("a long log is copied into the database, and starts over with the next write, in the space it has", async () => {
  const { path, background, asked, keep, grow, frames } = withLog(70);
  expect(frames()).toBeGreaterThan(70 * PAGES_IN_MB);
  const stop = keep();
  await haveAsked(asked, "PASSIVE");
  await Bun.sleep(1_000);
  grow(1);
  expect([asked, frames() < 2 * PAGES_IN_MB, statSync(`${path}-wal`).size]).toEqual([["PASSIVE"], true, 64 * MB]);
  stop();
  background.close();
});

test("where somebody writes all the time, it starts over in a moment for which they are held back", async () => {
  const { background, asked, keep, write, frames } = withLog(70);
  const rest = writing(write);
  const stop = keep();
  await haveAsked(asked, "RESTART");
  await until(() => frames() < 70 * PAGES_IN_MB, 20_000, "the log never started over");
  await rest();
  stop();
  background.close();
});

test("while somebody reads for long, the log is copied but goes on: nobody who writes must wait for that", async () => {
  const { background, asked, keep, write } = withLog(70);
  const rest = writing(write);
  const reading = background.apart(slowWorker, { ms: 1_800 }, true);
  const stop = keep();
  await haveAsked(asked, "PASSIVE");
  await Bun.sleep(600);
  expect([asked.includes("RESTART"), background.isRead()]).toEqual([false, true]);
  await reading;
  expect(background.isRead()).toBeFalse();
  await haveAsked(asked, "RESTART");
  await rest();
  stop();
  background.close();
});

test("a stop in the middle of a copy is the end: nothing keeps the process alive", async () => {
  const { background, asked, keep, grow } = withLog(20);
  const stop = keep();
  await haveAsked(asked, "PASSIVE");
  stop();
  grow(20);
  await Bun.sleep(1_000);
  expect(asked).toEqual(["PASSIVE"]);
  background.close();
});
