import type { Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import { audit, type Who } from "../../admin/audit.ts";
import { record } from "../../events/record.ts";
import { Conflict, Invalid, NotFound } from "../../http/errors.ts";
import { enqueue } from "../../jobs/queue.ts";
import type { Workspace } from "../../workspace.ts";
import { guessed, type Target, targetsOf } from "../columns.ts";
import { fieldsOf } from "../fields.ts";
import { decode, separatorOf } from "./decode.ts";
import { Broken, dropFile, keepFile, linesIn, pathOf, unmarked } from "./file.ts";
import * as store from "./store.ts";

export const IMPORT_BYTES_MAX = 10 * 1024 * 1024;
export const IMPORT_LINES_MAX = 50_000;
export const IMPORT_COLUMNS_MAX = 100;
/** A file that nobody goes on with is kept so long. */
export const IMPORT_KEPT_HOURS = 24;
const HOUR_MS = 3_600_000;
/** What became of an import can be read for so long. */
const REMEMBERED_MS = 90 * 24 * HOUR_MS;
const FORGOTTEN_AT_ONCE = 5;
export const EXAMPLES_MAX = 3;

const UNFINISHED = JSON.stringify(["mapping", "checking", "checked", "running"] satisfies store.ImportState[]);

export type Import = Omit<store.ImportRow, "columns"> & { columns: (Target | null)[] };

/** One import. Throws NotFound. */
export function importOf(db: Database, id: number): Import {
  const found = store.findImport.get(db, { id });
  if (!found) throw new NotFound();
  return { ...found, columns: JSON.parse(found.columns) as (Target | null)[] };
}

/** One import, to go on with. One whose file is not there any more, as after a restore, is given up. Throws NotFound. */
export async function openImport(workspace: Workspace, id: number): Promise<Import> {
  const { db, write, clock } = workspace;
  const { state } = importOf(db, id);
  const needsFile = state === "mapping" || state === "checked";
  if (needsFile && !existsSync(pathOf(workspace, id))) await write((db_) => dropImport(db_, id, clock()));
  return importOf(db, id);
}

/** Takes a file that somebody sent: reads it once, to see that it can be read, and keeps it. Gives the import's id. Throws Invalid. */
export async function takeFile(workspace: Workspace, bytes: Uint8Array, who: Who & { userId: number }): Promise<number> {
  const { db, write, clock } = workspace;
  const text = decode(bytes);
  const separator = separatorOf(text);
  const blank = { userId: who.userId, separator, columns: "[]", lineCount: 0 };
  const { id } = await write((db_) => store.insertImport.get(db_, { ...blank, now: clock() }) as { id: number });
  try {
    await keepFile(workspace, id, text);
    const { headers, count } = await measure(pathOf(workspace, id), separator);
    const columns = JSON.stringify(guessed(headers, fieldsOf(db)));
    await write((db_) => {
      store.mapImport.run(db_, { id, columns, country: null });
      store.noteLines.run(db_, { id, count });
    });
    return id;
  } catch (error) {
    await dropFile(workspace, id);
    await write((db_) => store.deleteImport.run(db_, { id }));
    throw error;
  }
}

async function measure(path: string, separator: string): Promise<{ headers: string[]; count: number }> {
  let headers: string[] | null = null;
  let count = 0;
  try {
    for await (const { cells } of linesIn(path, separator)) {
      if (headers) count += 1;
      headers ??= cells;
      if (headers.length > IMPORT_COLUMNS_MAX) throw new Invalid({ file: "import.wrong.columns" }, { file: { max: IMPORT_COLUMNS_MAX } });
      if (count > IMPORT_LINES_MAX) throw new Invalid({ file: "import.wrong.lines" }, { file: { max: IMPORT_LINES_MAX } });
    }
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    throw new Invalid({ file: "import.wrong.broken" }, { file: { line: error.line } });
  }
  if (!headers || count === 0) throw new Invalid({ file: "import.wrong.empty" });
  return { headers, count };
}

/** How the columns are called, and what stands in each at first. */
export async function columnsIn(workspace: Workspace, { id, separator }: Import): Promise<{ header: string; examples: string[] }[]> {
  const lines: string[][] = [];
  for await (const { cells } of linesIn(pathOf(workspace, id), separator)) if (lines.push(cells) > EXAMPLES_MAX) break;
  const [headers = [], ...rest] = lines;
  return headers.map((header, at) => ({ header, examples: rest.map((cells) => unmarked(cells[at] ?? "")).filter((cell) => cell !== "") }));
}

/** Says where the columns go, and has the file gone through to see what it would do. Throws Invalid, Conflict when it is under way. */
export function checkImport(db: Database, id: number, columns: readonly (Target | null)[], country: string | null, now: number) {
  const { userId } = importOf(db, id);
  const known = new Set<Target>(targetsOf(fieldsOf(db)));
  const twice = columns.findIndex((target, at) => target !== null && columns.indexOf(target) !== at);
  if (twice !== -1) throw new Invalid({ [`column-${twice}`]: "import.wrong.twice" });
  if (columns.some((target) => target !== null && !known.has(target))) throw new Invalid({ columns: "field.choose" });
  if (!columns.some((target) => target === "id" || target === "email" || target === "numbers")) throw new Invalid({ columns: "import.wrong.key" });
  begin(db, id, ["mapping", "checked"], "checking");
  store.mapImport.run(db, { id, columns: JSON.stringify(columns), country });
  enqueue(db, "customers.import", { importId: id }, { now, key: `import:${id}`, lane: "imports" });
  record(db, now, "import.changed", {}, { importId: id, userId });
}

/** Does what was seen. Throws Conflict unless it was checked. */
export function startImport(db: Database, id: number, who: Who, now: number) {
  const { userId, newCount, changedCount } = importOf(db, id);
  begin(db, id, ["checked"], "running");
  enqueue(db, "customers.import", { importId: id }, { now, key: `import:${id}`, lane: "imports" });
  audit(db, { who, action: "customers.imported", subject: `import:${id}`, after: { new: newCount, changed: changedCount } }, now);
  record(db, now, "import.changed", {}, { importId: id, userId });
}

/** Gives an import up, also while it is under way: what has come in stays. What is over already stays as it ended. The caller drops the file. */
export function dropImport(db: Database, id: number, now: number) {
  const { userId } = importOf(db, id);
  if (store.moveImport.run(db, { id, from: UNFINISHED, to: "dropped", endedAt: now }) > 0) record(db, now, "import.changed", {}, { importId: id, userId });
}

/** Drops files that nobody went on with, and forgets what became of old imports. Says whether there is more to forget. */
export async function forgetImports(workspace: Workspace): Promise<boolean> {
  const { db, write, clock } = workspace;
  for (const { id } of store.leftImports.all(db, { before: clock() - IMPORT_KEPT_HOURS * HOUR_MS })) {
    await dropFile(workspace, id);
    await write((db_) => dropImport(db_, id, clock()));
  }
  const old = store.oldImports.all(db, { before: clock() - REMEMBERED_MS, limit: FORGOTTEN_AT_ONCE });
  await write((db_) => {
    for (const { id } of old) store.deleteImport.run(db_, { id });
  });
  return old.length === FORGOTTEN_AT_ONCE;
}

function begin(db: Database, id: number, from: store.ImportState[], to: "checking" | "running") {
  if (store.moveImport.run(db, { id, from: JSON.stringify(from), to, endedAt: null }) === 0) throw new Conflict("conflict.changed");
  store.resetCounts.run(db, { id });
  store.deleteProblems.run(db, { id });
}

/** The latest imports, the newest first. */
export const latest = (db: Database, limit: number): store.ImportRow[] => store.latestImports.all(db, { limit });
