import type { Found } from "../../src/desk/find.ts";
import type { SaidPage, SaidThere } from "../../src/search/messages.ts";
import { shortTime } from "../../src/texts/time.ts";
import { customerName, phoneText } from "../desk/name.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Empty } from "../parts/empty.tsx";
import { ChannelMark, type ChannelName, Icon } from "../parts/icon.tsx";
import { SearchForm } from "../parts/narrow.tsx";
import type { Bar } from "../parts/system-bar.tsx";

type Props = Found & SaidPage & { bar: Bar; typed: string; further: boolean };

/** Whatever words fit: customers, the conversation of that number, and where they were said, the newest first. */
export function SearchPage({ bar, typed, ...found }: Props) {
  const { t } = usePage();
  return (
    <Layout title={t("search.title")} at={null} bar={bar} main="page full">
      <header class="title">
        <div>
          <h1>{t("search.title")}</h1>
          <p class="quiet">{t("search.about")}</p>
        </div>
      </header>
      <SearchForm action="/search" part="found" typed={typed} label={t("search.label")} />
      <div id="found" class="rows">
        <Results typed={typed} {...found} />
      </div>
    </Layout>
  );
}

function Results({ typed, customers, conversations, said, next, further }: Omit<Props, "bar">) {
  const { t } = usePage();
  const numbered = conversations.filter(({ id }) => typed.replace("#", "").trim() === String(id));
  const href = `/search?q=${encodeURIComponent(typed)}`;
  if (customers.length + numbered.length + said.length === 0 && next === null) return <Nothing typed={typed} />;
  return (
    <>
      {numbered.map(({ id, channelKind, queueName }) => (
        <Part key={id} name="search.numbered">
          <li>
            <a class="hit" href={`/conversations/${id}`}>
              <ChannelMark kind={channelKind as ChannelName} />
              <b>{t("palette.conversation", { id })}</b>
              <span class="quiet">{queueName}</span>
            </a>
          </li>
        </Part>
      ))}
      {customers.length > 0 && <Customers customers={customers} typed={typed} />}
      {said.length > 0 && (
        <Part name="search.said">
          {said.map((one) => (
            <SaidLine key={one.id} hit={one} />
          ))}
        </Part>
      )}
      <p class="further">
        {further && (
          <a class="button" href={href}>
            {t("search.newest")}
          </a>
        )}
        {next !== null && (
          <a class="button" href={`${href}&before=${next}`}>
            {t("search.more")}
          </a>
        )}
      </p>
    </>
  );
}

function Part({ name, children }: { name: "search.numbered" | "search.customers" | "search.said"; children: preact.ComponentChildren }) {
  const { t } = usePage();
  return (
    <section class="hits" aria-labelledby={name}>
      <h2 id={name}>{t(name)}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function Customers({ customers, typed }: Pick<Props, "customers" | "typed">) {
  const { t } = usePage();
  return (
    <Part name="search.customers">
      {customers.map((line) => {
        const name = customerName({ ...line, customerId: line.id }, t);
        return (
          <li key={line.id}>
            <a class="hit" href={`/customers/${line.id}`}>
              <Avatar name={name} id={line.id} size="s" />
              <b class="cut" dir="auto">
                {name}
              </b>
              <span class="quiet cut">{[line.phone && phoneText(line.phone), line.email].filter((one) => one && one !== name).join(" · ")}</span>
            </a>
          </li>
        );
      })}
      <li>
        <a class="hit quiet" href={`/customers?q=${encodeURIComponent(typed)}`}>
          {t("search.customers.all")}
        </a>
      </li>
    </Part>
  );
}

function SaidLine({ hit }: { hit: SaidThere }) {
  const { language, zone, now, t } = usePage();
  const name = customerName(hit, t);
  const where = [hit.conversationId, hit.queueName, hit.state === "closed" ? t("customers.closed") : null].filter(Boolean).join(" · ");
  return (
    <li>
      <a class="hit" data-said href={`/conversations/${hit.conversationId}#m-${hit.id}`}>
        <Avatar name={name} id={hit.customerId}>
          <ChannelMark kind={hit.channelKind as ChannelName} />
        </Avatar>
        <b class="cut" dir="auto">
          {name}
        </b>
        <span class="quiet cut">{where}</span>
        <time>{shortTime(language, zone, hit.at, now)}</time>
        <p dir="auto">
          <Excerpt of={hit} />
        </p>
      </a>
    </li>
  );
}

/** A few words of a message around those that were searched for, which are marked; a lock before those of a note. */
export function Excerpt({ of: { direction, agentName, excerpt } }: { of: SaidThere }) {
  return (
    <>
      {direction === "note" && <Icon name="lock" size="s" />}
      {agentName !== null && <span class="quiet">{agentName}: </span>}
      {excerpt.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}
    </>
  );
}

function Nothing({ typed }: { typed: string }) {
  const { t } = usePage();
  const how = typed.trim() === "" ? "empty" : "none";
  return (
    <Empty drawing title={t(`search.${how}`)}>
      {t(`search.${how}.help`)}
    </Empty>
  );
}
