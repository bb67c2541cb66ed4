import type { Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import { record } from "../../events/record.ts";
import type { JobEnd, JobHandler } from "../../jobs/kinds.ts";
import type { Workspace } from "../../workspace.ts";
import type { Target } from "../columns.ts";
import { fieldsOf } from "../fields.ts";
import { bringCustomer } from "../save.ts";
import { dropFile, type Line, linesIn, pathOf } from "./file.ts";
import { type Planned, plan, type Reading } from "./plan.ts";
import * as store from "./store.ts";

/** So many lines are one transaction; between them others write. */
export const IMPORT_BATCH_LINES = 50;
const PAUSE_MS = 5;

/** Goes through a file: to see what it would do, or to do it. After a crash it goes on where it was. */
export const importing: JobHandler<"customers.import"> = {
  run: async (workspace, { payload: { importId } }) => {
    const found = store.findImport.get(workspace.db, { id: importId });
    if (!found || (found.state !== "checking" && found.state !== "running")) return { then: "done" };
    if (!existsSync(pathOf(workspace, importId))) return over(workspace, found, "dropped");
    await goThrough(workspace, found);
    return over(workspace, found, found.state === "checking" ? "checked" : "done");
  },
};

async function goThrough(workspace: Workspace, found: store.ImportRow): Promise<void> {
  const { db, write, clock } = workspace;
  const reading: Reading = {
    columns: JSON.parse(found.columns) as (Target | null)[],
    country: found.country,
    fields: fieldsOf(db),
    staff: store.staff.all(db),
    seen: new Map(),
  };
  let batch: Line[] = [];
  let passed = -1;
  const work = async () => {
    const lines = batch;
    batch = [];
    const goesOn = await write((db_) => store.findImport.get(db_, { id: found.id })?.state === found.state && workThrough(db_, found, reading, lines, clock()));
    await Bun.sleep(PAUSE_MS);
    return goesOn;
  };
  for await (const line of linesIn(pathOf(workspace, found.id), found.separator)) {
    passed += 1;
    if (passed === 0) continue;
    // Those that were worked through before a crash are only remembered.
    if (passed <= found.doneCount) plan(db, reading, line);
    else if (batch.push(line) === IMPORT_BATCH_LINES && !(await work())) return;
  }
  await work();
}

function workThrough(db: Database, { id, state }: store.ImportRow, reading: Reading, lines: readonly Line[], now: number): true {
  const counts = { done: lines.length, new: 0, changed: 0, same: 0, wrong: 0 };
  for (const line of lines) {
    const planned = plan(db, reading, line);
    counts[planned.what] += 1;
    note(db, id, line.line, planned);
    if (state === "running" && planned.what !== "wrong" && planned.what !== "same") bringCustomer(db, planned.customerId, planned.given, id, now);
  }
  store.addCounts.run(db, { id, ...counts });
  return true;
}

function note(db: Database, id: number, line: number, planned: Planned) {
  if (planned.what !== "wrong") return;
  for (const { field, problem, facts = {} } of planned.problems) store.insertProblem.run(db, { id, line, field, problem, facts: JSON.stringify(facts) });
}

async function over(workspace: Workspace, { id, userId, state }: store.ImportRow, to: "checked" | "done" | "dropped"): Promise<JobEnd> {
  const now = workspace.clock();
  if (to !== "checked") await dropFile(workspace, id);
  const write = (db: Database) => {
    if (store.moveImport.run(db, { id, from: JSON.stringify([state]), to, endedAt: to === "checked" ? null : now }) > 0)
      record(db, now, "import.changed", {}, { importId: id, userId });
  };
  return { then: "done", write };
}
