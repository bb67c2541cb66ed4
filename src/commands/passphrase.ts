import { ConfigProblem, type Environment, type Flags } from "../config.ts";

const USUAL = "PARLO_BACKUP_PASSPHRASE";

/** The passphrase of a backup, from the variable that `--passphrase-env` names, else the usual one; null without. On the command line others would see it. */
export function passphraseOf(flags: Flags, env: Environment): string | null {
  const name = flags["passphrase-env"];
  if (name !== undefined && !env[name]) throw new ConfigProblem(78, `--passphrase-env names ${name}, which is not set`);
  return env[name ?? USUAL] || null;
}
