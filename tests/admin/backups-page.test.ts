import { afterAll, beforeAll, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { looksLikeBackup } from "../../src/admin/backup-file.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { until } from "../parlo.ts";

// An administrator makes backups in the browser while everything runs.

const PAGE = "/admin/backups";
const MAKING = "A backup is being made since";
let app: TestApp;
let ada: Browser;

beforeAll(async () => {
  app = await openApp();
  ada = await app.signedIn("ada");
});
afterAll(() => app.close());

const page = async () => (await ada.get(PAGE)).text();
const folder = () => join(app.workspace.config.dataDir, "backups");
const names = (text: string) => [...text.matchAll(/href="\/admin\/backups\/([^"]+)"/g)].map(([, name = ""]) => name);
const finished = () => until(async () => !(await page()).includes(MAKING), 10_000, "the backup did not end");
const audited = () => app.workspace.db.query("SELECT action FROM audit WHERE action LIKE 'backup.%' ORDER BY id").all();

test("a backup is made without anybody waiting, listed, and downloaded whole; both are audited", async () => {
  expect(await page()).toContain("No backup yet");
  expect((await ada.post(PAGE)).status).toBe(303);
  expect(await page()).toContain(MAKING);
  expect((await ada.post(PAGE)).status).toBe(409);
  await finished();
  const [name = ""] = names(await page());
  expect(name).toMatch(/^parlo-\d{4}-\d{2}-\d{2}-\d{6}\.parlo$/);
  const answer = await ada.get(`${PAGE}/${name}`);
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect([looksLikeBackup(bytes), bytes.length]).toEqual([true, Bun.file(join(folder(), name)).size]);
  expect(audited()).toEqual([{ action: "backup.made" }, { action: "backup.downloaded" }]);
});

test("a passphrase typed wrong once seals nothing", async () => {
  const answer = await ada.post(PAGE, { passphrase: "open sesame", again: "open sesam" });
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining("The two are not the same")]);
  expect(await page()).not.toContain(MAKING);
});

test("why one came to nothing is said until the next is begun", async () => {
  // It takes the name that the next one gets by itself.
  app.pass(1000);
  const stamp = Temporal.Instant.fromEpochMilliseconds(app.workspace.clock()).toString({ smallestUnit: "second" });
  const [day = "", time = ""] = stamp.split("T");
  writeFileSync(join(folder(), `parlo-${day}-${time.replace(/\D/g, "")}.parlo`), "a letter to my aunt");
  await ada.post(PAGE);
  await finished();
  expect(await page()).toContain("is there already and is no backup");
  app.pass(1000);
  await ada.post(PAGE);
  expect(await page()).not.toContain("is there already");
  await finished();
});

test("nothing else of the data folder is handed out", async () => {
  writeFileSync(join(folder(), "before-version-2.db"), "");
  for (const name of ["before-version-2.db", "..%2Fparlo.db", "copy.part"]) expect((await ada.get(`${PAGE}/${name}`)).status).toBe(404);
});
