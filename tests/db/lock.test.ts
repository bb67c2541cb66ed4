import { expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FolderTaken, takeFolder } from "../../src/db/lock.ts";

const folder = () => mkdtempSync(join(tmpdir(), "parlo-"));
const holder = (path: string) =>
  Bun.spawn(
    [
      process.execPath,
      "-e",
      `import { takeFolder } from "${join(import.meta.dir, "../../src/db/lock.ts")}"; takeFolder("${path}", process.pid);
       console.log("mine"); await Bun.sleep(60_000);`,
    ],
    {
      stdout: "pipe",
    },
  );

test("a folder belongs to one process, and who comes second is told whose it is", async () => {
  const path = folder();
  const other = holder(path);
  await other.stdout.getReader().read();
  try {
    takeFolder(path, 1);
    expect.unreachable();
  } catch (error) {
    expect([error instanceof FolderTaken, (error as FolderTaken).pid]).toEqual([true, other.pid]);
  }
  other.kill(9);
  await other.exited;
  takeFolder(path, process.pid).release();
});
