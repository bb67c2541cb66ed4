import { createCipheriv, createDecipheriv, scryptSync, timingSafeEqual } from "node:crypto";

/** How the key of a sealed backup is made of its passphrase (scrypt, RFC 7914), and how to tell the right one. In the file's head, readable. */
export type Sealing = { kdf: "scrypt"; cost: number; block: number; parallel: number; salt: string; check: string };

/** Seals and opens the parts of one backup, each at its place only; the last one says that it is the last. */
export type Cipher = {
  seal(part: Uint8Array, at: number, last: boolean): Buffer;
  /** Null when it is not what was sealed at this place. */
  open(sealed: Uint8Array, at: number, last: boolean): Buffer | null;
};

/** What a guess costs. */
export type Cost = Pick<Sealing, "cost" | "block" | "parallel">;
/** 64 MiB of memory and a quarter of a second (OWASP's password storage cheat sheet: N=2^16, r=8, p=2). */
const COST: Cost = { cost: 2 ** 16, block: 8, parallel: 2 };
/** A file may not make us spend more than this. */
const MEMORY_MAX = 256 * 1024 * 1024;
const PARALLEL_MAX = 4;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new backup's cipher. `salt` is 128 random bits (base64url) of its own, so that no key is ever used for two. */
export function newCipher(passphrase: string, salt: string, cost = COST): { sealing: Sealing; cipher: Cipher } {
  const { key, check } = derive(passphrase, { ...cost, salt });
  return { sealing: { kdf: "scrypt", ...cost, salt, check }, cipher: cipherOf(key) };
}

/** The cipher of a backup that is there; null when the passphrase is another one. */
export function cipherFor(passphrase: string, sealing: Sealing): Cipher | null {
  const { cost, block, parallel } = sealing;
  const sane = sealing.kdf === "scrypt" && Number.isInteger(Math.log2(cost)) && 128 * cost * block <= MEMORY_MAX && parallel <= PARALLEL_MAX;
  if (!sane) return null;
  const { key, check } = derive(passphrase, sealing);
  const [ours, theirs] = [Buffer.from(check), Buffer.from(sealing.check)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs) ? cipherOf(key) : null;
}

// Two keys of one derivation: one seals, the other only tells whether the passphrase is right.
function derive(passphrase: string, { cost: N, block: r, parallel: p, salt }: Cost & { salt: string }) {
  const bytes = scryptSync(passphrase.normalize("NFKC"), Buffer.from(salt, "base64url"), 2 * KEY_BYTES, { N, r, p, maxmem: 2 * MEMORY_MAX });
  return { key: bytes.subarray(0, KEY_BYTES), check: bytes.subarray(KEY_BYTES).toString("base64url") };
}

// AES-256-GCM, the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is the part's number and whether it is
// the last, so that parts cannot be exchanged, left out, doubled or cut off.
function cipherOf(key: Uint8Array): Cipher {
  return {
    seal: (part, at, last) => {
      const cipher = createCipheriv("aes-256-gcm", key, nonce(at, last));
      return Buffer.concat([cipher.update(part), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, at, last) => {
      if (sealed.length < TAG_BYTES) return null;
      const end = sealed.length - TAG_BYTES;
      const decipher = createDecipheriv("aes-256-gcm", key, nonce(at, last)).setAuthTag(sealed.subarray(end));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}

function nonce(at: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(NONCE_BYTES);
  bytes.writeUIntBE(at, 5, 6);
  bytes.writeUInt8(last ? 1 : 0, 11);
  return bytes;
}
