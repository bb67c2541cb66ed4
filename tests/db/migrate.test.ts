import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../../src/config.ts";
import { draftOf, saveDraft } from "../../src/conversations/draft.ts";
import { setStar } from "../../src/conversations/star.ts";
import writing from "../../src/db/migrations/005_writing.sql" with { type: "text" };
import stars from "../../src/db/migrations/006_stars.sql" with { type: "text" };
import { FolderTooNew, MIGRATIONS, migrate, openDb, versionOf } from "../../src/db/open.ts";
import { openWorkspace } from "../../src/open.ts";
import { seededDice } from "../http/app.ts";
import { makeFolder } from "../parlo.ts";
import { ana, chiara, PEOPLE } from "../world.ts";

// Folders of the versions before: what they hold must be there afterwards, and work.

/** What a centre of version 1 may hold: one that waits, one offered, one held, one closed. */
const CENTRE_1 = `
  INSERT INTO customers (id, name, created_at) VALUES (1, 'Mario', 1);
  INSERT INTO identities (id, customer_id, channel_kind, scope, created_at) VALUES (1, 1, 'whatsapp', 'waba', 1);
  INSERT INTO conversations (id, channel_id, customer_id, identity_id, queue_id, state, priority, agent_id, started_at, enqueued_at, offer_expires_at,
      closed_at, last_activity_at) VALUES
    (1, 'wa', 1, 1, 31, 'queued', 'high', NULL, 100, 100, NULL, NULL, 100), (2, 'wa', 1, 1, 31, 'offered', 'low', ${ana}, 110, 110, 9999, NULL, 110),
    (3, 'wa', 1, 1, 32, 'active', 'low', ${chiara}, 120, 120, NULL, NULL, 120), (4, 'wa', 1, 1, 32, 'closed', 'low', ${chiara}, 130, 130, NULL, 140, 140);
  INSERT INTO assignments (conversation_id, agent_id, queue_id, offered_at, accepted_at) VALUES (2, ${ana}, 31, 115, NULL), (3, ${chiara}, 32, 125, 126);
  INSERT INTO rejections (conversation_id, agent_id, at) VALUES (1, ${ana}, 105);`;

/** People, and the conversations of CENTRE_1. */
const centre = (db: Database) => {
  db.run(PEOPLE);
  db.run(CENTRE_1);
};
const folderOfVersion1 = () => folderOf(1, centre);

function folderOf(version: number, fill: (db: Database) => void): string {
  const folder = makeFolder();
  const db = openDb(join(folder, "parlo.db"));
  for (const step of MIGRATIONS.slice(0, version)) db.run(step);
  db.run(`PRAGMA user_version = ${version}`);
  fill(db);
  db.close();
  return folder;
}

const opens = (folder: string) =>
  openWorkspace(readConfig({ data: folder, "log-level": "error" }, {}), {
    pid: process.pid,
    clock: () => 200,
    dice: seededDice(1),
    lost: (error) => {
      throw error;
    },
  });

test("who a customer was called and called from stays, whole: nobody guesses where the surnames begin", () => {
  const folder = folderOf(7, (db) => {
    centre(db);
    db.run("INSERT INTO customers (id, name, phone, created_at) VALUES (2, 'Maria del Mar Ruiz', '34612345678', 1)");
  });
  const db = openDb(join(folder, "parlo.db"));
  migrate(db);
  expect(db.query("SELECT name, first_name AS firstName, surnames, origin FROM customers ORDER BY id").all()).toEqual([
    { name: "Mario", firstName: "Mario", surnames: null, origin: "whatsapp" },
    { name: "Maria del Mar Ruiz", firstName: "Maria del Mar Ruiz", surnames: null, origin: "hand" },
  ]);
  expect(db.query("SELECT customer_id AS id, value FROM customer_numbers").all()).toEqual([{ id: 2, value: "34612345678" }]);
  db.close();
});

test("a folder of version 1 opens, and holds what it held", async () => {
  const folder = folderOfVersion1();
  const { workspace, close } = opens(folder);
  const { db, routing } = workspace;
  expect(versionOf(db)).toBe(MIGRATIONS.length);
  expect(db.query("SELECT id, state, agent_id, enqueued_at, waiting_since, room, reserved_how FROM conversations ORDER BY id").values()).toEqual([
    [1, "queued", null, 100, 100, null, null],
    [2, "offered", ana, 110, 110, null, null],
    [3, "active", chiara, 120, null, null, null],
    [4, "closed", chiara, 130, null, null, null],
  ]);
  expect(routing.waiting(1)).toMatchObject({ priority: "high", family: "social", rejections: new Map([[ana, 105]]) });
  expect([routing.agent(ana)?.load, routing.agent(chiara)?.load]).toEqual([1, 1]);
  expect(db.query("SELECT builtin FROM statuses WHERE id > 4").values()).toEqual([["no-answer"]]);
  await close();
});

test("a folder from before there were stars opens, and its open conversations can be starred", async () => {
  const { workspace, close } = opens(folderOf(MIGRATIONS.indexOf(stars), centre));
  const { db, write } = workspace;
  expect(versionOf(db)).toBe(MIGRATIONS.length);
  for (const conversationId of [3, 4]) await write((db_) => setStar(db_, { conversationId, agentId: chiara, on: true }, 200));
  expect(db.query("SELECT agent_id, conversation_id FROM stars").values()).toEqual([[chiara, 3]]);
  await close();
});

test("a folder from before drafts were kept opens, and its agents can begin to write", async () => {
  const version = MIGRATIONS.indexOf(writing);
  const folder = folderOf(version, centre);
  const { workspace, close } = opens(folder);
  const { db, write } = workspace;
  expect(db.query("SELECT count(*) FROM drafts").values()).toEqual([[0]]);
  const place = { conversationId: 3, agentId: chiara };
  await write((db_) => saveDraft(db_, place, { mode: "note", text: "Begun", revision: 0 }, 200));
  expect(draftOf(db, place)).toEqual({ mode: "note", text: "Begun", choices: null, revision: 1 });
  await close();
});

test("customers of a folder of version 2 are found", () => {
  const db = openDb(":memory:");
  for (const text of MIGRATIONS.slice(0, 2)) db.run(text);
  db.run("PRAGMA user_version = 2");
  db.run(PEOPLE);
  db.run(CENTRE_1);
  db.run("INSERT INTO handles (identity_id, channel_kind, scope, kind, value, seen_at) VALUES (1, 'whatsapp', 'waba', 'wa_id', '393471182046', 1)");
  migrate(db);
  const found = (words: string) => db.query("SELECT rowid FROM customers_search WHERE words MATCH ?").values(words);
  expect([found("mari"), found("1182"), found("lucia")]).toEqual([[[1]], [[1]], []]);
});

test("before it is changed, a snapshot of it is put into its backups, readable by its owner alone", async () => {
  const folder = folderOfVersion1();
  mkdirSync(join(folder, "backups"));
  const path = join(folder, "backups", "before-version-2.db");
  writeFileSync(path, "of an attempt that did not get through");
  await opens(folder).close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const before = openDb(path);
  expect([versionOf(before), before.query("SELECT count(*) FROM conversations").values()]).toEqual([1, [[4]]]);
  before.close();
});

test("what was closed before closing had a wrap-up was over for the customer when it was closed", () => {
  const db = openDb(":memory:");
  for (const step of MIGRATIONS.slice(0, 2)) db.run(step);
  db.run("PRAGMA user_version = 2");
  db.run(PEOPLE);
  db.run(CENTRE_1);
  migrate(db);
  expect(db.query("SELECT id, state, over_at FROM conversations WHERE id > 2 ORDER BY id").values()).toEqual([
    [3, "active", null],
    [4, "closed", 140],
  ]);
  expect(db.query("SELECT DISTINCT wrap_up FROM queues").values()).toEqual([["off"]]);
});

test("a new folder needs no snapshot", async () => {
  const folder = makeFolder();
  await opens(folder).close();
  expect(existsSync(join(folder, "backups", "before-version-2.db"))).toBe(false);
});

test("a folder of a newer version is left alone, with a sentence", () => {
  const db = openDb(":memory:");
  db.run(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  expect(() => migrate(db)).toThrow(FolderTooNew);
});
