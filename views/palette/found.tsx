import type { Found } from "../../src/desk/find.ts";
import type { SaidThere } from "../../src/search/messages.ts";
import { shortTime } from "../../src/texts/time.ts";
import { customerName, phoneText } from "../desk/name.ts";
import { usePage } from "../page.ts";
import { ChannelMark, type ChannelName, Icon } from "../parts/icon.tsx";
import { Excerpt } from "../search/page.tsx";

/** What was found, as further options of the palette. */
export function FoundOptions({ typed, customers, conversations, said }: Found & { typed: string; said: SaidThere[] }) {
  const { language, zone, now, t } = usePage();
  const names = new Map(customers.map((line) => [line.id, customerName({ ...line, customerId: line.id }, t)]));
  return (
    <>
      {conversations.length > 0 && (
        <Group id="found-conversations" title={t("desk.title")}>
          {conversations.map(({ id, customerId, state, channelKind, queueName, startedAt }) => (
            <a role="option" id={`found-conversation-${id}`} aria-selected="false" tabindex={-1} href={`/conversations/${id}`}>
              <ChannelMark kind={channelKind as ChannelName} />
              <span>{names.get(customerId) ?? t("palette.conversation", { id })}</span>
              <small>
                {[id, queueName, state === "closed" ? t("customers.closed") : null, shortTime(language, zone, startedAt, now)].filter(Boolean).join(" · ")}
              </small>
            </a>
          ))}
        </Group>
      )}
      {customers.length > 0 && (
        <Group id="found-customers" title={t("customers.title")}>
          {customers.map(({ id, phone, email, conversations: count }) => (
            <a role="option" id={`found-customer-${id}`} aria-selected="false" tabindex={-1} href={`/customers/${id}`}>
              <Icon name="users-round" />
              <span>{names.get(id)}</span>
              <small>{[phone ? phoneText(phone) : email, t("details.conversations", { count })].filter(Boolean).join(" · ")}</small>
            </a>
          ))}
        </Group>
      )}
      {said.length > 0 && (
        <Group id="found-said" title={t("search.said")}>
          {said.map((one) => (
            <a role="option" id={`found-said-${one.id}`} aria-selected="false" tabindex={-1} href={`/conversations/${one.conversationId}#m-${one.id}`}>
              <ChannelMark kind={one.channelKind as ChannelName} />
              <span>{customerName(one, t)}</span>
              <small class="cut" dir="auto">
                <Excerpt of={one} />
              </small>
            </a>
          ))}
          <a role="option" id="found-more" aria-selected="false" tabindex={-1} href={`/search?q=${encodeURIComponent(typed)}`}>
            <Icon name="search" />
            <span>{t("search.everything", { words: typed.trim() })}</span>
          </a>
        </Group>
      )}
    </>
  );
}

function Group({ id, title, children }: { id: string; title: string; children: preact.ComponentChildren }) {
  return (
    <div role="group" aria-labelledby={id}>
      <h3 id={id} role="presentation">
        {title}
      </h3>
      {children}
    </div>
  );
}
