import { Database } from "bun:sqlite";
import { existsSync } from "node:fs";

/** What stands under a key of a folder's settings (JSON), without taking the folder: "none" where there is no database, null where nothing is set. */
export function peekSetting(path: string, key: string): string | null | "none" {
  if (!existsSync(path)) return "none";
  const db = new Database(path, { readonly: true, strict: true });
  try {
    db.run("PRAGMA busy_timeout = 5000");
    const isThere = db.query("SELECT 1 FROM sqlite_schema WHERE name = 'settings'").get() !== null;
    const row = isThere && (db.query("SELECT value FROM settings WHERE key = $key").get({ key }) as { value: string } | null);
    return row ? row.value : null;
  } finally {
    db.close();
  }
}
