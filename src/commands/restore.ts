import { resolve } from "node:path";
import { NotRestored, type Restored, restore as restoreFolder } from "../admin/restore-backup.ts";
import { ConfigProblem, readConfig } from "../config.ts";
import { exactTime, fileSize } from "../texts/time.ts";
import { counted } from "./counted.ts";
import type { Line } from "./line.ts";
import { passphraseOf } from "./passphrase.ts";
import type { Process } from "./process.ts";

/** `restore FILE --data DIR` makes a new folder of a backup; never over one that is there. */
export async function restore({ words, flags }: Line, { cwd, env, pid, clock, print, complain }: Process): Promise<number> {
  const [, file] = words;
  if (words.length !== 2 || file === undefined) throw new ConfigProblem(64, "restore needs one file: parlo restore FILE --data DIR");
  const { dataDir, keyFile } = readConfig(flags, env);
  const key = flags["key"] === undefined ? null : resolve(cwd, flags["key"]);
  const forget = "forget-secrets" in flags;
  const order = { file: resolve(cwd, file), dataDir: resolve(cwd, dataDir), passphrase: passphraseOf(flags, env), key, keyFile, forget };
  try {
    for (const line of restoredLines(restoreFolder(order, { pid, now: clock() }), order.dataDir)) print(line);
    return 0;
  } catch (error) {
    if (!(error instanceof NotRestored)) throw error;
    complain(error.message);
    return 1;
  }
}

/** What is said when it is done. */
export function restoredLines({ unpacked: { head, manifest }, revived, choice }: Restored, dataDir: string): string[] {
  const { tables, files, missing, damaged } = manifest;
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  const [conversations, messages] = [counted(tables["conversations"] ?? 0, "conversation"), counted(tables["messages"] ?? 0, "message")];
  const lines = [
    `Restored into ${dataDir}: the backup of ${exactTime("en", "UTC", head.at)} UTC.`,
    `It has ${conversations}, ${messages} and ${counted(files.count, "file")} (${fileSize("en", files.bytes)}).`,
    `Verified: ${counted(rows, "row")} as counted when it was made, the database's own check, and the hash of every file.`,
  ];
  if (missing.length > 0) lines.push(`Files that were missing already when it was made: ${missing.length}.`);
  if (damaged.length > 0) lines.push(`Files that were damaged already when it was made: ${damaged.length}.`);
  if (revived.uncertain > 0) lines.push(`Messages of which nobody knows whether they left: ${revived.uncertain}. Their agents decide.`);
  if (choice.forget) lines.push(`It came without its key. Secrets (access tokens, passwords) to be entered anew: ${revived.secretsForgotten}.`);
  if (revived.channelsStopped.length > 0) lines.push(`Channels that are stopped until then: ${revived.channelsStopped.join(", ")}.`);
  return [...lines, "It is held: nothing is sent and nothing is fetched until you say that it is the live one, on its page or with: parlo resume"];
}
