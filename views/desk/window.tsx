import { duration } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";

const WARN_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** How long free text may still be sent; it counts by itself (static/js/desk/window.js). */
export function Window({ endsAt, name }: { endsAt: number; name: string }) {
  const { language, now, t } = usePage();
  const left = endsAt - now;
  if (left <= 0) {
    return (
      <span class="window end" data-state="warn">
        {t("composer.window.closed", { name })}
      </span>
    );
  }
  return (
    <span class="window end" title={t("composer.window.help")} data-ends={endsAt} data-state={left < WARN_MS ? "warn" : undefined}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" />
        <circle class="left" cx="8" cy="8" r="6" pathLength={24} stroke-dasharray={`${(24 * Math.min(1, left / DAY_MS)).toFixed(1)} 24`} />
      </svg>
      <span data-text={t("composer.window", { time: "{time}" })}>{t("composer.window", { time: duration(language, left) })}</span>
    </span>
  );
}
