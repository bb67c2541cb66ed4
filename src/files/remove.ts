import type { Database } from "bun:sqlite";
import { readdirSync, rmSync, statSync, unlinkSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Workspace } from "../workspace.ts";
import { pathOf } from "./keep.ts";
import { deleteUnnamed, filesFrom, findFile, forgetUploads } from "./store.ts";

/** An upload that no message has taken until then is forgotten. */
export const UPLOAD_AGE_MS_MAX = 24 * 3_600_000;
const FILES_AT_ONCE = 200;
const UPLOADS_AT_ONCE = 200;
/** Files lie in folders named by the first byte of their hash. */
const FOLDERS = 256;

/** True when there may be more. */
export function forgetOldUploads(db: Database, now: number): boolean {
  return forgetUploads.run(db, { before: now - UPLOAD_AGE_MS_MAX, limit: UPLOADS_AT_ONCE }) === UPLOADS_AT_ONCE;
}

/** Removes files that nothing names any more, some at each call, in the order of their ids. True until it has seen all. */
export function orphanRemoval(): (workspace: Workspace) => Promise<boolean> {
  let seenUpTo = 0;
  return async ({ db, write, config, clock, filesKept }) => {
    const before = clock() - UPLOAD_AGE_MS_MAX;
    const files = filesFrom.all(db, { after: seenUpTo, before, limit: FILES_AT_ONCE });
    const orphans = files.filter(({ named }) => named === 0);
    const removed = await filesKept.unless(async () => {
      const gone = orphans.length === 0 ? [] : await write((db_) => orphans.filter(({ id }) => deleteUnnamed.run(db_, { id }) > 0));
      for (const { sha256 } of gone) removeOld(pathOf(config.dataDir, sha256), before);
      return true;
    });
    if (!removed) return false;
    seenUpTo = files.length < FILES_AT_ONCE ? 0 : (files.at(-1)?.id ?? 0);
    return seenUpTo > 0;
  };
}

/** Removes the files of one folder that no row has ever named: whoever kept them died before. `turn` goes round the folders. */
export async function removeStrangers({ db, config, clock, filesKept }: Workspace, turn: number) {
  const folder = join(config.dataDir, "media", (turn % FOLDERS).toString(16).padStart(2, "0"));
  const names = await readdir(folder).catch(() => []);
  await filesKept.unless(async () => {
    for (const sha256 of names) if (!findFile.get(db, { sha256 })) removeOld(join(folder, sha256), clock() - UPLOAD_AGE_MS_MAX);
  });
}

/** At the start, when nobody writes yet: what was not finished when the process ended. */
export function clearUnfinished(dataDir: string) {
  const inFolder = (name: string) => readdirSync(join(dataDir, name)).map((file) => join(dataDir, name, file));
  const unfinished = [...inFolder(join("media", "tmp")), ...inFolder("backups").filter((path) => path.endsWith(".part"))];
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
}

// The same bytes may just have come again: then the file is young, and the row that names it follows.
function removeOld(path: string, before: number) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && found.mtimeMs < before) unlinkSync(path);
}
