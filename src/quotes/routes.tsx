import { Elysia, t } from "elysia";
import type { Told } from "../../views/admin/form.tsx";
import type { Page } from "../../views/page.ts";
import { QuoteForm } from "../../views/quotes/form.tsx";
import { QuotesPart } from "../../views/quotes/list.tsx";
import { QuoteTotals } from "../../views/quotes/totals.tsx";
import { QuoteWindow } from "../../views/quotes/window.tsx";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldOf } from "../admin/told.ts";
import { customerFor } from "../customers/search.ts";
import { openedBy } from "../desk/desk.ts";
import { access } from "../http/access.ts";
import { NotFound } from "../http/errors.ts";
import { postedOf } from "../http/posted.ts";
import { done } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import type { Workspace } from "../workspace.ts";
import { totalsOf } from "./amounts.ts";
import { emptyLine, type QuoteValues, readQuote, totalsSoFar, valuesFrom, valuesOf } from "./form.ts";
import { addQuote, changeQuote, moveQuote, newQuote, newVersion, quoteOr404, quotesFor } from "./save.ts";
import { QUOTE_STATES, type Quote } from "./store.ts";

const byId = { params: t.Object({ id: t.Numeric() }) };
const byState = { params: t.Object({ id: t.Numeric(), state: t.UnionEnum([...QUOTE_STATES]) }) };

/** What customers are offered: the list, and a quote in its window. Who may see the customer sees them. */
export const quoteRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const view = { may: "customers.view", ...byId } as const;
  const edit = { may: "quotes.edit", ...byId } as const;
  const show = windowsOf(workspace);
  const one = quoteFor(workspace);
  // A conversation of this customer that the person may open; else it is made in none.
  const madeIn = (person: Person, customerId: number, asked: unknown): number | null => {
    const id = Number(asked) || null;
    if (id === null) return null;
    const { conversation } = openedBy(db, workspace.channels, person, id);
    if (conversation.customerId !== customerId) throw new NotFound();
    return id;
  };
  return new Elysia()
    .use(access(workspace))
    .get(
      "/customers/:id/quotes",
      ({ page, person, params: { id }, query }) => {
        customerFor(db, person, id);
        return html(page(), <QuotesPart customerId={id} conversationId={Number(query["conversation"]) || null} quotes={quotesFor(db, id)} />);
      },
      view,
    )
    .get(
      "/customers/:id/quotes/add",
      ({ page, person, params: { id }, query }) => {
        customerFor(db, person, id);
        return show.adding(page(), id, madeIn(person, id, query["conversation"]));
      },
      edit,
    )
    .post(
      "/customers/:id/quotes/add",
      async ({ page, person, params: { id: customerId }, body }) => {
        customerFor(db, person, customerId);
        const conversationId = madeIn(person, customerId, postedOf(body).text("conversationId"));
        const values = valuesOf(body);
        try {
          await write((db_) => {
            const input = readQuote(values, newQuote(db_, clock()).currency);
            const id = addQuote(db_, { customerId, conversationId, agentId: person.userId }, input, clock());
            if (sends(body)) moveQuote(db_, { id, to: "sent" }, clock());
          });
          return done();
        } catch (error) {
          const now = page();
          return show.refused(now, { customerId, conversationId, quote: null, values }, toldOf(error, now.language));
        }
      },
      edit,
    )
    .post(
      "/customers/:id/quotes/totals",
      ({ page, person, params: { id }, query, body }) => {
        customerFor(db, person, id);
        const quote = query["quote"] ? one(person, Number(query["quote"])) : newQuote(db, clock());
        return html(page(), <QuoteTotals totals={totalsSoFar(valuesOf(body), quote.currency)} currency={quote.currency} />);
      },
      edit,
    )
    .get("/quotes/:id", ({ page, person, params: { id } }) => show.one(page(), one(person, id)), view)
    .post(
      "/quotes/:id",
      async ({ page, person, params: { id }, body }) => {
        const quote = one(person, id);
        const values = valuesOf(body);
        const revision = postedOf(body).text("revision");
        try {
          const input = readQuote(values, quote.currency);
          await write((db_) => {
            const state = quoteOr404(db_, id);
            unlessStale(db_, { subject: `quote:${id}`, revision, state }, () => {
              changeQuote(db_, id, input, clock());
              if (sends(body)) moveQuote(db_, { id, to: "sent" }, clock());
            });
          });
          return done();
        } catch (error) {
          const now = page();
          return show.refused(now, { ...quote, quote: one(person, id), values }, toldOf(error, now.language, revision));
        }
      },
      edit,
    )
    .post(
      "/quotes/:id/state/:state",
      async ({ page, person, params: { id, state } }) => {
        one(person, id);
        await write((db_) => moveQuote(db_, { id, to: state }, clock()));
        return show.one(page(), one(person, id));
      },
      { may: "quotes.edit", ...byState },
    )
    .post(
      "/quotes/:id/version",
      async ({ page, person, params: { id } }) => {
        one(person, id);
        const made = await write((db_) => newVersion(db_, { id, agentId: person.userId }, clock()));
        return show.one(page(), one(person, made));
      },
      edit,
    );
};

const sends = (body: unknown) => postedOf(body).text("then") === "sent";

/** A quote of a customer whom the person may see. Throws NotFound. */
export const quoteFor =
  ({ db }: Workspace) =>
  (person: Person, id: number): Quote => {
    const quote = quoteOr404(db, id);
    customerFor(db, person, quote.customerId);
    return quote;
  };

type Refused = { customerId: number; conversationId: number | null; quote: Quote | null; values: QuoteValues };

// The window of a quote, as it is now.
function windowsOf({ db, clock }: Workspace) {
  const empty = (page: Page) => emptyLine(page.language, newQuote(db, clock()).vat);
  return {
    adding: (page: Page, customerId: number, conversationId: number | null) => {
      const { day, currency } = newQuote(db, clock());
      const values = { day, validUntil: "", notes: "", lines: [] };
      const form = { customerId, conversationId, quoteId: null, currency, values, totals: totalsOf([]), empty: empty(page), revision: "" };
      return html(page, <QuoteWindow quote={null} {...form} />);
    },
    one: (page: Page, quote: Quote) => {
      const { id: quoteId, lines } = quote;
      const form = { ...quote, quoteId, values: valuesFrom(quote, page.language), totals: totalsOf(lines), empty: empty(page), revision: revisionOf(quote) };
      return html(page, <QuoteWindow quote={quote} {...form} />);
    },
    refused: (page: Page, { quote, values, ...of }: Refused, { told, status, revision }: { told: Told; status: number; revision?: string }) => {
      const { currency } = quote ?? newQuote(db, clock());
      const form = { ...of, quoteId: quote?.id ?? null, currency, values, totals: totalsSoFar(values, currency), empty: empty(page) };
      return html(page, <QuoteForm {...form} revision={revision ?? revisionOf(quote)} told={told} />, { status });
    },
  };
}
