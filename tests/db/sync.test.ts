import { expect, test } from "bun:test";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { syncOf } from "../../src/db/sync.ts";

test("who comes while a sync is running waits for the next, and all of them for the same", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "parlo-")), "log");
  writeFileSync(path, "x");
  const sync = syncOf(path, (error) => {
    throw error;
  });
  const first = sync.covered();
  const [second, third] = [sync.covered(), sync.covered()];
  expect(second).not.toBe(first);
  expect(third).toBe(second);
  await Promise.all([first, second, third]);
  sync.close();
});
