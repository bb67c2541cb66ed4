import { Database } from "bun:sqlite";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Ours = { id: number; clientId: string; status: string; providerId: string | null; at: number; round: number };
type File = { sha256: string; size: number };

const RANK = ["queued", "sending", "sent", "delivered", "read", "played"];

/** What the folder after a power cut does not hold of what was promised before it. */
export function brokenPromises(folder: string, promises: readonly string[]): string[] {
  const path = join(folder, "parlo.db");
  if (!existsSync(path)) return ["there is no database"];
  using db = new Database(path);
  const integrity = db.query("PRAGMA integrity_check").values().flat().join("; ");
  if (integrity !== "ok") return [`integrity: ${integrity}`];
  const kept = keeperOf(db, folder);
  const broken = promises.filter((promise) => {
    const [kind = "", what = ""] = split(promise);
    return !kept[kind as keyof typeof kept](what);
  });
  return [...broken.map((promise) => `lost: ${promise}`), ...damagedFiles(db, folder)];
}

// Everything at once: there are thousands of promises, and a thousand cuts.
function keeperOf(db: Database, folder: string) {
  const journal = (db.query("SELECT body FROM journal WHERE state = 'new'").values().flat() as Uint8Array[])
    .map((body) => Buffer.from(body).toString())
    .join("\n");
  const received = new Set(db.query("SELECT provider_id FROM messages WHERE direction = 'in'").values().flat());
  const ours = db
    .query("SELECT id, client_id AS clientId, status, provider_id AS providerId, received_at AS at, round FROM messages WHERE direction = 'out'")
    .all() as Ours[];
  const said = new Set(ours.map(({ clientId }) => clientId));
  const left = new Set(ours.filter(({ status }) => status !== "queued").map(({ id, at, round }) => `parlo:${id}:${at.toString(36)}:${round}`));
  const statuses = new Map(ours.map(({ providerId, status }) => [providerId, status]));
  const files = new Set(db.query("SELECT sha256 FROM files").values().flat());
  const early = new Set(db.query("SELECT provider_id || ':' || status FROM early_receipts").values().flat());
  return {
    applied: () => db.query("SELECT 1 FROM channels").all().length === 1 && existsSync(join(folder, "keys", "seal.key")),
    "signed-in": () => db.query("SELECT 1 FROM sessions").all().length === 2,
    message: (id: string) => received.has(id) || journal.includes(`"${id}"`),
    reply: (clientId: string) => said.has(clientId),
    upload: (sha256: string) => files.has(sha256),
    request: (tracker: string) => left.has(tracker),
    receipt: (receipt: string) => {
      const [id = "", status = ""] = receipt.split(":");
      return early.has(receipt) || RANK.indexOf(statuses.get(id) ?? "") >= RANK.indexOf(status) || journal.includes(`"${id}"`);
    },
  };
}

function damagedFiles(db: Database, folder: string): string[] {
  return (db.query("SELECT sha256, size FROM files").all() as File[]).flatMap(({ sha256, size }) => {
    const path = join(folder, "media", sha256.slice(0, 2), sha256);
    if (!existsSync(path)) return [`the file ${sha256} is not there`];
    const content = readFileSync(path);
    const hash = new Bun.CryptoHasher("sha256").update(content).digest("hex");
    return hash === sha256 && content.length === size ? [] : [`the file ${sha256} is damaged`];
  });
}

const split = (promise: string): [string, string] => {
  const at = promise.indexOf(":");
  return at < 0 ? [promise, ""] : [promise.slice(0, at), promise.slice(at + 1)];
};
