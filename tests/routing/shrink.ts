import { Broken, type Cut, Day } from "./day.ts";

/** A day that broke a rule, as far as it came. */
export type Failure = { seed: number; moments: number; cut: Cut; message: string; story: readonly string[]; events: readonly Told[] };
export type Told = { id: number; at: number; kind: string; conversation_id: number | null; agent_id: number | null; queue_id: number | null; data: string };

const WHOLE: Cut = { moments: new Set(), kinds: new Set() };

/** Lives a day; null when no rule was broken. */
export function lived(seed: number, moments: number, cut: Cut = WHOLE): Failure | null {
  const day = new Day(seed, false, cut);
  try {
    day.live(moments);
    return null;
  } catch (error) {
    const [moment, message] = error instanceof Broken ? [error.moment, error.message] : [moments, String(error)];
    return { seed, moments: moment, cut, message, story: day.story, events: day.journal() as Told[] };
  } finally {
    day.world.db.close();
  }
}

export const momentsOf = ({ moments, cut }: Pick<Failure, "moments" | "cut">) => numbersTo(moments).filter((moment) => !cut.moments.has(moment));
const numbersTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

/**
 * The same failing day, shorter: what comes after the break goes first, then ever smaller stretches of moments, then kinds of
 * happenings, as long as some rule still breaks. Lives at most `daysMax` days for that.
 */
export function shrink(first: Failure, daysMax = 400): Failure {
  let [best, days] = [first, 0];
  const shorter = (cut: Cut): boolean => {
    if (days++ >= daysMax) return false;
    const found = lived(first.seed, best.moments, cut);
    if (found) best = found;
    return found !== null;
  };
  const without = (moments: readonly number[]) => shorter({ ...best.cut, moments: new Set([...best.cut.moments, ...moments]) });
  for (let before = -1; before !== momentsOf(best).length && days < daysMax; ) {
    before = momentsOf(best).length;
    for (let size = Math.ceil(before / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let at = 0; at < momentsOf(best).length && days < daysMax; ) if (!without(momentsOf(best).slice(at, at + size))) at += size;
    for (const kind of kindsOf(best)) shorter({ ...best.cut, kinds: new Set([...best.cut.kinds, kind]) });
  }
  return best;
}

const kindsOf = ({ story }: Failure) => [...new Set(story.flatMap((line) => line.split("  ").at(-1)?.split(", ") ?? []))].filter(Boolean);

/** What a person reads of a failure: the seed, what was left, the rule, and what happened to whom it is about. */
export function told({ seed, moments, cut, message, story, events }: Failure): string[] {
  const about = Number(/\b(?:conversationId|conversation_id|id): (\d+)/.exec(message)?.[1] ?? 0);
  const its = events.filter(({ conversation_id }) => conversation_id === about);
  const shown = its.length > 0 ? its : events.slice(-EVENTS_MAX);
  return [
    message.split("\n").slice(0, LINES_MAX).join("\n"),
    `seed ${seed}: ${momentsOf({ moments, cut }).length} of ${moments} moments, without ${[...cut.kinds].join(", ") || "nothing"}`,
    ...story,
    its.length > 0 ? `what happened to conversation ${about}:` : "the last events:",
    ...shown.map(
      ({ id, at, kind, agent_id, queue_id, data }) => `${id}  ${new Date(at).toISOString()}  ${kind}  agent ${agent_id}  queue ${queue_id}  ${data}`,
    ),
  ];
}

const EVENTS_MAX = 30;
const LINES_MAX = 30;
