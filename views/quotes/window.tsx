import type { Quote } from "../../src/quotes/store.ts";
import { decimal, money } from "../../src/texts/money.ts";
import { dayText, exactTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { type FormProps, QuoteForm } from "./form.tsx";
import { QuoteChip } from "./list.tsx";
import { quoteNumber } from "./number.ts";
import { QuoteTotals } from "./totals.tsx";

/** Null for a new one. */
type WindowProps = { quote: Quote | null } & FormProps;

const INTO_WINDOW = { "hx-target": "#quote-dialog", "hx-swap": "outerHTML", "hx-disable": "#quote-dialog footer button" } as const;

/** A quote: a draft to be written by who may, all others to be read. */
export function QuoteWindow({ quote, ...form }: WindowProps) {
  const { person, t } = usePage();
  const writes = (person?.may("quotes.edit") ?? false) && (quote === null || quote.state === "draft");
  return (
    <Dialog
      id="quote-dialog"
      open="at-once"
      title={quote ? t("quote.title", { number: quoteNumber(quote) }) : t("quotes.new")}
      footer={writes ? <FormFooter quote={quote} /> : quote && <ReadFooter quote={quote} />}
    >
      {quote && <Facts quote={quote} />}
      {writes ? <QuoteForm {...form} /> : quote && <Read quote={quote} totals={form.totals} />}
    </Dialog>
  );
}

function PdfLink({ id }: { id: number }) {
  const { t } = usePage();
  return (
    <a class="button before" data-size="form" href={`/quotes/${id}/pdf`} download>
      <Icon name="download" />
      <span>{t("quote.pdf")}</span>
    </a>
  );
}

function FormFooter({ quote }: { quote: Quote | null }) {
  const { t } = usePage();
  return (
    <>
      {quote && <PdfLink id={quote.id} />}
      <Button size="form" data-closes>
        {t("quote.cancel")}
      </Button>
      <Button size="form" type="submit" form="quote-form" name="then" value="sent">
        {t("quote.save.sent")}
      </Button>
      <Button size="form" kind="primary" type="submit" form="quote-form">
        {t("quote.save")}
      </Button>
    </>
  );
}

function ReadFooter({ quote: { id, state } }: { quote: Quote }) {
  const { person, t } = usePage();
  const edits = person?.may("quotes.edit");
  const to = { draft: [], sent: ["refused", "accepted"], accepted: ["refused"], refused: ["accepted"] } as const;
  return (
    <>
      <PdfLink id={id} />
      {edits && (
        <Button size="form" icon="copy" hx-post={`/quotes/${id}/version`} {...INTO_WINDOW}>
          {t("quote.version")}
        </Button>
      )}
      {edits &&
        to[state].map((next) => (
          <Button size="form" icon={next === "accepted" ? "check" : "x"} hx-post={`/quotes/${id}/state/${next}`} {...INTO_WINDOW}>
            {t(`quote.to.${next}`)}
          </Button>
        ))}
      <Button size="form" data-closes>
        {t("dialog.close")}
      </Button>
    </>
  );
}

function Facts({ quote }: { quote: Quote }) {
  const { language, zone, t } = usePage();
  const { state, madeByName, madeAt, sentAt, sentInId } = quote;
  const time = sentAt === null ? "" : exactTime(language, zone, sentAt);
  const sent = sentAt === null ? [] : [sentInId === null ? t("quote.sent-at", { time }) : t("quote.sent-in", { id: sentInId, time })];
  return (
    <p class="quiet facts-line">
      <QuoteChip state={state} />
      <span>{[t("quote.made", { name: madeByName, time: exactTime(language, zone, madeAt) }), ...sent].join(" · ")}</span>
    </p>
  );
}

function Read({ quote, totals }: { quote: Quote; totals: FormProps["totals"] }) {
  const { language, t } = usePage();
  const { day, validUntil, currency, notes } = quote;
  return (
    <div class="stack">
      <dl class="facts">
        <dt>{t("quote.day")}</dt>
        <dd>{dayText(language, day)}</dd>
        {validUntil !== null && (
          <>
            <dt>{t("quote.valid-until")}</dt>
            <dd>{dayText(language, validUntil)}</dd>
          </>
        )}
      </dl>
      <Lines quote={quote} nets={totals.nets} />
      <QuoteTotals totals={totals} currency={currency} />
      {notes !== "" && (
        <section>
          <h3>{t("quote.notes")}</h3>
          <p class="as-written" dir="auto">
            {notes}
          </p>
        </section>
      )}
    </div>
  );
}

function Lines({ quote: { lines, currency }, nets }: { quote: Quote; nets: FormProps["totals"]["nets"] }) {
  const { language, t } = usePage();
  return (
    <table class="table quote-read">
      <thead>
        <tr>
          <th>{t("quote.text")}</th>
          <th class="num">{t("quote.quantity")}</th>
          <th class="num">{t("quote.price")}</th>
          <th class="num">{t("quote.vat")}</th>
          <th class="num">{t("quote.discount")}</th>
          <th class="num">{t("quote.amount")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ text, quantity, price, vat, discount }, n) => (
          <tr>
            <td class="as-written" dir="auto">
              {text}
            </td>
            <td class="num">{decimal(language, quantity, 3)}</td>
            <td class="num">{money(language, currency, price)}</td>
            <td class="num">{decimal(language, vat, 2)}</td>
            <td class="num">{discount === 0 ? "" : decimal(language, discount, 2)}</td>
            <td class="num">{money(language, currency, nets[n] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
