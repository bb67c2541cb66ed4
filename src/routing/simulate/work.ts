import { openSnapshot } from "../../db/apart.ts";
import type { Background } from "../../db/background.ts";
import { readDay } from "./day.ts";
import { type Side, sideOf } from "./figures.ts";
import { simulate } from "./live.ts";
import type { Scenario } from "./scenario.ts";

/** `queues`: those whose figures are wanted; null = all. */
type Read = { do: "read"; path: string; from: number; until: number; queues: ReadonlySet<number> | null };
type Live = { do: "live"; scenario: Scenario; queues: ReadonlySet<number> | null };
type Work = Read | Live;
type Done = { read: { scenario: Scenario; measured: Side; leftOut: number }; live: Side };

/** Done in the Worker. */
export function perform(work: Work): Done[Work["do"]] {
  if (work.do === "live") return sideOf(work.scenario, simulate(work.scenario), work.queues);
  using db = openSnapshot(work.path);
  const { scenario, measured, leftOut } = readDay(db, work);
  return { scenario, measured: sideOf(scenario, measured, work.queues), leftOut };
}

/** Does what takes long in a Worker. Throws what went wrong there. */
export async function apart<W extends Work>(background: Background, work: W): Promise<Done[W["do"]]> {
  const start = () => (Bun.isStandaloneExecutable ? new Worker("./src/routing/simulate/worker.ts") : new Worker(new URL("./worker.ts", import.meta.url).href));
  return background.apart<Work, Done[W["do"]]>(start, work, work.do === "read");
}
