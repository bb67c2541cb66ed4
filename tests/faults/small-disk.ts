import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { atTheEnd } from "../leftovers.ts";
import { makeFolder } from "../parlo.ts";
import { diskOf } from "./disk.ts";

/** A disk that is soon full: a real one where this user may mount one, else one that only says so (disk.c). */
export type SmallDisk = {
  folder: string;
  /** For whoever uses it. */
  env: Record<string, string>;
  real: boolean;
  fill(): void;
  makeRoom(): void;
};

/** The log may take 16 MB before it is copied, and the database as much again. */
const SIZE_MB = 128;

export function smallDisk(): SmallDisk {
  const mounted = makeFolder();
  const { success } = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", `size=${SIZE_MB}m`, "tmpfs", mounted]);
  if (success) {
    atTheEnd(() => void Bun.spawnSync(["umount", "-l", mounted]));
    return realDisk(mounted);
  }
  const folder = makeFolder();
  const { env, fill, makeRoom } = diskOf(folder);
  return { folder, env, real: false, fill, makeRoom };
}

function realDisk(mounted: string): SmallDisk {
  const folder = join(mounted, "data");
  mkdirSync(folder, { mode: 0o700 });
  const filler = join(mounted, "filler");
  const fill = () => {
    const piece = new Uint8Array(64 * 1024);
    try {
      for (;;) writeFileSync(filler, piece, { flag: "a" });
    } catch (error) {
      if ((error as { code?: string }).code !== "ENOSPC") throw error;
    }
  };
  return { folder, env: {}, real: true, fill, makeRoom: () => rmSync(filler) };
}
