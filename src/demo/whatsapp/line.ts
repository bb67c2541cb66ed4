import type { Person } from "../cast.ts";
import type { Line } from "../customer.ts";
import { messagePayload, type Payload, reactionPayload, receiptPayload } from "./payloads.ts";

/** The provider's side of a customer's telephone. */
export type Network = {
  /** Tells the shop. */
  post(payload: Payload): void;
  messageId(): string;
  /** What the shop gave with a message, to know it again. */
  trackerOf(messageId: string): string | null;
  now(): number;
};

export function whatsappLine(person: Person, { post, messageId, trackerOf, now }: Network): Line {
  const receipt = (id: string, status: "delivered" | "read") => post(receiptPayload(person, status, { id, now: now(), tracker: trackerOf(id) }));
  return {
    say: (said) => post(messagePayload(person, said, { id: messageId(), now: now() })),
    react: (emoji, to) => post(reactionPayload(person, emoji, to, { id: messageId(), now: now() })),
    got: (id) => receipt(id, "delivered"),
    read: (id) => receipt(id, "read"),
    listen: () => {},
    leave: () => {},
  };
}
