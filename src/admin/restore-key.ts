import type { Database } from "bun:sqlite";
import { readFileSync } from "node:fs";
import { ConfigProblem } from "../config.ts";
import { allSecrets } from "./backup-store.ts";
import { keyFrom, opensWith } from "./seal.ts";

export type KeySources = {
  /** `--key FILE`: becomes the restored folder's key, unless the next is there. */
  key: string | null;
  /** `PARLO_KEY_FILE`: stays where it is, and is the one that will be used. */
  keyFile: string | null;
  /** `--forget-secrets`: none of them fits, and the secrets are entered anew. */
  forget: boolean;
};

/** What becomes of the secrets: `keep` is the key that the folder gets, in base64; null when it lies elsewhere or there is none. */
export type KeyChoice = { keep: string | null; forget: boolean };

/** Finds the key that opens the secrets of a restored database. Throws ConfigProblem when one was named that does not. */
export function chooseKey(db: Database, packed: string | null, { key, keyFile, forget }: KeySources): KeyChoice {
  const secrets = allSecrets.all(db);
  if (forget) return { keep: null, forget: secrets.length > 0 };
  const named = [key, keyFile].filter((path) => path !== null);
  const texts = named.length > 0 ? named.map((path) => ({ whose: path, text: read(path) })) : [{ whose: "the key in the backup", text: packed }];
  const keys = texts.flatMap(({ whose, text }) => (text === null ? [] : [{ whose, text: text.trim(), bytes: bytesOf(text, whose) }]));
  const wrong = keys.find(({ bytes }) => !secrets.every(({ sealed }) => opensWith(bytes, sealed)));
  if (wrong) throw new ConfigProblem(78, `${wrong.whose} is not the key of its secrets: name that with --key FILE, or leave them out with --forget-secrets`);
  const [first] = keys;
  if (!first) return { keep: null, forget: secrets.length > 0 };
  return { keep: keyFile === null ? first.text : null, forget: false };
}

function bytesOf(text: string, whose: string): Uint8Array {
  try {
    return keyFrom(text, whose);
  } catch (error) {
    throw new ConfigProblem(78, (error as Error).message);
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigProblem(78, `the key ${path} cannot be read: ${(error as Error).message}`);
  }
}
