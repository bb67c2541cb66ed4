import type { Database } from "bun:sqlite";
import { Invalid, NotFound } from "../http/errors.ts";
import { moveQuote, quoteOr404 } from "./save.ts";
import type { Quote } from "./store.ts";
import * as store from "./store.ts";

/** As long as the upload itself is kept that no message takes. */
const KEPT_MS = 24 * 3_600_000;

/** An agent is about to send a quote's PDF, as it is now, by the id their page gave the upload. */
export function attachQuote(db: Database, { clientId, agentId, quote }: { clientId: string; agentId: number; quote: Quote }, now: number) {
  store.forgetUploads.run(db, { before: now - KEPT_MS });
  store.insertUpload.run(db, { ownerId: agentId, clientId, quoteId: quote.id, changedAt: quote.changedAt, now });
}

/**
 * Of the files that an agent sends those that are quotes are sent now, in this conversation; drafts become what does not change any more.
 * Throws Invalid where a quote says something else by now, NotFound where it is another customer's.
 */
export function quotesSent(
  db: Database,
  { conversationId, agentId, uploads }: { conversationId: number; agentId: number; uploads: readonly string[] },
  now: number,
) {
  for (const clientId of uploads) {
    const found = store.takeUpload.get(db, { ownerId: agentId, clientId });
    if (!found) continue;
    const { id, state, changedAt, customerId } = quoteOr404(db, found.quoteId);
    if (store.customerOf.get(db, { conversationId })?.customerId !== customerId) throw new NotFound();
    if (changedAt !== found.changedAt) throw new Invalid({ files: "quote.wrong.changed" });
    if (state === "draft") moveQuote(db, { id, to: "sent", conversationId }, now);
  }
}
