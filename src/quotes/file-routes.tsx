import { Elysia, t } from "elysia";
import { customerName } from "../../views/desk/name.ts";
import { QuoteChoice } from "../../views/quotes/chooser.tsx";
import { quoteNumber } from "../../views/quotes/number.ts";
import { html } from "../../views/render.tsx";
import { setting } from "../admin/settings.ts";
import { customerFor } from "../customers/search.ts";
import { openedBy } from "../desk/desk.ts";
import { isClientId, takeFile } from "../files/take.ts";
import { access } from "../http/access.ts";
import { NotFound } from "../http/errors.ts";
import { FILE_POLICY } from "../http/policy.ts";
import type { Person } from "../http/session.ts";
import { isLanguage, text, wordsOf } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { attachQuote } from "./attach.ts";
import { pdfOf } from "./pdf.ts";
import { quoteFor } from "./routes.tsx";
import { quotesFor } from "./save.ts";
import type { Quote } from "./store.ts";

const byId = t.Object({ id: t.Numeric() });
const PDF = "application/pdf";
const PDF_BYTES_MAX = 100 * 1024 * 1024;

/** A quote as a PDF: to be downloaded, or sent in a conversation as a file is. */
export const quoteFileRoutes = (workspace: Workspace) => {
  const { db, write, channels, clock } = workspace;
  const one = quoteFor(workspace);
  const customerIn = (person: Person, id: number) => openedBy(db, channels, person, id).conversation.customerId;
  return new Elysia()
    .use(access(workspace))
    .get(
      "/quotes/:id/pdf",
      async ({ person, params: { id } }) => {
        const { name, bytes } = await printed(workspace, person, one(person, id));
        const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
        return new Response(bytes, {
          headers: { ...FILE_POLICY, "content-type": PDF, "content-disposition": disposition, "cache-control": "private, no-cache" },
        });
      },
      { may: "customers.view", params: byId },
    )
    .get(
      "/conversations/:id/quotes",
      ({ page, person, params: { id } }) => {
        const customerId = customerIn(person, id);
        customerFor(db, person, customerId);
        const now = page();
        const { language } = languageOf(workspace, person, customerId);
        return html(now, <QuoteChoice conversationId={id} quotes={quotesFor(db, customerId)} nameOf={(number) => text(language, "quote.file", { number })} />);
      },
      { may: "conversations.handle", params: byId },
    )
    .put(
      "/conversations/:id/quotes/:quoteId/files/:clientId",
      async ({ person, params: { id, quoteId, clientId } }) => {
        const customerId = customerIn(person, id);
        const quote = one(person, quoteId);
        if (quote.customerId !== customerId || !isClientId(clientId)) throw new NotFound();
        const { name, bytes } = await printed(workspace, person, quote);
        // Noted first: a file that nobody knows to be a quote is never sent.
        await write((db_) => attachQuote(db_, { clientId, agentId: person.userId, quote }, clock()));
        const made = new Request("http://localhost/", { method: "PUT", body: bytes, headers: { "content-type": PDF } });
        const { size, type } = await takeFile(workspace, made, { clientId, owner: `user:${person.userId}`, name, bytesMax: PDF_BYTES_MAX });
        return Response.json({ size, type }, { status: 201 });
      },
      { may: "conversations.handle", params: t.Object({ id: t.Numeric(), quoteId: t.Numeric(), clientId: t.String() }), parse: "none" },
    );
};

// The customer's language where we have it, else the workspace's.
function languageOf({ db }: Workspace, person: Person, customerId: number) {
  const line = customerFor(db, person, customerId);
  const own = line.language?.slice(0, 2).toLowerCase();
  return { line, language: isLanguage(own) ? own : setting(db, "language") };
}

async function printed(workspace: Workspace, person: Person, quote: Quote): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const { db } = workspace;
  const { line, language } = languageOf(workspace, person, quote.customerId);
  const number = quoteNumber(quote);
  const company = { name: setting(db, "name"), address: setting(db, "companyAddress"), vatNumber: setting(db, "vatNumber") };
  const called = line.savedName ?? line.profileName ?? customerName({ ...line, customerId: line.id }, wordsOf(language));
  return { name: text(language, "quote.file", { number }), bytes: await pdfOf({ quote, number, company, customerName: called, language }) };
}
