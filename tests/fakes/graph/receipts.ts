import type { Random } from "../../random.ts";
import type { Account, Receipts, Sent } from "./types.ts";

export const RECEIPTS: Receipts = { steps: ["sent", "delivered", "read"], delayMs: [0, 0], beforeAnswer: false, shuffled: 0, doubled: 0, skipped: 0 };

/** The receipts that a message will get, in the order in which they are posted. */
export function plannedReceipts({ steps, shuffled, doubled, skipped }: Receipts, dice: Random): string[] {
  const kept = steps.filter((step) => step !== "delivered" || !dice.chance(skipped));
  const all: string[] = kept.flatMap((step) => (dice.chance(doubled) ? [step, step] : [step]));
  for (let at = 1; at < all.length; at++) if (dice.chance(shuffled)) [all[at - 1], all[at]] = [all[at] as string, all[at - 1] as string];
  return all;
}

/** The webhook's value for one receipt; one of a failure carries no contacts. */
export function receiptOf({ phoneNumberId, displayPhoneNumber }: Account, sent: Sent, status: string, now: number, error?: { code: number; details: string }) {
  const toNumber = sent.to.startsWith("+");
  const number = toNumber ? { recipient_id: sent.to.slice(1) } : {};
  const user = toNumber ? {} : { recipient_user_id: sent.to };
  return {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId },
    ...(error ? {} : { contacts: [{ profile: { name: "" }, ...(toNumber ? { wa_id: sent.to.slice(1) } : { user_id: sent.to }) }] }),
    statuses: [
      {
        id: sent.id,
        status,
        timestamp: String(Math.floor(now / 1000)),
        ...number,
        ...user,
        ...(sent.tracker === null ? {} : { biz_opaque_callback_data: sent.tracker }),
        ...(status === "sent" ? { pricing: { billable: false, pricing_model: "PMP", type: "free_customer_service", category: "service" } } : {}),
        ...(error ? { errors: [{ code: error.code, title: error.details, message: error.details, error_data: { details: error.details } }] } : {}),
      },
    ],
  };
}
