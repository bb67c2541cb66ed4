import type { Account } from "./types.ts";

/** A person who writes from WhatsApp. Who has a username may come without a number. */
export type Person = { name: string; userId?: string; phone?: string; username?: string; parentUserId?: string };
export type Change = { field: string; value: Record<string, unknown> };
type Answering = { replyTo?: string; forwarded?: "once" | "often"; at?: number };
type File = { bytes: Uint8Array; type: string; caption?: string; name?: string; voice?: boolean };

/** What a customer needs of the fake. `post` gives the change to the webhook. */
export type Around = {
  account: Account;
  clock: () => number;
  messageId: () => string;
  store: (bytes: Uint8Array, type: string) => { id: string; sha256: string };
  post: (change: Change) => Promise<void>;
  /** The customer has written: the window of 24 hours begins. */
  wrote: (person: Person, at: number) => void;
};

/** The hands of one customer: each thing they do is a webhook. It gives the message's id once the webhook has answered 200. */
export function customerOf(around: Around, person: Person) {
  const says = async (type: string, body: unknown, { replyTo, forwarded, at = around.clock() }: Answering = {}): Promise<string> => {
    const id = around.messageId();
    const context = {
      ...(replyTo ? { from: around.account.displayPhoneNumber, id: replyTo } : {}),
      ...(forwarded === "once" ? { forwarded: true } : forwarded ? { frequently_forwarded: true } : {}),
    };
    if (!QUIET.has(type)) around.wrote(person, at);
    const message = {
      ...(replyTo || forwarded ? { context } : {}),
      ...(person.phone ? { from: person.phone } : {}),
      ...(person.userId ? { from_user_id: person.userId } : {}),
      ...(person.parentUserId ? { from_parent_user_id: person.parentUserId } : {}),
      id,
      timestamp: String(Math.floor(at / 1000)),
      type,
      [type]: body,
    };
    await around.post(changeOf(around.account, { contacts: [contactOf(person)], messages: [message] }));
    return id;
  };

  return {
    person,
    /** Any message, as Meta would word its part of that type. */
    says,
    writes: (text: string, how?: Answering) => says("text", { body: text }, how),
    shares({ bytes, type, caption, name, voice }: File, how?: Answering) {
      const { id, sha256 } = around.store(bytes, type);
      const file = { ...(caption ? { caption } : {}), ...(name ? { filename: name } : {}), mime_type: type, sha256, id };
      const kind = kindOf(type);
      return says(kind, { ...file, ...(kind === "audio" ? { voice: voice ?? false } : {}), ...(kind === "sticker" ? { animated: false } : {}) }, how);
    },
    isAt: (place: { latitude: number; longitude: number; name?: string; address?: string }, how?: Answering) => says("location", place, how),
    givesContact: (name: string, phone: string, how?: Answering) =>
      says("contacts", [{ name: { formatted_name: name, first_name: name }, phones: [{ phone, type: "MOBILE" }] }], how),
    taps: (text: string, payload: string, how?: Answering) => says("button", { payload, text }, how),
    chooses: (choice: { id: string; title: string; description?: string }, how?: Answering) => {
      const type = choice.description === undefined ? "button_reply" : "list_reply";
      return says("interactive", { type, [type]: choice }, how);
    },
    reacts: (emoji: string, to: string) => says("reaction", { message_id: to, emoji }),
    edits: (id: string, text: string) => says("edit", { original_message_id: id, message: { type: "text", text: { body: text } } }),
    revokes: (id: string) => says("revoke", { original_message_id: id }),
    changesNumber: async (phone: string) => {
      const body = { body: `User ${person.name} changed from ${person.phone} to ${phone}`, wa_id: phone, type: "user_changed_number" };
      const id = await says("system", body);
      person.phone = phone;
      return id;
    },
    changesUserId: async (userId: string) => {
      const timestamp = String(Math.floor(around.clock() / 1000));
      const update = { ...(person.phone ? { wa_id: person.phone } : {}), user_id: { previous: person.userId, current: userId }, timestamp };
      person.userId = userId;
      await around.post(changeOf(around.account, { user_id_update: [update] }, "user_id_update"));
    },
  };
}

const QUIET: ReadonlySet<string> = new Set(["reaction", "edit", "revoke", "system"]);

export function changeOf({ displayPhoneNumber, phoneNumberId }: Account, parts: Record<string, unknown>, field = "messages"): Change {
  return { field, value: { messaging_product: "whatsapp", metadata: { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId }, ...parts } };
}

function contactOf({ name, username, phone, userId, parentUserId }: Person) {
  return {
    profile: { name, ...(username ? { username } : {}) },
    ...(phone ? { wa_id: phone } : {}),
    ...(userId ? { user_id: userId } : {}),
    ...(parentUserId ? { parent_user_id: parentUserId } : {}),
  };
}

function kindOf(type: string): string {
  if (type === "image/webp") return "sticker";
  const family = type.split("/")[0] ?? "";
  return ["image", "video", "audio"].includes(family) ? family : "document";
}
