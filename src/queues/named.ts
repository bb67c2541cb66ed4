import type { Database } from "bun:sqlite";
import { type Queue, queueOf } from "./queue.ts";
import { findQueue, findQueueByName, listQueues } from "./store.ts";

/** The queue so named, whatever the case of its letters. */
export function queueNamed(db: Database, name: string): Queue | null {
  const row = findQueueByName.get(db, { name });
  return row && queueOf(db, row);
}

export const queueNames = (db: Database): string[] => listQueues.all(db).map(({ name }) => name);

/** The name of a queue that is known to be there. */
export const nameOfQueue = (db: Database, id: number): string => findQueue.get(db, { id })?.name ?? "";
