import type { Database } from "bun:sqlite";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { openSnapshot } from "../db/apart.ts";
import { pathOf } from "../files/keep.ts";
import { hashOfFile } from "../files/read.ts";
import { fileSize } from "../texts/time.ts";
import { brokenPages, eachFile, lostReferences } from "./backup-store.ts";
import * as store from "./check-store.ts";

/** What the Worker is asked: look at everything in a data folder. `deep` also reads every file to its end. */
export type Examine = { do: "examine"; dataDir: string; deep: boolean };

/** One line of what was found; a note is nothing broken, but something to know. */
export type Finding = { grade: "ok" | "note" | "problem"; about: string; text: string };

/** Of one kind so many are named; more of them say nothing new. */
export const NAMED_MAX = 20;

/** All from one moment, though it is being written meanwhile. */
export function examine({ dataDir, deep }: Examine): Finding[] {
  using db = openSnapshot(join(dataDir, "parlo.db"));
  return [
    ...looked("database", () => integrity(db)),
    ...looked("references", () => references(db)),
    ...COUNTERS.flatMap(({ about, wrong }) => looked(about, () => counter(db, about, wrong))),
    ...looked("files", () => [...files(db, dataDir, deep), ...strangers(db, dataDir)]),
    ...looked("to see to", () => troubles(db)),
  ];
}

// What is badly broken cannot even be read, which is a finding too.
function looked(about: string, look: () => Finding[]): Finding[] {
  try {
    return look();
  } catch (error) {
    return verdict(about, [`cannot be read: ${error}`], "");
  }
}

function integrity(db: Database): Finding[] {
  return verdict("database", brokenPages(db, NAMED_MAX + 1), "every page and index is in order");
}

function references(db: Database): Finding[] {
  const problems = lostReferences(db, NAMED_MAX + 1).map(({ table, rowid, parent }) => `row ${rowid} of ${table} points to nothing in ${parent}`);
  return verdict("references", problems, "every row points to something");
}

const COUNTERS = [
  { about: "unread messages", wrong: store.wrongUnread },
  { about: "last messages", wrong: store.wrongLastMessage },
  { about: "who holds what", wrong: store.wrongHolder },
  { about: "assignments", wrong: store.wrongAssignments },
  { about: "acceptances", wrong: store.wrongAccepted },
];

function counter(db: Database, about: string, wrong: typeof store.wrongUnread): Finding[] {
  const problems = wrong
    .all(db, { limit: NAMED_MAX + 1 })
    .map(({ id, kept, counted }) => `conversation ${id} says ${kept ?? "none"}, but it is ${counted ?? "none"}`);
  return verdict(about, problems, "as counted anew");
}

function files(db: Database, dataDir: string, deep: boolean): Finding[] {
  const problems: string[] = [];
  let count = 0;
  let bytes = 0;
  for (const file of eachFile(db)) {
    const problem = problemOf(pathOf(dataDir, file.sha256), file, deep);
    if (problem) problems.push(`${file.sha256} ${problem}`);
    count++;
    bytes += file.size;
  }
  return verdict("files", problems, `${count} (${fileSize("en", bytes)}), all there${deep ? " and as they were kept" : ""}`);
}

function problemOf(path: string, { sha256, size }: { sha256: string; size: number }, deep: boolean): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return "is missing";
  if (found.size !== size) return `has ${found.size} bytes instead of ${size}`;
  return deep && hashOfFile(path) !== sha256 ? "was changed" : null;
}

function strangers(db: Database, dataDir: string): Finding[] {
  const media = join(dataDir, "media");
  const folders = readdirSync(media, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "tmp");
  const unnamed = folders.flatMap(({ name }) => readdirSync(join(media, name)).filter((sha256) => !store.fileNamed.get(db, { sha256 })));
  return unnamed.length === 0 ? [] : [{ grade: "note", about: "files", text: `${unnamed.length} that nothing names; they are removed a day after they came` }];
}

const TROUBLES = {
  journalFailed: "calls of providers could not be worked off",
  journalWaiting: "calls of providers wait for something that has not come yet",
  jobsFailed: "jobs failed",
  uncertain: "messages of which nobody knows whether they left",
  mailsUncertain: "mails of which nobody knows whether they left",
  stopped: "channels are stopped",
};

function troubles(db: Database): Finding[] {
  const counts = store.trouble.get(db);
  return Object.entries(TROUBLES).flatMap(([key, words]): Finding[] => {
    const count = counts?.[key as keyof typeof TROUBLES] ?? 0;
    return count === 0 ? [] : [{ grade: "note", about: "to see to", text: `${count} ${words}` }];
  });
}

/** One line when all is well, else one for each problem, up to NAMED_MAX. */
export function verdict(about: string, problems: readonly string[], fine: string): Finding[] {
  if (problems.length === 0) return [{ grade: "ok", about, text: fine }];
  const named = problems.slice(0, NAMED_MAX).map((text): Finding => ({ grade: "problem", about, text }));
  return problems.length > NAMED_MAX ? [...named, { grade: "problem", about, text: "and more" }] : named;
}
