import { expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openDb } from "../../src/db/open.ts";
import { transact } from "../../src/db/transact.ts";
import { type Writer, writerOf } from "../../src/db/write.ts";
import type { Event } from "../../src/events/kinds.ts";
import { record } from "../../src/events/record.ts";
import { until } from "../parlo.ts";

function folder() {
  const db = openDb(join(mkdtempSync(join(tmpdir(), "parlo-")), "parlo.db"));
  migrate(db);
  db.run("CREATE TABLE notes (who TEXT NOT NULL, body TEXT NOT NULL) STRICT");
  return db;
}

const write =
  (who: string, body = "") =>
  (db: ReturnType<typeof folder>) =>
    void db.query("INSERT INTO notes VALUES ($who, $body)").run({ who, body });
const names = (db: ReturnType<typeof folder>) => (db.query("SELECT who FROM notes ORDER BY rowid").all() as { who: string }[]).map(({ who }) => who).join("");
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => "ok",
    (error: Error & { code?: string }) => error.code ?? error.message,
  );

type More = { covered?: () => Promise<void>; told?: () => void };

function writer(db: ReturnType<typeof folder>, more: More = {}) {
  const committed: Event[] = [];
  const durable: Event[] = [];
  const hooks = {
    committed: (events: readonly Event[]) => {
      committed.push(...events);
      more.told?.();
    },
    durable: (events: readonly Event[]) => void durable.push(...events),
  };
  return { ...(writerOf(db, { ...hooks, covered: more.covered ?? (async () => {}) }) as Writer), committed, durable };
}

test("all that is asked for in one tick is one transaction, in order", async () => {
  const db = folder();
  let transactions = 0;
  const { write: ask } = writer(db, { told: () => void transactions++ });
  await Promise.all(["A", "B", "C"].map((who) => ask(write(who))));
  expect([transactions, names(db)]).toEqual([1, "ABC"]);
});

test("a verb that fails is undone alone, and nobody hears of what it recorded", async () => {
  const db = folder();
  const { write: ask, committed } = writer(db);
  const failing = ask((db_) => {
    write("B")(db_);
    record(db_, 1, "workspace.changed", {}, {});
    throw new Error("guard");
  });
  const answers = await Promise.all([outcome(ask(write("A"))), outcome(failing), outcome(ask(write("C")))]);
  expect([answers, names(db), committed]).toEqual([["ok", "guard", "ok"], "AC", []]);
  expect(db.query("SELECT count(*) AS n FROM events").get()).toEqual({ n: 0 });
});

test("inside a verb a part may fail and be undone, with what it recorded", async () => {
  const db = folder();
  const { write: ask, committed } = writer(db);
  await ask((db_) => {
    write("A")(db_);
    record(db_, 1, "workspace.changed", {}, {});
    expect(() =>
      transact<void>(db_, () => {
        write("B")(db_);
        record(db_, 1, "workspace.held", {}, {});
        throw new Error("part");
      }),
    ).toThrow("part");
  });
  expect([names(db), committed.map(({ kind }) => kind)]).toEqual(["A", ["workspace.changed"]]);
});

test("a full disk in the middle of a batch of five: each caller gets its own true answer, and it goes on when there is room", async () => {
  const db = folder();
  const { write: ask } = writer(db);
  const { page_count } = db.query("PRAGMA page_count").get() as { page_count: number };
  db.run(`PRAGMA max_page_count = ${page_count + 20}`);
  const guard = (db_: typeof db) => {
    write("D")(db_);
    throw new Error("guard");
  };
  const asked = [ask(write("A")), ask(write("B", "x".repeat(2_000_000))), ask(write("C")), ask(guard), ask(write("E"))];
  expect(await Promise.all(asked.map(outcome))).toEqual(["ok", "SQLITE_FULL", "ok", "guard", "ok"]);
  expect(names(db)).toBe("ACE");
  db.run(`PRAGMA max_page_count = ${page_count + 10_000}`);
  expect(await outcome(ask(write("F", "x".repeat(2_000_000))))).toBe("ok");
});

test("an answer and a signal come only when the commit is on the disk; the index hears at once", async () => {
  const db = folder();
  let onDisk = () => {};
  const { write: ask, committed, durable } = writer(db, { covered: () => new Promise((done) => (onDisk = done)) });
  let answered = false;
  const asked = ask((db_) => void record(db_, 1, "workspace.changed", {}, {})).then(() => (answered = true));
  await Bun.sleep(5);
  expect([committed.length, durable.length, answered]).toEqual([1, 0, false]);
  onDisk();
  await asked;
  expect([durable.length, answered]).toEqual([1, true]);
});

test("what is asked for while a commit is on its way to the disk is one transaction, and goes when that is there", async () => {
  const db = folder();
  const onDisk: (() => void)[] = [];
  const { write: ask } = writer(db, { covered: () => new Promise((done) => onDisk.push(done)) });
  const first = ask(write("A"));
  await Bun.sleep(5);
  const others = [ask(write("B"))];
  await Bun.sleep(5);
  others.push(ask(write("C")));
  await Bun.sleep(5);
  expect([names(db), onDisk.length]).toEqual(["A", 1]);
  onDisk.pop()?.();
  await first;
  await Bun.sleep(5);
  expect([names(db), onDisk.length]).toEqual(["ABC", 1]);
  onDisk.pop()?.();
  await Promise.all(others);
});

test("where very much is asked for meanwhile, it does not wait, and no transaction holds the loop for long", async () => {
  const db = folder();
  const onDisk: (() => void)[] = [];
  const { write: ask } = writer(db, { covered: () => new Promise((done) => onDisk.push(done)) });
  const committed = (many: number) => until(() => onDisk.length === many, 20_000, `${onDisk.length} commits, not ${many}`);
  const first = ask(write("A"));
  await committed(1);
  const others = Array.from({ length: 130 }, () => ask(write("B")));
  await committed(3);
  expect([names(db).length, onDisk.length]).toEqual([1 + 64 + 64, 3]);
  for (const done of onDisk.splice(0)) done();
  await committed(1);
  for (const done of onDisk.splice(0)) done();
  await Promise.all([first, ...others]);
  expect(names(db).length).toBe(131);
});

test("what the index asks for when it is told of a commit comes before all that waits", async () => {
  const db = folder();
  let told = 0;
  const here = writer(db, { told: () => told++ === 0 && here.write(write("T")) });
  await Promise.all(Array.from({ length: 100 }, () => here.write(write("B"))));
  await here.settled();
  expect(names(db)).toBe(`${"B".repeat(64)}T${"B".repeat(36)}`);
});

test("while writing is held back nothing is committed and nothing is lost", async () => {
  const db = folder();
  const { write: ask, whilePaused } = writer(db);
  let release = () => {};
  const held = whilePaused(() => new Promise<void>((done) => (release = done)));
  const asked = ask(write("A"));
  await Bun.sleep(5);
  expect(names(db)).toBe("");
  release();
  await held;
  await asked;
  expect(names(db)).toBe("A");
});

test("when it ends, what was asked for is done and nothing more is taken", async () => {
  const db = folder();
  const { write: ask, end } = writer(db);
  const before = ask(write("A"));
  const ending = end();
  expect(await outcome(ask(write("B")))).toBe("the writer has ended");
  await Promise.all([before, ending]);
  expect(names(db)).toBe("A");
});

test("a verb outside write() is a bug and says so", () => {
  expect(() => transact<void>(folder(), () => {})).toThrow("outside write()");
});

test("a commit that fails: each caller gets its own true answer, and what only the last moment refused is undone", async () => {
  const db = folder();
  db.run("CREATE TABLE owners (id INTEGER PRIMARY KEY) STRICT");
  db.run("CREATE TABLE things (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES owners(id) DEFERRABLE INITIALLY DEFERRED) STRICT");
  const { write: ask, committed } = writer(db);
  const dangling = ask((db_) => {
    write("B")(db_);
    record(db_, 1, "workspace.changed", {}, {});
    db_.run("INSERT INTO things (owner) VALUES (7)");
  });
  const answers = await Promise.all([ask(write("A")), dangling, ask(write("C"))].map(outcome));
  expect([answers, names(db), committed]).toEqual([["ok", "SQLITE_CONSTRAINT_FOREIGNKEY", "ok"], "AC", []]);
  expect(await outcome(ask(write("D")))).toBe("ok");
});

test("a part that fails and cannot be undone alone takes nothing of the others with it", async () => {
  const db = folder();
  const { write: ask } = writer(db);
  const run = db.run.bind(db);
  let broken = 1;
  db.run = ((text: string) => {
    if (text.startsWith("ROLLBACK TO") && broken-- > 0) throw new Error("the disk");
    return run(text);
  }) as typeof db.run;
  const failing = ask((db_) => {
    write("B")(db_);
    throw new Error("guard");
  });
  expect(await Promise.all([ask(write("A")), failing, ask(write("C"))].map(outcome))).toEqual(["ok", "guard", "ok"]);
  expect(names(db)).toBe("AC");
});
