// What lies in a backup, in this order: HEAD_NAME, the key if it is sealed, the database, the files, MANIFEST_NAME. Whoever has to do
// without Parlo finds a data folder in it.
export const HEAD_NAME = "parlo.json";
export const MANIFEST_NAME = "manifest.json";
export const DATABASE_NAME = "parlo.db";
export const KEY_NAME = "keys/seal.key";
export const fileName = (sha256: string) => `media/${sha256.slice(0, 2)}/${sha256}`;

const FILE_NAME = /^media\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/;
/** The SHA-256 that a kept file's name says; null when it is no such name. */
export const sha256Of = (name: string): string | null => FILE_NAME.exec(name)?.[2] ?? null;

/** Comes first, so that what cannot be restored here is known at once. `by` is the build that made it, `at` in ms. */
export type BackupHead = { schema: number; by: string; at: number; name: string };

/** Comes last, when all is known. `missing` and `damaged` are files that were so when they were to be copied. */
export type Manifest = {
  database: { sha256: string; size: number };
  tables: Record<string, number>;
  files: { count: number; bytes: number };
  missing: string[];
  damaged: string[];
};
