import type { Database } from "bun:sqlite";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { restore } from "../../src/admin/restore-backup.ts";
import { readConfig } from "../../src/config.ts";
import { receive } from "../../src/conversations/receive.ts";
import { upload } from "../../src/files/attach.ts";
import { keep } from "../../src/files/keep.ts";
import { type Opened, openWorkspace } from "../../src/open.ts";
import type { Workspace } from "../../src/workspace.ts";
import { makeFolder } from "../parlo.ts";
import { random } from "../random.ts";
import { ana, PEOPLE, QUEUES } from "../world.ts";

/** A data folder on a disk, with the small centre of world.ts in it, as a process of its own has it. */
export type Folder = Opened & AsyncDisposable & { folder: string };

const dice = { roll: Math.random, token: () => randomBytes(16).toString("base64url") };

export function openFolder(folder = makeFolder(), env: Record<string, string> = {}): Folder {
  const lost = (error: Error): never => {
    throw error;
  };
  const config = readConfig({ data: folder, "log-level": "error" }, env);
  const opened = openWorkspace(config, { pid: process.pid, clock: Date.now, dice, lost });
  let closed: Promise<void> | null = null;
  const close = () => (closed ??= opened.close());
  return { ...opened, folder, close, [Symbol.asyncDispose]: close };
}

/** A backup in a new folder, opened. */
export function restored(file: string, { passphrase = null as string | null, env = {} as Record<string, string> } = {}): Folder {
  const dataDir = join(makeFolder(), "data");
  restore({ file, dataDir, passphrase, key: null, keyFile: null, forget: false }, { pid: process.pid, now: Date.now() });
  return openFolder(dataDir, env);
}

/** The same with people, queues and the channel wa. */
export function newFolder(env: Record<string, string> = {}): Folder {
  const opened = openFolder(makeFolder(), env);
  opened.workspace.db.run(PEOPLE);
  opened.workspace.routing.rebuild();
  return opened;
}

const entry = { channelId: "wa", channelKind: "whatsapp", scope: "waba", queueId: QUEUES.sales, priority: "medium" } as const;

/** A customer writes; gives the message's id. */
export function writes(db: Database, who: string, text: string, now = Date.now()): number | null {
  return receive(
    db,
    entry,
    {
      what: "message",
      account: "1",
      providerId: `wamid.${who}.${randomBytes(6).toString("hex")}`,
      from: { handles: [{ kind: "wa_id", value: who }], profileName: who },
      kind: "text",
      text,
      data: null,
      media: null,
      replyTo: null,
      sentAt: now,
      opensWindow: true,
    },
    now,
  );
}

/** Ana sends a file up; gives its hash. */
export async function sendsUp({ config, write, clock }: Workspace, name: string, bytes: Uint8Array): Promise<string> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const kept = await keep(config.dataDir, stream, { bytesMax: 1e9, told: "application/octet-stream", ticket: name });
  await write((db) => upload(db, { clientId: name, owner: `user:${ana}`, name, kept }, clock()));
  return kept.sha256;
}

/** Rows of every table that is not empty. */
export function rowsOf(db: Database): Record<string, number> {
  const tables = db.query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'").all() as {
    name: string;
  }[];
  const count = (name: string) => (db.query(`SELECT count(*) AS n FROM ${name}`).get() as { n: number }).n;
  return Object.fromEntries(tables.map(({ name }) => [name, count(name)]).filter(([, n]) => n !== 0));
}

/** What was told, newest last. */
export function kindsOf(db: Database): string[] {
  return (db.query("SELECT kind FROM events ORDER BY id").all() as { kind: string }[]).map(({ kind }) => kind);
}

/** Bytes that do not shrink. */
export function noise(count: number): Uint8Array {
  const { below } = random(count);
  return Uint8Array.from({ length: count }, () => below(256));
}
