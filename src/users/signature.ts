import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { readFields } from "../http/fields.ts";
import { findSignature, updateSignature } from "./store.ts";

export const SIGNATURE_LENGTH_MAX = 1000;

/** What somebody puts below what they write; "" where they have nothing. */
export const signatureOf = (db: Database, userId: number): string => findSignature.get(db, { id: userId })?.signature ?? "";

/** Keeps somebody's own signature; what is as it was is no change. Throws Invalid. */
export function changeSignature(db: Database, userId: number, wanted: string, now: number) {
  const { signature } = readFields({ signature: wanted }, (field) => ({ signature: field.text("signature", { max: SIGNATURE_LENGTH_MAX, optional: true }) }));
  if (signature === signatureOf(db, userId)) return;
  updateSignature.run(db, { id: userId, signature });
  record(db, now, "user.changed", { agentId: userId }, { userId });
}
