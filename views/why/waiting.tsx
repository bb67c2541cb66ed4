import type { Waiters } from "../../src/routing/log.ts";
import { duration } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { PriorityMark } from "../parts/icon.tsx";

/** Who waits now; a click asks why nobody has it yet, and is answered as it is then. */
export function WaitingNow({ rows, count }: Waiters) {
  const { language, now, t } = usePage();
  return (
    <aside aria-labelledby="waiting-now">
      <h2 id="waiting-now">{count === 0 ? t("why.waiting.none") : t("why.waiting", { count })}</h2>
      <ul class="waiters">
        {rows.map(({ id, priority, queueName, enqueuedAt }) => (
          <li key={id}>
            <button type="button" hx-get={`/conversations/${id}/why`} hx-target="#toasts" hx-swap="beforeend" hx-disable="this">
              <PriorityMark level={priority} />
              <span class="grow">
                <b>{id}</b>
                <small class="cut">{queueName}</small>
              </span>
              <time data-since={enqueuedAt}>{duration(language, now - enqueuedAt)}</time>
              <span class="link">{t("why.not-yet.ask")}</span>
            </button>
          </li>
        ))}
      </ul>
      {count > rows.length && <p class="quiet">{t("why.waiting.more", { count: count - rows.length })}</p>}
    </aside>
  );
}
