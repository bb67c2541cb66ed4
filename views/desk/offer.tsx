import type { Offered } from "../../src/desk/store.ts";
import { stopwatch } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { ChannelMark, type ChannelName, PriorityMark } from "../parts/icon.tsx";
import { customerName, lineOf } from "./name.ts";

/** What is offered: who, what about, and how long to answer. It takes no click in its first moment (static/js/desk/offer.js). */
export function Offer({ offers }: { offers: readonly Offered[] }) {
  const { now, t } = usePage();
  const [offer] = offers;
  if (!offer) return null;
  const name = customerName(offer, t);
  const left = offer.offerExpiresAt - now;
  const priority = t(`priority.${offer.priority}`);
  return (
    <section
      class="offer"
      role="alertdialog"
      aria-labelledby="offer-name"
      aria-describedby="offer-words"
      data-offer={`${offer.id}-${offer.offeredAt}`}
      data-href={`/conversations/${offer.id}`}
      data-expires={offer.offerExpiresAt}
      data-aloud={t("offer.aloud", { name, priority, seconds: Math.max(0, Math.ceil(left / 1000)) })}
      data-soon={t("offer.soon", { n: "{n}" })}
      data-over={t("offer.over")}
    >
      <progress class="bar" data-state="ours" max={offer.offerExpiresAt - offer.offeredAt} value={Math.max(0, left)} aria-hidden="true" />
      <div class="body">
        <Avatar name={name} id={offer.customerId}>
          <ChannelMark kind={offer.channelKind as ChannelName} />
        </Avatar>
        <div class="whom">
          <h2 id="offer-name" dir="auto">
            <span class="unseen">{t("offer.title")}: </span>
            {name}
          </h2>
          <span class="cell quiet">
            <PriorityMark level={offer.priority} />
            {`${priority} · ${offer.id} · ${offer.queueName}`}
          </span>
        </div>
        <time class="countdown" role="timer" aria-live="off" data-countdown>
          {stopwatch(left)}
        </time>
        <p id="offer-words" dir="auto">
          {lineOf(offer.lastKind, offer.lastText, t, offer.lastDurationMs)}
        </p>
      </div>
      <Answers id={offer.id} />
      {/* Below the buttons, and the words above them keep their room: nothing that comes moves what is being aimed at. */}
      {offers.length > 1 && <p class="further">{t("offer.more", { count: offers.length - 1 })}</p>}
    </section>
  );
}

function Answers({ id }: { id: number }) {
  const { t } = usePage();
  return (
    <footer>
      <form hx-post={`/conversations/${id}/reject`} hx-swap="none" hx-disable="find button">
        <Button size="form" type="submit" shortcut="Esc" data-answer="reject">
          {t("offer.reject")}
        </Button>
      </form>
      <form hx-post={`/conversations/${id}/accept`} hx-swap="none" hx-disable="find button">
        <Button size="form" type="submit" kind="primary" shortcut="↵" data-answer="accept">
          {t("offer.accept")}
        </Button>
      </form>
    </footer>
  );
}
