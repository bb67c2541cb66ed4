import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { atTheEnd } from "../leftovers.ts";

// A disk that can be made to misbehave (disk.c), for one data folder of a server that is a process of its own.

/** Longer than anything that has begun takes. */
const ENDED_MS = 100;
const HOW_TO_INSTALL = "apt-get install -y gcc libc6-dev";

type Disk = {
  /** For `startParlo`. */
  env: Record<string, string>;
  /** Where every change and sync is written down. */
  log: string;
  /** Nothing more can be written, until it can. */
  fill(): void;
  makeRoom(): void;
  /** Syncs fail from now on. */
  break(): void;
  /** Lets end what has begun, and nothing new begins: whoever is killed now has done nothing that is not in the log. */
  halt(): Promise<void>;
  goOn(): void;
};

/** `syncMs`: how much longer a sync takes. Throws with the command to run where there is no C compiler. */
export function diskOf(folder: string, { syncMs = 0, logged = false } = {}): Disk {
  const own = mkdtempSync(join(tmpdir(), "parlo-disk-"));
  atTheEnd(() => rmSync(own, { recursive: true, force: true }));
  const [log, full, broken, halted] = ["log", "full", "broken", "halted"].map((name) => join(own, name)) as [string, string, string, string];
  return {
    env: {
      LD_PRELOAD: compile(own),
      DISK_FOLDER: folder,
      DISK_FULL: full,
      DISK_BROKEN: broken,
      DISK_HALTED: halted,
      ...(syncMs > 0 ? { DISK_SYNC_MS: String(syncMs) } : {}),
      ...(logged ? { DISK_LOG: log } : {}),
    },
    log,
    fill: () => writeFileSync(full, ""),
    makeRoom: () => rmSync(full),
    break: () => writeFileSync(broken, ""),
    halt: async () => {
      writeFileSync(halted, "");
      await Bun.sleep(ENDED_MS);
    },
    goOn: () => rmSync(halted),
  };
}

function compile(folder: string): string {
  const library = join(folder, "disk.so");
  const { success, stderr } = Bun.spawnSync([compiler(), "-shared", "-fPIC", "-O1", join(import.meta.dir, "disk.c"), "-o", library, "-ldl"], {
    stderr: "pipe",
  });
  if (!success) throw new Error(`disk.c was not compiled:\n${stderr}`);
  return library;
}

function compiler(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = folders.flatMap((folder) => ["cc", "gcc", "clang"].map((name) => join(folder, name))).find(isExecutable);
  if (!found) throw new Error(`This test needs a C compiler. Run:\n  ${HOW_TO_INSTALL}`);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
