import type { LineValues, QuoteValues } from "../../src/quotes/form.ts";
import { money } from "../../src/texts/money.ts";
import { type Told, UNTOLD, Wrong } from "../admin/form.tsx";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button, IconButton } from "../parts/button.tsx";
import { AreaField, described } from "../parts/field.tsx";
import { QuoteTotals, type Shown } from "./totals.tsx";

export type FormProps = {
  customerId: number;
  /** Null for a new one. */
  quoteId: number | null;
  /** The one that a new quote is made in. */
  conversationId: number | null;
  currency: string;
  values: QuoteValues;
  totals: Shown;
  /** What a line that is added begins with. */
  empty: LineValues;
  /** Names what the form was written from. */
  revision: string;
  told?: Told;
};

/** The form alone: it comes back with what is wrong. Lines are added, moved and removed in static/js/quotes.js, and the totals are asked for there. */
export function QuoteForm({ customerId, quoteId, conversationId, currency, values, totals, empty, revision, told = UNTOLD }: FormProps) {
  const { t } = usePage();
  const { day, validUntil, notes } = values;
  const lines = values.lines.length > 0 ? values.lines : [empty];
  const path = quoteId === null ? `/customers/${customerId}/quotes/add` : `/quotes/${quoteId}`;
  const asked = quoteId === null ? "" : `?quote=${quoteId}`;
  return (
    <form
      class="stack"
      id="quote-form"
      hx-post={path}
      hx-target="this"
      hx-swap="outerHTML"
      hx-disable="#quote-dialog footer button"
      data-changed={told === UNTOLD ? undefined : true}
      data-totals={`/customers/${customerId}/quotes/totals${asked}`}
      novalidate
    >
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="conversationId" value={conversationId ?? ""} />
      {told.conflict && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{told.conflict}</span>
        </Banner>
      )}
      <div class="days">
        <DayField id="quote-day" name="day" label={t("quote.day")} value={day} wrong={told.wrongs["day"]} />
        <DayField id="quote-valid-until" name="validUntil" label={t("quote.valid-until")} value={validUntil} wrong={told.wrongs["validUntil"]} />
      </div>
      <fieldset class="quote-lines">
        <legend class="unseen">{t("quote.lines")}</legend>
        <LineHead currency={currency} />
        <ol>
          {lines.map((line, n) => (
            <LineFields line={line} n={n} net={totals.nets[n] ?? null} currency={currency} wrongs={told.wrongs} />
          ))}
        </ol>
        <Wrong id="quote-lines-wrong">{told.wrongs["lines"]}</Wrong>
        <Button kind="quiet" icon="plus" data-line-add>
          {t("quote.line.add")}
        </Button>
        <template>
          <LineFields line={empty} n={null} net={null} currency={currency} wrongs={{}} />
        </template>
      </fieldset>
      <QuoteTotals totals={totals} currency={currency} />
      <AreaField id="quote-notes" name="notes" label={t("quote.notes")} value={notes} rows={3} dir="auto" wrong={told.wrongs["notes"]} />
    </form>
  );
}

type DayProps = { id: string; name: string; label: string; value: string; wrong: string | undefined };

// The browser's own calendar: TextField has no such type, for it is no text.
function DayField({ id, name, label, value, wrong }: DayProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input class="input" type="date" name={name} value={value} {...described({ id, wrong })} />
      <Wrong id={`${id}-wrong`}>{wrong}</Wrong>
    </div>
  );
}

function LineHead({ currency }: { currency: string }) {
  const { t } = usePage();
  return (
    <p class="heads" aria-hidden="true">
      <span>{t("quote.text")}</span>
      <span class="num">{t("quote.quantity")}</span>
      <span class="num">
        {t("quote.price")}, {currency}
      </span>
      <span class="num">{t("quote.vat")}</span>
      <span class="num">{t("quote.discount")}</span>
      <span class="num">{t("quote.amount")}</span>
    </p>
  );
}

type LineProps = { line: LineValues; n: number | null; net: number | null; currency: string; wrongs: Told["wrongs"] };

function LineFields({ line, n, net, currency, wrongs }: LineProps) {
  const { language, t } = usePage();
  const of = (name: keyof LineValues) => ({ name, n, value: line[name], wrong: n === null ? undefined : wrongs[`${name}-${n}`] });
  return (
    <li>
      <TextCell {...of("text")} autofocus={n === 0 && line.text === ""} />
      <NumberCell {...of("quantity")} label={t("quote.quantity")} />
      <NumberCell {...of("price")} label={t("quote.price")} />
      <NumberCell {...of("vat")} label={t("quote.vat")} />
      <NumberCell {...of("discount")} label={t("quote.discount")} />
      <output class="num" aria-label={t("quote.amount")}>
        {net !== null && money(language, currency, net)}
      </output>
      <span class="tools">
        <IconButton icon="arrow-up" label={t("quote.line.up")} data-line-move="-1" />
        <IconButton icon="arrow-down" label={t("quote.line.down")} data-line-move="1" />
        <IconButton icon="trash-2" label={t("quote.line.remove")} data-line-remove />
      </span>
    </li>
  );
}

type CellProps = { name: string; n: number | null; value: string; wrong: string | undefined };

// What a field of a line is called and what is wrong with it; one that is added in the page has no id.
const cell = ({ name, n, wrong }: CellProps) => (n === null ? {} : described({ id: `quote-${name}-${n}`, wrong }));

function TextCell({ autofocus, ...props }: CellProps & { autofocus: boolean }) {
  const { t } = usePage();
  const { name, n, value, wrong } = props;
  return (
    <div class="field">
      <textarea class="area" rows={1} name={name} dir="auto" autofocus={autofocus} aria-label={t("quote.text")} {...cell(props)}>
        {value}
      </textarea>
      <Wrong id={`quote-${name}-${n}-wrong`}>{wrong}</Wrong>
    </div>
  );
}

function NumberCell({ label, ...props }: CellProps & { label: string }) {
  const { name, n, value, wrong } = props;
  return (
    <div class="field">
      <input class="input num" name={name} value={value} inputmode="decimal" autocomplete="off" aria-label={label} {...cell(props)} />
      <Wrong id={`quote-${name}-${n}-wrong`}>{wrong}</Wrong>
    </div>
  );
}
