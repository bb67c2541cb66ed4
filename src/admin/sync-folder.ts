import { closeSync, fsyncSync, openSync } from "node:fs";

/** A name is on the disk when its folder is synced. */
export function syncFolder(path: string) {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
