import { FileProblems } from "../../admin/apply/declaration.ts";
import type { Background } from "../../db/background.ts";
import { instantOf, isDay, startOfDay, startOfDayAfter } from "../../texts/time.ts";
import type { Side } from "./figures.ts";
import type { Variation } from "./variation.ts";
import { vary } from "./vary.ts";
import { apart } from "./work.ts";

/** Which day, in the workspace's zone, and what shall be otherwise; `queues`: those that are shown, null = all. */
export type Question = { day: string; zone: string; path: string; now: number; variation: Variation | null; queues: ReadonlySet<number> | null };

/** A day three times: as it was, as the rules replay it, and with something otherwise. */
export type Report = {
  day: string;
  zone: string;
  from: number;
  until: number;
  /** Came to queues that are no more. */
  leftOut: number;
  queues: readonly { id: number; name: string }[];
  measured: Side;
  replayed: Side;
  varied: Side | null;
};

/** What is done of a question, in this order. */
export const STEPS = ["reading", "replaying", "varying"] as const;
export type Step = (typeof STEPS)[number];

/** From midnight to midnight, or to now. Null where that is no day, or none that has begun. */
export function boundsOf({ day, zone, now }: Pick<Question, "day" | "zone" | "now">): { from: number; until: number } | null {
  if (!isDay(day)) return null;
  const noon = instantOf(zone, day, "12:00", "first");
  const [from, until] = [startOfDay(zone, noon), startOfDayAfter(zone, noon, 1)];
  return from < now ? { from, until: Math.min(until, now) } : null;
}

/**
 * Replays a day in a Worker, as it was and otherwise; tells each step as it begins. Throws FileProblems where a variation names what is not
 * there. Null where there is no such day.
 */
export async function whatIf(background: Background, question: Question, begins: (step: Step) => void): Promise<Report | null> {
  const { day, zone, path, variation, queues } = question;
  const bounds = boundsOf(question);
  if (!bounds) return null;
  begins("reading");
  const { scenario, measured, leftOut } = await apart(background, { do: "read", path, ...bounds, queues });
  const other = variation && vary(scenario, variation);
  if (other && other.problems.length > 0) throw new FileProblems(other.problems);
  begins("replaying");
  const replayed = await apart(background, { do: "live", scenario, queues });
  if (other) begins("varying");
  const varied = other && (await apart(background, { do: "live", scenario: other.scenario, queues }));
  const shown = scenario.queues.filter(({ id }) => queues === null || queues.has(id)).map(({ id, name }) => ({ id, name }));
  return { day, zone, ...bounds, leftOut, queues: shown, measured, replayed, varied };
}
