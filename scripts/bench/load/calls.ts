import { requestOf } from "./connection.ts";

// What Meta would send: ten receipts to a message, every call signed. Customers and our own messages are those that office.ts has put there.

export const APP_SECRET = "bench-app-secret";
export const PHONE_NUMBER_ID = "300000000000001";
export const WABA_ID = "200000000000001";
export const CUSTOMERS = 1_000;
const RECEIPTS_PER_MESSAGE = 10;
const STATUSES = ["sent", "delivered", "read"] as const;

export const phoneOf = (customer: number): string => String(390_000_000_000 + customer);
/** Our messages are named by the provider with this and a number. */
export const OUR_MESSAGE = "wamid.OURS";

const seconds = () => Math.trunc(Date.now() / 1000);

/** The session that office.ts has opened for the n-th user. */
export const sessionOf = (user: number): string => `bench-session-${user}`;

/** The n-th call, as the bytes of a request. `mark` keeps the messages of one run apart from those of another. */
export function callOf(url: URL, n: number, mark: string): Buffer {
  const isMessage = n % (RECEIPTS_PER_MESSAGE + 1) === 0;
  return signed(url, url.pathname, isMessage ? messageFrom(n % CUSTOMERS, `wamid.${mark}${n}`, `Buongiorno, chiedo notizie dell'ordine ${n}`) : receiptOf(n));
}

export function messageFrom(customer: number, id: string, text: string): object {
  const from = phoneOf(customer);
  return {
    contacts: [{ profile: { name: `Customer ${customer}` }, wa_id: from }],
    messages: [{ from, id, timestamp: String(seconds()), type: "text", text: { body: text } }],
  };
}

// Every message of ours is sent, delivered and read, as Meta tells it: in this order, among many others.
function receiptOf(n: number): object {
  const status = STATUSES[n % STATUSES.length];
  return { statuses: [{ id: `${OUR_MESSAGE}${Math.trunc(n / STATUSES.length)}`, status, timestamp: String(seconds()), recipient_id: phoneOf(n % CUSTOMERS) }] };
}

/** A webhook's body with Meta's signature. */
export function signed(url: URL, path: string, value: object): Buffer {
  const metadata = { display_phone_number: "390212345678", phone_number_id: PHONE_NUMBER_ID };
  const change = { field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } };
  const body = JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: WABA_ID, changes: [change] }] });
  const signature = new Bun.CryptoHasher("sha256", APP_SECRET).update(body).digest("hex");
  return requestOf("POST", url, path, { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` }, body);
}
