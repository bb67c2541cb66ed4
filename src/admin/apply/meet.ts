import type { Database } from "bun:sqlite";
import { apart } from "../../queues/meet.ts";
import type { Declaration, Item, Problem, SectionName } from "./declaration.ts";

/** Once all is done: where a channel of the file, or one of a queue of the file, is never open while its queue is. */
export function hoursApart(db: Database, items: Declaration["items"], now: number): Problem[] {
  const itemOf = (section: SectionName, key: string): Item[] => items[section].filter((item) => item.key.toLowerCase() === key.toLowerCase());
  return apart(db, now).flatMap(({ channelId, channel, queue }) => {
    const named = [...itemOf("channels", channelId), ...itemOf("queues", queue)];
    const item = named.find(({ given }) => "hours" in given) ?? named[0];
    return item ? [{ path: `${item.path}.hours`, key: "hours.apart", facts: { channel, queue } }] : [];
  });
}
