import type { ComponentChildren } from "preact";
import { clockTime, exactTime, shortTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";

/** A word in a small box; its state is also its colour. */
export function Chip({ state, children }: { state?: "good" | "warn" | "bad" | "ours"; children: ComponentChildren }) {
  return (
    <span class="chip" data-state={state}>
      {children}
    </span>
  );
}

/** How many are unread, or nothing. */
export function Unread({ count }: { count: number }) {
  const { t } = usePage();
  if (count === 0) return null;
  return (
    <span class="unread" aria-label={t("unread.count", { count })}>
      {count}
    </span>
  );
}

/** An instant: "14:21" today, "18 Nov" else; `clock` always shows the time of day. The exact time is the tooltip. */
export function Time({ at, clock = false }: { at: number; clock?: boolean }) {
  const { language, zone, now } = usePage();
  return (
    <time datetime={new Date(at).toISOString()} title={exactTime(language, zone, at)}>
      {clock ? clockTime(language, zone, at) : shortTime(language, zone, at, now)}
    </time>
  );
}
