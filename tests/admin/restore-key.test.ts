import { describe, expect, test } from "bun:test";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONSOLE } from "../../src/admin/audit.ts";
import { backup } from "../../src/admin/backup.ts";
import { type RestoreOrder, restore } from "../../src/admin/restore-backup.ts";
import { changeChannel } from "../../src/channels/configure.ts";
import { ConfigProblem } from "../../src/config.ts";
import { makeFolder } from "../parlo.ts";
import { QUEUES } from "../world.ts";
import { type Folder, kindsOf, newFolder, openFolder } from "./folder.ts";
import { partsOf } from "./forge.ts";

const SECRETS = { phoneNumberId: "1", wabaId: "2", accessToken: "a secret token", appSecret: "an app's secret", verifyToken: "v" };
const PASSPHRASE = "correct horse";

const newKey = () => {
  const path = join(makeFolder(), "parlo.key");
  writeFileSync(path, `${randomBytes(32).toString("base64")}\n`);
  return path;
};

/** A folder whose channel has secrets, and a backup of it. */
async function secretive({ env = {}, passphrase = null as string | null } = {}): Promise<Folder & { file: string }> {
  const here = newFolder(env);
  const { write, seal, clock } = here.workspace;
  await write((db) => changeChannel(db, seal, "wa", { name: "Main number", queueId: QUEUES.sales, settings: SECRETS }, CONSOLE, clock()));
  const file = join(makeFolder(), "a.parlo");
  await backup(here.workspace, here.background, { file, passphrase }, CONSOLE);
  await here.close();
  return { ...here, file };
}

function restoredWith(more: Partial<RestoreOrder> & { file: string }) {
  const dataDir = join(makeFolder(), "data");
  const result = restore({ dataDir, passphrase: null, key: null, keyFile: null, forget: false, ...more }, { pid: process.pid, now: Date.now() });
  return { dataDir, result };
}
const keyOf = (folder: string) => join(folder, "keys", "seal.key");
const token = ({ workspace }: Folder) => workspace.channels.find("wa")?.settings["accessToken"];

test("a sealed backup brings the key along, and the secrets open", async () => {
  const here = await secretive({ passphrase: PASSPHRASE });
  const { dataDir } = restoredWith({ file: here.file, passphrase: PASSPHRASE });
  await using copy = openFolder(dataDir);
  expect([token(copy), copy.newKey]).toEqual(["a secret token", null]);
  expect(readFileSync(keyOf(dataDir))).toEqual(readFileSync(keyOf(here.folder)));
  expect(statSync(keyOf(dataDir)).mode & 0o777).toBe(0o600);
});

test("also when the key lies outside the folder; then it lies in it", async () => {
  const here = await secretive({ env: { PARLO_KEY_FILE: newKey() }, passphrase: PASSPHRASE });
  const { dataDir } = restoredWith({ file: here.file, passphrase: PASSPHRASE });
  await using copy = openFolder(dataDir);
  expect(token(copy)).toBe("a secret token");
});

test("an open backup holds no key and no secret that could be read", async () => {
  const here = await secretive();
  const parts = partsOf(here.file);
  expect(parts.map(([name]) => name)).toEqual(["parlo.json", "parlo.db", "manifest.json"]);
  const all = Buffer.concat(parts.map(([, bytes]) => bytes));
  for (const secret of ["a secret token", "an app's secret", readFileSync(keyOf(here.folder), "utf8").trim()]) expect(all.includes(secret)).toBeFalse();
});

describe("without a key in the backup", () => {
  test("--key brings it into the folder", async () => {
    const here = await secretive();
    const { dataDir } = restoredWith({ file: here.file, key: keyOf(here.folder) });
    await using copy = openFolder(dataDir);
    expect(token(copy)).toBe("a secret token");
    expect(readFileSync(keyOf(dataDir))).toEqual(readFileSync(keyOf(here.folder)));
  });

  test("PARLO_KEY_FILE is used and stays where it is", async () => {
    const key = newKey();
    const here = await secretive({ env: { PARLO_KEY_FILE: key } });
    const { dataDir } = restoredWith({ file: here.file, keyFile: key });
    expect(existsSync(keyOf(dataDir))).toBeFalse();
    await using copy = openFolder(dataDir, { PARLO_KEY_FILE: key });
    expect(token(copy)).toBe("a secret token");
  });

  test("another key is refused, wherever it comes from, and nothing is restored", async () => {
    const here = await secretive();
    const other = newKey();
    for (const wrong of [{ key: other }, { keyFile: other }, { key: keyOf(here.folder), keyFile: other }, { key: here.file }, { key: "nowhere" }]) {
      const dataDir = join(makeFolder(), "data");
      expect(() => restoredWith({ file: here.file, dataDir, ...wrong })).toThrow(ConfigProblem);
      expect(existsSync(dataDir)).toBeFalse();
    }
  });

  test.each([{ forget: false }, { forget: true }])(
    "nor anywhere else, the secrets are left out, and their channel is stopped until they are entered: %o",
    async ({ forget }) => {
      const here = await secretive();
      const { dataDir, result } = restoredWith({ file: here.file, ...(forget ? { forget, keyFile: newKey() } : {}) });
      expect(result.revived).toMatchObject({ secretsForgotten: 2, channelsStopped: ["wa"] });

      await using copy = openFolder(dataDir);
      const { db, write, seal, clock, channels } = copy.workspace;
      expect(db.query("SELECT count(*) AS n FROM secrets").get()).toEqual({ n: 0 });
      expect(channels.find("wa")?.row.problem).toBe("channel.secrets-missing");
      expect(kindsOf(db)).toContain("channel.stopped");

      await write((db_) => changeChannel(db_, seal, "wa", { name: "Main number", queueId: QUEUES.sales, settings: SECRETS }, CONSOLE, clock()));
      expect([token(copy), channels.find("wa")?.row.problem]).toEqual(["a secret token", null]);
    },
  );
});
