import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Background } from "../db/background.ts";
import { Conflict, NotFound, Refusal } from "../http/errors.ts";
import type { Workspace } from "../workspace.ts";
import type { Who } from "./audit.ts";
import { backup } from "./backup.ts";

/** The names that backups get by themselves; nothing else of the folder is shown or handed out. */
const OWN_NAME = /^parlo-\d{4}-\d{2}-\d{2}-\d{6}\.parlo$/;

export type BackupFile = { name: string; bytes: number; madeAt: number };

/** The backups in the folder's `backups`, and the one that is being made. */
export type Backups = {
  readonly folder: string;
  /** Newest first. */
  list(): BackupFile[];
  /** Where one lies. Throws NotFound. */
  pathOf(name: string): string;
  /** Begins to make one, and does not wait for it. Throws Conflict while one is being made. */
  begin(passphrase: string | null, who: Who): void;
  /** Since when one is being made; null while none is. */
  makingSince(): number | null;
  /** Why the last one came to nothing; null where it did not. */
  failure(): Refusal | null;
};

export function backupsOf(workspace: Workspace, background: Background): Backups {
  const folder = join(workspace.config.dataDir, "backups");
  let since: number | null = null;
  let failed: Refusal | null = null;

  const make = async (passphrase: string | null, who: Who) => {
    try {
      await backup(workspace, background, { file: null, passphrase }, who);
    } catch (error) {
      failed = error instanceof Refusal ? error : new Refusal(500, "backup.failed");
      if (failed !== error) workspace.log.error({ error }, "a backup failed");
    }
    since = null;
  };
  const list = () =>
    readdirSync(folder)
      .filter((name) => OWN_NAME.test(name))
      .sort((a, b) => (a < b ? 1 : -1))
      .map((name) => {
        const { size, mtimeMs } = statSync(join(folder, name));
        return { name, bytes: size, madeAt: Math.floor(mtimeMs) };
      });

  return {
    folder,
    list,
    pathOf: (name) => {
      if (!list().some((one) => one.name === name)) throw new NotFound();
      return join(folder, name);
    },
    begin: (passphrase, who) => {
      if (since !== null) throw new Conflict("backup.running");
      since = workspace.clock();
      failed = null;
      void make(passphrase, who);
    },
    makingSince: () => since,
    failure: () => failed,
  };
}
