import { mailOf, type Person } from "../cast.ts";
import { mediaId } from "../media/media.ts";
import { PLACES } from "../stories/goods.ts";
import type { Said } from "../stories/story.ts";
import { ACCOUNT, DISPLAY_NUMBER } from "./account.ts";

/** What a webhook of WhatsApp carries (Cloud API, "messages" webhook). */
export type Payload = { object: string; entry: unknown[] };
export type Receipt = "sent" | "delivered" | "read";

type About = { id: string; now: number };

export function messagePayload(person: Person, said: Said, { id, now }: About): Payload {
  return fromCustomer(person, { id, now }, bodyOf(said));
}

export function reactionPayload(person: Person, emoji: string, to: string, about: About): Payload {
  return fromCustomer(person, about, { type: "reaction", reaction: { message_id: to, emoji } });
}

export function receiptPayload({ phone, userId }: Person, status: Receipt, { id, now, tracker }: About & { tracker: string | null }): Payload {
  const recipient = phone === null ? { recipient_user_id: userId } : { recipient_id: phone };
  const callback = tracker === null ? {} : { biz_opaque_callback_data: tracker };
  return payload({ statuses: [{ id, status, timestamp: seconds(now), ...recipient, ...callback }] });
}

function fromCustomer({ name, phone, userId }: Person, { id, now }: About, body: Readonly<Record<string, unknown>>): Payload {
  const number = phone === null ? {} : { wa_id: phone };
  const from = phone === null ? {} : { from: phone };
  // Who has a username may keep the number to themselves.
  const profile = phone === null ? { name, username: usernameOf(name) } : { name };
  const contacts = [{ profile, ...number, user_id: userId }];
  return payload({ contacts, messages: [{ ...from, from_user_id: userId, id, timestamp: seconds(now), ...body }] });
}

function usernameOf(name: string): string {
  return mailOf({ name }).split("@")[0] ?? "";
}

function payload(value: Readonly<Record<string, unknown>>): Payload {
  const metadata = { display_phone_number: DISPLAY_NUMBER, phone_number_id: ACCOUNT.phoneNumberId };
  const change = { field: "messages", value: { messaging_product: "whatsapp", metadata, ...value } };
  return { object: "whatsapp_business_account", entry: [{ id: ACCOUNT.wabaId, changes: [change] }] };
}

function bodyOf(said: Said): Readonly<Record<string, unknown>> {
  switch (said.what) {
    case "text":
      return { type: "text", text: { body: said.text } };
    case "photo":
      return { type: "image", image: { id: mediaId(said), mime_type: "image/jpeg", ...(said.text === "" ? {} : { caption: said.text }) } };
    case "voice":
      return { type: "audio", audio: { id: mediaId(said), mime_type: "audio/wav", voice: true } };
    case "document":
      return { type: "document", document: { id: mediaId(said), mime_type: "application/pdf", filename: said.name } };
    case "place":
      return { type: "location", location: PLACES[said.place] };
    case "contact":
      return { type: "contacts", contacts: [{ name: { formatted_name: said.name }, phones: [{ phone: said.phone, type: "MOBILE" }] }] };
  }
}

const seconds = (now: number) => String(Math.floor(now / 1000));
