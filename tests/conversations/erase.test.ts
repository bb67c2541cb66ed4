import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { CONSOLE } from "../../src/admin/audit.ts";
import { backup } from "../../src/admin/backup.ts";
import { check, isSound } from "../../src/admin/check.ts";
import { forgetDone } from "../../src/channels/journal-upkeep.ts";
import { accept, offer } from "../../src/conversations/assignment.ts";
import { close } from "../../src/conversations/close.ts";
import { erase, wordsIn } from "../../src/conversations/erase.ts";
import { pathOf } from "../../src/files/keep.ts";
import { Conflict } from "../../src/http/errors.ts";
import { keepJobsRunning } from "../../src/jobs/runner.ts";
import { isBehind, keepUp } from "../../src/search/keep.ts";
import type { Workspace } from "../../src/workspace.ts";
import { type Folder, newFolder, sendsUp, writes } from "../admin/folder.ts";
import { until } from "../parlo.ts";
import { ana, QUEUES } from "../world.ts";

// What a person asks to be erased is nowhere in the data folder's bytes afterwards, but in backups/.

const MARKER = "Xylophagous";
const CUSTOMER = "393471234567";
const one = ({ workspace: { db } }: Folder, query: string) => Object.values(db.query(query).get() as object)[0] as number;

/** A closed conversation with the marker in every field and file; `others` conversations beside it, so that pages are full and split. */
async function told(here: Folder, { others = 0 } = {}): Promise<{ id: number; sha256: string }> {
  const { workspace } = here;
  const { write, clock } = workspace;
  const long = (n: number) => `${MARKER} ${n} `.repeat([3, 300, 9_000][n % 3] ?? 1);
  for (let n = 0; n < 60; n++) {
    await write((db) => writes(db, CUSTOMER, long(n)));
    if (n < others) await write((db) => writes(db, `39340000${n}`, `something else ${n} `.repeat(40)));
  }
  const id = one(here, "SELECT min(id) FROM conversations");
  const sha256 = await sendsUp(workspace, "upload", Buffer.from(`a file with ${MARKER} in it`));
  await write((db) => {
    offer(db, { conversationId: id, agentId: ana, queueId: QUEUES.sales, expiresAt: clock() + 30_000 }, clock());
    accept(db, { conversationId: id, agentId: ana }, clock());
    const messages = db.query("SELECT id FROM messages WHERE conversation_id = ?").all(id) as { id: number }[];
    for (const [n, message] of messages.entries())
      db.run("UPDATE messages SET data = ?, error = ?, reply_to = ?, provider_id = ?, client_id = ? WHERE id = ?", [
        JSON.stringify({ name: MARKER }),
        JSON.stringify({ code: "1", detail: MARKER }),
        `${MARKER}-${n}`,
        `wamid.${MARKER}.${n}`,
        `${MARKER}.${n}`,
        message.id,
      ]);
    db.run("UPDATE messages SET direction = 'note', author_type = 'agent' WHERE id = ?", [messages[3]?.id ?? 0]);
    db.run(`INSERT INTO attachments (message_id, file_id, name, type) SELECT ?, file_id, '${MARKER}.txt', 'text/plain' FROM uploads`, [messages[0]?.id ?? 0]);
    db.run("DELETE FROM uploads");
    db.run("INSERT INTO scheduled (conversation_id, agent_id, client_id, text, due_at) VALUES (?, ?, 'client', ?, 1)", [id, ana, long(1)]);
    while (isBehind(db)) keepUp(db);
    db.run("INSERT INTO drafts (conversation_id, agent_id, mode, text, revision, saved_at) VALUES (?, ?, 'reply', ?, 1, 1)", [id, ana, long(2)]);
    close(db, { conversationId: id, agentId: ana }, clock());
    db.run("INSERT INTO wrap_ups (conversation_id, notes, saved_at, saved_by) VALUES (?, ?, 1, ?)", [id, long(1), ana]);
    db.run("INSERT INTO survey_questions (id, queue_id, place, kind, text) VALUES (1, 31, 0, 'text', 'Why?'), (2, 31, 1, 'one', 'How?')");
    db.run("INSERT INTO survey_answers VALUES (?, 1, ?), (?, 2, '[\"good\"]')", [id, JSON.stringify([MARKER]), id]);
    db.run(
      `INSERT INTO mails (conversation_id, asked_by, client_id, message_id, language, address, words, state, asked_at)
       VALUES (?, ?, 'c', '<1@x>', 'en', ?, ?, 'failed', 1)`,
      [id, ana, `${MARKER}@example.com`, long(1)],
    );
    const rows = [
      ["done", `{"from":"${CUSTOMER}","text":"${long(2)}"}`],
      ["done", '{"from":"39340000","text":"somebody else"}'],
    ];
    for (const [state, body] of rows)
      db.run("INSERT INTO journal (channel_id, received_at, body, state, done_at) VALUES ('wa', ?, CAST(? AS BLOB), ?, ?)", [
        clock(),
        body,
        state,
        clock(),
      ] as never);
  });
  // Changed once more, as it happens in life: what stood there before must not stay either.
  await write((db) => db.run("UPDATE messages SET text = text || 'again' WHERE conversation_id = ? AND id % 2 = 0", [id]));
  return { id, sha256 };
}

/** What is owed is done, an hour later. */
async function goesOn({ workspace }: Folder) {
  const later: Workspace = { ...workspace, clock: () => Date.now() + 3_600_000 };
  const runner = keepJobsRunning(later, () => []);
  await until(() => workspace.db.query("SELECT 1 FROM jobs WHERE kind = 'erased.scrub'").get() === null, 20_000, "what was erased was not scrubbed");
  await runner.stop();
}

function filesWith(folder: string, words: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return paths.filter((path) => readFileSync(path).includes(words)).map((path) => path.slice(folder.length + 1));
}

test("a marker in every field and file of a conversation is nowhere in the folder's bytes once it was erased, but in backups", async () => {
  await using here = newFolder();
  const { id, sha256 } = await told(here, { others: 60 });
  const { file } = await backup(here.workspace, here.background, { file: null, passphrase: null }, CONSOLE);
  expect(filesWith(here.folder, MARKER)).toContain("parlo.db-wal");
  here.workspace.db.run("PRAGMA wal_checkpoint(PASSIVE)");
  expect(filesWith(here.folder, MARKER)).toContain("parlo.db");
  // Deleted in the ordinary way before, and then written over in part by what others say.
  await here.workspace.write((db) => {
    db.run("INSERT INTO journal (channel_id, received_at, body, state, done_at) VALUES ('wa', 1, CAST(? AS BLOB), 'done', 1)", [`${MARKER} `.repeat(20_000)]);
    forgetDone(db, 2);
  });
  await here.workspace.write((db) => erase(db, id, CONSOLE, Date.now()));
  for (let n = 0; n < 10; n++) await here.workspace.write((db) => writes(db, "39341", "x".repeat(4_500)));
  await goesOn(here);
  expect(filesWith(here.folder, MARKER).filter((path) => !path.startsWith("backups/"))).toEqual([]);
  expect([existsSync(file), existsSync(pathOf(here.folder, sha256))]).toEqual([true, false]);
  expect(isSound(await check(here.workspace, here.background, true))).toBe(true);
}, 60_000);

test("the bare conversation stays with what happened to it, and what others said stays whole", async () => {
  await using here = newFolder();
  const { id } = await told(here, { others: 5 });
  const { db, write } = here.workspace;
  const counts = () =>
    db
      .query("SELECT (SELECT count(*) FROM events WHERE conversation_id = ?1) AS events, (SELECT count(*) FROM assignments WHERE conversation_id = ?1) AS held")
      .get(id);
  const before = counts() as { events: number; held: number };
  expect(wordsIn(db, id)).toEqual({ messages: 60, files: 1 });
  await write((db_) => erase(db_, id, { userId: ana, address: "::1" }, 77));
  expect(wordsIn(db, id)).toEqual({ messages: 0, files: 0 });
  expect(counts()).toEqual({ events: before.events + 1, held: before.held });
  expect(
    db.query("SELECT state, erased_at AS erasedAt, last_message_id AS last, customer_id IS NOT NULL AS known FROM conversations WHERE id = ?").get(id),
  ).toEqual({
    state: "closed",
    erasedAt: 77,
    last: null,
    known: 1,
  });
  expect(db.query("SELECT kind, data FROM events WHERE conversation_id = ? ORDER BY id DESC LIMIT 1").get(id)).toEqual({
    kind: "conversation.erased",
    data: JSON.stringify({ by: ana }),
  });
  expect(db.query("SELECT user_id AS userId, subject FROM audit WHERE action = 'conversation.erased'").all()).toEqual([
    { userId: ana, subject: `conversation:${id}` },
  ]);
  expect(db.query("SELECT (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM journal) AS journal").get()).toEqual({ messages: 5, journal: 1 });
  expect(db.query("SELECT question_id AS question, answer FROM survey_answers").all()).toEqual([{ question: 2, answer: '["good"]' }]);
});

test("only what is closed is erased, and only once", async () => {
  await using here = newFolder();
  const { write, db } = here.workspace;
  await write((db_) => writes(db_, CUSTOMER, "hello"));
  await expect(write((db_) => erase(db_, 1, CONSOLE, 5))).rejects.toThrow(Conflict);
  expect(wordsIn(db, 1).messages).toBe(1);
  const { id } = await told(here);
  await write((db_) => erase(db_, id, CONSOLE, 6));
  await expect(write((db_) => erase(db_, id, CONSOLE, 7))).rejects.toThrow("erase.done");
  expect(one(here, `SELECT erased_at FROM conversations WHERE id = ${id}`)).toBe(6);
});

test("a file that something else names stays; one goes not while a backup is made, nor while its bytes may be coming again", async () => {
  await using here = newFolder();
  const { id, sha256 } = await told(here);
  const { workspace, folder } = here;
  await workspace.write((db) => {
    const messageId = writes(db, "39345", "the same file") as number;
    db.run("INSERT INTO attachments (message_id, file_id, name, type) SELECT ?, id, 'x', 'text/plain' FROM files", [messageId]);
    erase(db, id, CONSOLE, Date.now());
  });
  await goesOn(here);
  expect(existsSync(pathOf(folder, sha256))).toBe(true);

  await workspace.write((db) => db.run("DELETE FROM attachments"));
  await workspace.write((db) => db.run(`INSERT INTO jobs (kind, payload, created_at, run_at) VALUES ('erased.scrub', '{"fileIds":[1]}', 1, 1)`));
  const soon = new Date(Date.now() + 3_600_000);
  utimesSync(pathOf(folder, sha256), soon, soon);
  const runner = keepJobsRunning(workspace, () => []);
  await until(() => workspace.db.query("SELECT 1 FROM jobs WHERE attempts = 1 AND state = 'ready'").get() !== null, 20_000, "it was not tried");
  expect(existsSync(pathOf(folder, sha256))).toBe(true);
  await runner.stop();
  const before = new Date(Date.now() - 3_600_000);
  utimesSync(pathOf(folder, sha256), before, before);
  await workspace.filesKept.during(async () => {
    const during = keepJobsRunning({ ...workspace, clock: () => Date.now() + 60_000 }, () => []);
    await until(() => workspace.db.query("SELECT 1 FROM jobs WHERE attempts >= 2 AND state = 'ready'").get() !== null, 20_000, "it was not tried again");
    await during.stop();
    expect(existsSync(pathOf(folder, sha256))).toBe(true);
  });
  await goesOn(here);
  expect(existsSync(pathOf(folder, sha256))).toBe(false);
}, 60_000);
