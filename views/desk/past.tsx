import type { Past } from "../../src/desk/past.ts";
import type { PastRow } from "../../src/desk/past-store.ts";
import { dayOf, exactTime, shortTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { ChannelMark, type ChannelName, Icon } from "../parts/icon.tsx";
import { excerpt, lineOf } from "./name.ts";

type Props = {
  /** Where this part comes from: of a conversation or of a customer. */
  path: string;
  past: Past;
  /** Whether a number leads to its conversation: not where it would take the place of another. */
  leads?: boolean;
};

const swaps = (path: string) => ({ "hx-get": path, "hx-target": "#past-part", "hx-swap": "outerMorph" });

function addressOf(path: string, { from, to, words, before }: Omit<Past, "rows" | "next">): string {
  const asked = new URLSearchParams(Object.entries({ from, to, q: words, before: String(before ?? "") }).filter(([, value]) => value !== ""));
  return asked.size === 0 ? path : `${path}?${asked}`;
}

/** A customer's conversations, narrowed by period and by what was said, the newest first; each opens to be read where one is (SPEC G3). */
export function PastPart({ path, past, leads = false }: Props) {
  const { t } = usePage();
  const { rows, from, to, words, before, next } = past;
  const narrowed = from !== "" || to !== "" || words !== "";
  const steps = before !== null || next !== null;
  return (
    <div class="part" id="past-part" data-source={addressOf(path, past)}>
      <Narrow path={path} past={past} narrowed={narrowed} />
      {rows.length === 0 ? (
        <Empty title={t(narrowed ? "past.none" : "past.empty")}>{t(narrowed ? "past.none.help" : "past.empty.help")}</Empty>
      ) : (
        <ol class="past" aria-label={t("past.list")}>
          {rows.map((row) => (
            <PastItem key={row.id} row={row} words={words} leads={leads} />
          ))}
        </ol>
      )}
      {steps && (
        <p class="steps">
          {before !== null && (
            <Button id="past-newest" kind="quiet" {...swaps(addressOf(path, { from, to, words, before: null }))}>
              {t("past.newest")}
            </Button>
          )}
          {next !== null && (
            <Button id="past-older" kind="quiet" {...swaps(addressOf(path, { from, to, words, before: next }))}>
              {t("past.older")}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function Narrow({ path, past: { from, to, words }, narrowed }: Props & { narrowed: boolean }) {
  const { zone, now, t } = usePage();
  const today = dayOf(zone, now);
  return (
    <search>
      <form class="narrow" method="get" action={path} hx-trigger="input delay:250ms, submit" hx-sync="this:replace" {...swaps(path)}>
        <label class="search">
          <span class="unseen">{t("past.words")}</span>
          <Icon name="search" />
          <input class="input" id="past-words" type="search" name="q" value={words} placeholder={t("past.words")} maxlength={100} autocomplete="off" />
        </label>
        <label>
          <span class="quiet">{t("past.from")}</span>
          <input class="input" data-size="s" id="past-from" type="date" name="from" autocomplete="off" value={from} max={to || today} />
        </label>
        <label>
          <span class="quiet">{t("past.to")}</span>
          <input class="input" data-size="s" id="past-to" type="date" name="to" autocomplete="off" value={to} min={from || undefined} max={today} />
        </label>
        {narrowed && (
          <button class="link" type="button" id="past-all" {...swaps(path)}>
            {t("past.all")}
          </button>
        )}
        <button class="unseen" type="submit" tabindex={-1}>
          {t("list.search")}
        </button>
      </form>
    </search>
  );
}

function PastItem({ row, words, leads }: { row: PastRow; words: string; leads: boolean }) {
  const { language, zone, now, t } = usePage();
  const { id, channelKind, channelName, queueName, agentName, startedAt, overAt, reason, firstKind, firstText, hitText } = row;
  const said = hitText === null ? lineOf(firstKind, firstText, t) : excerpt(hitText, words);
  return (
    <li id={`past-${id}`}>
      <p class="who">
        <ChannelMark kind={channelKind as ChannelName} />
        <time title={exactTime(language, zone, startedAt)}>{shortTime(language, zone, startedAt, now)}</time>
        {leads ? (
          <a class="id" href={`/conversations/${id}`}>
            {id}
          </a>
        ) : (
          <span class="id">{id}</span>
        )}
        <span class="end" />
        {overAt === null && <span class="chip">{t("customers.open")}</span>}
        <button
          class="button whole"
          type="button"
          data-kind="quiet"
          aria-label={t("past.read", { id })}
          hx-get={`/conversations/${id}/read`}
          hx-target="#toasts"
          hx-swap="beforeend"
          hx-disable="this"
        >
          <Icon name="eye" />
        </button>
      </p>
      {reason && (
        <p class="cut" dir="auto">
          {reason}
        </p>
      )}
      {said !== "" && (
        <p class="quiet said-of" dir="auto">
          {said}
        </p>
      )}
      <p class="faint cut" dir="auto">
        {[channelName, queueName, agentName].filter(Boolean).join(" · ")}
      </p>
    </li>
  );
}
