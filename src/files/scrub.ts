import { statSync, unlinkSync } from "node:fs";
import { emptyLog, giveBack } from "../db/scrub.ts";
import type { JobHandler } from "../jobs/kinds.ts";
import { mergeSearch } from "../search/scrub.ts";
import type { Workspace } from "../workspace.ts";
import { pathOf } from "./keep.ts";
import { deleteUnnamed, fileById } from "./store.ts";

const AGAIN_MS = 10_000;
/** The same bytes may just be coming again: their row follows the file at once. */
const YOUNG_MS = 60_000;

/** After something was erased: its files go, unless something else names them, and so does what the database and its log still hold of it. May be repeated. */
export const scrub: JobHandler<"erased.scrub"> = {
  run: async (workspace, { payload: { fileIds } }) => {
    const { write, db, clock } = workspace;
    const removed = await removeFiles(workspace, fileIds);
    while (await write(mergeSearch));
    while (await write(giveBack));
    const emptied = emptyLog(db);
    return { then: removed && emptied ? "done" : { againAt: clock() + AGAIN_MS } };
  },
};

// False while a backup is made, or one of them is young.
async function removeFiles({ db, write, config, clock, filesKept }: Workspace, fileIds: readonly number[]): Promise<boolean> {
  const done = await filesKept.unless(async () => {
    let all = true;
    for (const id of fileIds) {
      const file = fileById.get(db, { id });
      if (!file) continue;
      const path = pathOf(config.dataDir, file.sha256);
      const found = statSync(path, { throwIfNoEntry: false });
      if (found && found.mtimeMs > clock() - YOUNG_MS) all = false;
      else if ((await write((db_) => deleteUnnamed.run(db_, { id }))) > 0 && found) unlinkSync(path);
    }
    return all;
  });
  return done ?? false;
}
