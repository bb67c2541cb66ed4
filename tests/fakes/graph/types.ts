/** A fake of Meta's Graph API for one WhatsApp number: what it is and how it behaves. */
export type GraphOptions = {
  port?: number;
  token?: string;
  appSecret?: string;
  verifyToken?: string;
  phoneNumberId?: string;
  wabaId?: string;
  displayPhoneNumber?: string;
  version?: string;
  /** Where webhooks go; without it none are sent. May be set later. */
  webhook?: string | null;
  /** The same seed gives the same ids, orders and delays. */
  seed?: number;
  clock?: () => number;
  /** Each accepted message is appended here before it is answered, for tests that kill processes. */
  ledger?: string;
  /** Free text only within 24 hours of the customer's last message, else a failed receipt 131047. On unless false. */
  windowRule?: boolean;
  /** Customers come without their number. */
  bsuidOnly?: boolean;
  /** Whether an app is subscribed to the account's webhooks. */
  subscribed?: boolean;
  /** Approved templates, "name/language" to the number of blanks in the body; without it all are. */
  templates?: Readonly<Record<string, number>>;
  receipts?: Partial<Receipts>;
};

/** How the receipts of an accepted message come. Chances from 0 to 1. */
export type Receipts = {
  steps: readonly ("sent" | "delivered" | "read" | "played")[];
  /** Each comes after a time in here. */
  delayMs: readonly [least: number, most: number];
  /** Before the answer to the send, as happens. */
  beforeAnswer: boolean;
  shuffled: number;
  doubled: number;
  /** Delivered is left out. */
  skipped: number;
};

/** What we told of our reading, as it came. */
export type Read = { at: number; body: Record<string, unknown> };

/** An accepted message. Nothing may stand here twice. */
export type Sent = { n: number; at: number; id: string; to: string; tracker: string | null; type: string; body: Record<string, unknown> };

export type Account = { phoneNumberId: string; wabaId: string; displayPhoneNumber: string };

/** What an endpoint does in place of its work, or after it. */
export type Fault =
  /** Meta's error with this code. */
  | { code: number; retryAfterSeconds?: number }
  /** A status without a word of Meta's; the message is taken all the same if `accepted`. */
  | { status: number; accepted?: boolean }
  /** The message is taken and never answered. */
  | "hang"
  /** The message is taken, and the connection closed without an answer. */
  | "close"
  /** The connection is closed before anything is done. */
  | "close-first"
  | { slowMs: number };

/** `marks`: what of POST /messages tells that we have read; `read`: what is asked of the number and the account. */
export type Endpoint = "messages" | "marks" | "media" | "url" | "download" | "read";
