import { resolve } from "node:path";
import { CONSOLE } from "../admin/audit.ts";
import { type BackedUp, type BackupOrder, backup } from "../admin/backup.ts";
import { ConfigProblem } from "../config.ts";
import { fileSize } from "../texts/time.ts";
import { type Command, said } from "./command.ts";
import { counted } from "./counted.ts";
import { passphraseOf } from "./passphrase.ts";

/** `backup [FILE]` makes one file of the whole folder while it runs; without FILE a dated one in its `backups`. */
export const backupCommand: Command<BackupOrder> = {
  name: "backup",
  usage: "backup [FILE] [--passphrase-env NAME]",
  prepare: ({ words, flags, env, cwd }) => {
    const [file] = words;
    if (words.length > 1) throw new ConfigProblem(64, "backup makes one file: parlo backup [FILE]");
    return { file: file === undefined ? null : resolve(cwd, file), passphrase: passphraseOf(flags, env) };
  },
  perform: async ({ workspace, background }, order) => said(...backedUpLines(await backup(workspace, background, order, CONSOLE))),
};

/** What is said on the console when it is done. */
export function backedUpLines({ file, bytes, files, sealed, missing, damaged }: BackedUp): string[] {
  const key = sealed
    ? "It is sealed with your passphrase and holds the key of the secrets."
    : "It has no key: keep a copy of the folder's key elsewhere, or give a passphrase.";
  return [
    `Backed up to ${file} (${fileSize("en", bytes)}): the database and ${counted(files.count, "file")} (${fileSize("en", files.bytes)}). ${key}`,
    ...missing.map((sha256) => `Missing in the data folder, so not in the backup: the file ${sha256}`),
    ...damaged.map((sha256) => `Damaged in the data folder, and so in the backup: the file ${sha256}`),
  ];
}
