import type { Asked } from "../../src/routing/log.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { hrefOf } from "./asked.ts";

type NewsProps = { asked: Asked; after: number; mark: string; news?: { decisions: number; waiting: boolean }; back?: string };

/**
 * Nothing moves under the pointer: what has come since waits behind this bar, which asks for itself again when something changed.
 * It has its room also while there is nothing.
 */
export function NewsBar({ asked, after, mark, news = { decisions: 0, waiting: false } }: NewsProps) {
  const { t } = usePage();
  const { decisions, waiting } = news;
  const { conversationId } = asked;
  return (
    <div
      class="news"
      id="news"
      role="status"
      hx-get={hrefOf("/why/news", asked, { after, waiting: mark })}
      hx-trigger="list from:body throttle:2s, live:again from:body"
      hx-swap="outerMorph"
    >
      {(decisions > 0 || waiting) && (
        <a class="button" href={mark === "" && conversationId !== null ? `/why/${conversationId}` : hrefOf("/why", asked)}>
          <Icon name="refresh-cw" />
          <span>{decisions > 0 ? t("why.news", { count: decisions }) : t("why.news.waiting")}</span>
        </a>
      )}
    </div>
  );
}
