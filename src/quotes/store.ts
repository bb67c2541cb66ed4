import { sql } from "../db/sql.ts";
import type { Line } from "./amounts.ts";

export const QUOTE_STATES = ["draft", "sent", "accepted", "refused"] as const;
export type QuoteState = (typeof QUOTE_STATES)[number];

/** What people write of a quote, but for its lines. Days are written 2026-11-18. */
type Head = { day: string; validUntil: string | null; notes: string };
export type QuoteInput = Head & { lines: readonly Line[] };
type Sums = { net: number; vat: number };
export type QuoteRow = Head &
  Sums & {
    id: number;
    customerId: number;
    /** The one that it was made in. */
    conversationId: number | null;
    year: number;
    serial: number;
    currency: string;
    state: QuoteState;
    madeAt: number;
    madeByName: string;
    /** When anything that it says was changed last. */
    changedAt: number;
    sentInId: number | null;
    sentAt: number | null;
  };
export type Quote = QuoteRow & { lines: Line[] };
/** As a list shows it. */
export type QuoteLine = Pick<QuoteRow, "id" | "year" | "serial" | "day" | "currency" | "state" | "net" | "vat"> & {
  /** The beginning of its first line. */
  about: string;
};

const ABOUT_LENGTH = 100;
const LISTED = "q.id, q.year, q.serial, q.day, q.currency, q.state, q.net, q.vat";

/** A customer's, the newest first. */
export const quotesOf = sql<QuoteLine, { customerId: number; limit: number }>(
  `SELECT ${LISTED}, (SELECT substr(l.text, 1, ${ABOUT_LENGTH}) FROM quote_lines l WHERE l.quote_id = q.id AND l.position = 0) AS about
     FROM quotes q WHERE q.customer_id = $customerId ORDER BY q.id DESC LIMIT +$limit`,
);

export const findQuote = sql<QuoteRow, { id: number }>(
  `SELECT ${LISTED}, q.customer_id AS customerId, q.conversation_id AS conversationId, q.valid_until AS validUntil, q.notes, q.made_at AS madeAt,
          u.name AS madeByName, q.changed_at AS changedAt, q.sent_in_id AS sentInId, q.sent_at AS sentAt
     FROM quotes q JOIN users u ON u.id = q.made_by WHERE q.id = $id`,
);
export const linesOf = sql<Line, { quoteId: number }>(
  `SELECT text, quantity_thousandths AS quantity, price, vat_rate AS vat, discount_rate AS discount FROM quote_lines WHERE quote_id = $quoteId
    ORDER BY position`,
);
/** The rate of the first line of the latest quote. */
export const latestRate = sql<{ vat: number }>(
  "SELECT vat_rate AS vat FROM quote_lines WHERE quote_id = (SELECT max(id) FROM quotes) ORDER BY position LIMIT 1",
);

type New = Head & Sums & { customerId: number; conversationId: number | null; agentId: number; year: number; currency: string; now: number };

/** The next number of the year. Nothing where the conversation is another customer's. */
export const insertQuote = sql<{ id: number }, New>(
  `INSERT INTO quotes (customer_id, conversation_id, year, serial, day, valid_until, currency, notes, net, vat, made_at, made_by, changed_at)
   SELECT p.id, $conversationId, $year, 1 + coalesce((SELECT max(o.serial) FROM quotes o WHERE o.year = $year), 0), $day, $validUntil, $currency, $notes,
          $net, $vat, $now, $agentId, $now
     FROM customers p
    WHERE p.id = $customerId AND ($conversationId IS NULL OR EXISTS (SELECT 1 FROM conversations c WHERE c.id = $conversationId AND c.customer_id = p.id))
   RETURNING id`,
);

/** Only while it is a draft. */
export const updateQuote = sql<void, Head & Sums & { id: number; now: number }>(
  `UPDATE quotes SET day = $day, valid_until = $validUntil, notes = $notes, net = $net, vat = $vat, changed_at = $now WHERE id = $id AND state = 'draft'`,
);
export const deleteLines = sql<void, { quoteId: number }>("DELETE FROM quote_lines WHERE quote_id = $quoteId");
export const insertLine = sql<void, Line & { quoteId: number; position: number }>(
  `INSERT INTO quote_lines (quote_id, position, text, quantity_thousandths, price, vat_rate, discount_rate)
   VALUES ($quoteId, $position, $text, $quantity, $price, $vat, $discount)`,
);

/** Only from the state that was expected. */
export const updateState = sql<void, { id: number; from: QuoteState; to: QuoteState; conversationId: number | null; now: number }>(
  `UPDATE quotes SET state = $to, sent_at = coalesce(sent_at, iif($to = 'sent', $now, NULL)), sent_in_id = coalesce(sent_in_id, $conversationId)
    WHERE id = $id AND state = $from`,
);

type UploadKey = { ownerId: number; clientId: string };
export const insertUpload = sql<void, UploadKey & { quoteId: number; changedAt: number; now: number }>(
  `INSERT INTO quote_uploads (owner_id, client_id, quote_id, changed_at, made_at) VALUES ($ownerId, $clientId, $quoteId, $changedAt, $now)
   ON CONFLICT (owner_id, client_id) DO UPDATE SET quote_id = excluded.quote_id, changed_at = excluded.changed_at`,
);
export const takeUpload = sql<{ quoteId: number; changedAt: number }, UploadKey>(
  "DELETE FROM quote_uploads WHERE owner_id = $ownerId AND client_id = $clientId RETURNING quote_id AS quoteId, changed_at AS changedAt",
);
export const forgetUploads = sql<void, { before: number }>("DELETE FROM quote_uploads WHERE made_at < $before");
export const customerOf = sql<{ customerId: number }, { conversationId: number }>(
  "SELECT customer_id AS customerId FROM conversations WHERE id = $conversationId",
);

/** Gives quotes of one customer to another: all (`ids` null), or some (a JSON list) and those made in a conversation that is the other's now. */
export const moveQuotesTo = sql<{ id: number }, { fromId: number; toId: number; ids: string | null }>(
  `UPDATE quotes SET customer_id = $toId
    WHERE customer_id = $fromId AND ($ids IS NULL OR id IN (SELECT value FROM json_each($ids))
      OR EXISTS (SELECT 1 FROM conversations c WHERE c.id = quotes.conversation_id AND c.customer_id = $toId))
   RETURNING id`,
);

export const emptyNotes = sql<void, { customerId: number }>("UPDATE quotes SET notes = '' WHERE customer_id = $customerId");
export const emptyLines = sql<void, { customerId: number }>(
  "UPDATE quote_lines SET text = '' WHERE quote_id IN (SELECT id FROM quotes WHERE customer_id = $customerId)",
);
