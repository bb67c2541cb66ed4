import { createCipheriv, createDecipheriv } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Dice, Seal } from "../workspace.ts";
import { syncFolder } from "./sync-folder.ts";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 4;

/** The key that seals the folder's secrets is missing or is another one. */
export class WrongKey extends Error {}

/** The folder's key: from the file an operator named, else in the folder, made at the first run. */
export function keyOf(dataDir: string, keyFile: string | null, dice: Dice): { key: Uint8Array; made: string | null } {
  if (keyFile !== null) return { key: readKey(keyFile), made: null };
  const path = pathIn(dataDir);
  if (existsSync(path)) return { key: readKey(path), made: null };
  mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${Buffer.concat([bits(dice), bits(dice)]).toString("base64")}\n`, { mode: 0o600, flush: true });
  chmodSync(path, 0o600);
  for (const folder of [dirname(path), dataDir, dirname(dataDir)]) syncFolder(folder);
  return { key: readKey(path), made: path };
}

/** The text of the folder's key, for a backup that is sealed itself. */
export function keyText(dataDir: string, keyFile: string | null): string {
  return readFileSync(keyFile ?? pathIn(dataDir), "utf8").trim();
}

/** Whether a secret was sealed with a key. */
export function opensWith(key: Uint8Array, sealed: Uint8Array): boolean {
  return keyIdOf(key).equals(sealed.subarray(0, KEY_ID_BYTES));
}

/** AES-256-GCM: key id, nonce, tag, text; `about` is authenticated with it, so that a secret cannot be moved to another row. */
export function sealOf(key: Uint8Array, dice: Dice): Seal {
  const keyId = keyIdOf(key);
  return {
    close: (text, about) => {
      const nonce = bits(dice).subarray(0, NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([keyId, nonce, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, about) => {
      const bytes = Buffer.from(sealed);
      if (!bytes.subarray(0, KEY_ID_BYTES).equals(keyId)) throw new WrongKey("a secret was sealed with another key");
      const [nonce, tag, text] = cut(bytes.subarray(KEY_ID_BYTES));
      const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about)).setAuthTag(tag);
      return decipher.update(text, undefined, "utf8") + decipher.final("utf8");
    },
  };
}

function cut(bytes: Buffer): [nonce: Buffer, tag: Buffer, text: Buffer] {
  return [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES), bytes.subarray(NONCE_BYTES + TAG_BYTES)];
}

function readKey(path: string): Uint8Array {
  return keyFrom(readFileSync(path, "utf8"), path);
}

/** A key from its text; `whose` says in an error where it came from. Throws WrongKey. */
export function keyFrom(text: string, whose: string): Uint8Array {
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== KEY_BYTES) throw new WrongKey(`${whose} is not a key of ${KEY_BYTES} bytes in base64`);
  return key;
}

const pathIn = (dataDir: string) => join(dataDir, "keys", "seal.key");

const keyIdOf = (key: Uint8Array) => new Bun.CryptoHasher("sha256").update(key).digest().subarray(0, KEY_ID_BYTES);

const bits = (dice: Dice) => Buffer.from(dice.token(), "base64url");
