import type { Database } from "bun:sqlite";
import type { Event } from "../events/kinds.ts";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { audit, type Who } from "./audit.ts";
import { changeSetting, setting } from "./settings.ts";

/** Whether the workspace is held: nothing leaves it, nothing is polled. Kept in memory, for every request asks. */
export type Hold = {
  /** Since when, in ms; null when it is the live one. */
  since(): number | null;
  /** Told by the writer of every commit. */
  committed(events: readonly Event[]): void;
};

export function holdOf(db: Database): Hold {
  let since = setting(db, "heldSince");
  return {
    since: () => since,
    committed: (events) => {
      if (events.some(({ kind }) => kind === "workspace.held" || kind === "workspace.resumed")) since = setting(db, "heldSince");
    },
  };
}

/** From now on nothing leaves. Conflict when it is held already. */
export function hold(db: Database, who: Who, now: number) {
  if (setting(db, "heldSince") !== null) throw new Conflict("conflict.held");
  changeSetting(db, "heldSince", now, now);
  record(db, now, "workspace.held", {}, {});
  audit(db, { who, action: "workspace.held", subject: "workspace" }, now);
}

/** This is the live one now: what waits goes out. Conflict when it is not held. */
export function resume(db: Database, who: Who, now: number) {
  if (setting(db, "heldSince") === null) throw new Conflict("conflict.not-held");
  changeSetting(db, "heldSince", null, now);
  record(db, now, "workspace.resumed", {}, {});
  audit(db, { who, action: "workspace.resumed", subject: "workspace" }, now);
}
