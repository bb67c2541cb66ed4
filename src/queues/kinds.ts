import type { Database } from "bun:sqlite";
import type { FieldReader } from "../http/fields.ts";
import { text } from "../texts/catalogue.ts";
import { KINDS, type KindName, type Queue, queueOf } from "./queue.ts";
import { channelsOfQueue, findQueue, overflowsTo } from "./store.ts";

type Kinds = Queue["kinds"];

/** The kinds of the first that the second does not take; null takes all. */
export function missingKinds(of: Kinds, taker: Kinds): KindName[] {
  return taker === null ? [] : (of ?? KINDS).filter((kind) => !taker.includes(kind));
}

/** Whether a queue takes the conversations of a kind of channel. */
export function takesKind(db: Database, queueId: number, kind: KindName): boolean {
  const row = findQueue.get(db, { id: queueId });
  return row !== null && missingKinds([kind], queueOf(db, row).kinds).length === 0;
}

/** Their names; what a kind is called is a name of its own in every language. */
export const namesOf = (kinds: readonly KindName[]): string => kinds.map((kind) => text("en", `channel.${kind}`)).join(", ");

/** Looks at the kinds that a queue shall take: not none, and all of what channels and other queues bring to it. Notes it at `kinds`. */
export function checkKinds(db: Database, { id, kinds }: { id: number | null; kinds: Kinds }, { wrong }: Pick<FieldReader, "wrong">): Kinds {
  if (kinds === null) return null;
  const taken = KINDS.filter((kind) => kinds.includes(kind));
  if (taken.length < new Set(kinds).size) wrong("kinds", "field.choose");
  if (taken.length === 0) wrong("kinds", "kinds.none");
  if (id === null) return taken;
  const fed = channelsOfQueue.all(db, { queueId: id }).filter(({ kind }) => missingKinds([kind as KindName], taken).length > 0);
  if (fed.length > 0) wrong("kinds", "kinds.fed", { channels: fed.map(({ name }) => name).join(", ") });
  const pouring = overflowsTo.all(db, { queueId: id }).filter((row) => missingKinds(queueOf(db, row).kinds, taken).length > 0);
  if (pouring.length > 0) wrong("kinds", "kinds.poured", { queues: pouring.map(({ name }) => name).join(", ") });
  return taken;
}
