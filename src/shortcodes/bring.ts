import type { Database } from "bun:sqlite";
import { ownerOf } from "../conversations/reply.ts";
import { shareFile } from "../files/attach.ts";
import { NotFound } from "../http/errors.ts";
import { filesOf, shortcodesFor } from "./store.ts";

export type Brought = { clientId: string; name: string; type: string; size: number };

/**
 * Lays the files of a shortcode before an agent as their own uploads, once more at each call: what they send or throw away is theirs.
 * Throws NotFound for what they may not choose.
 */
export function bringFiles(
  db: Database,
  { shortcodeId, agentId, newId }: { shortcodeId: number; agentId: number; newId: () => string },
  now: number,
): Brought[] {
  if (!shortcodesFor.all(db, { agentId }).some(({ id }) => id === shortcodeId)) throw new NotFound();
  return filesOf.all(db, { ids: JSON.stringify([shortcodeId]) }).map(({ fileId, name, type, size }) => {
    const clientId = newId();
    shareFile(db, { clientId, owner: ownerOf(agentId), fileId, name }, now);
    return { clientId, name, type, size };
  });
}
