import type { Place } from "../../locations/place.ts";
import type { Choices, Handle, Outbound } from "../channel.ts";

/** Why a message cannot even be asked of Meta; a word of ours in the place of a code. */
export type Impossible = "no-handle" | "no-caption" | "no-file" | "no-place";

export function impossibleOf({ to, kind, text, file, place }: Outbound): Impossible | null {
  if (recipientOf(to) === null) return "no-handle";
  if (kind === "location") return place ? null : "no-place";
  if (kind !== "text" && file === null) return "no-file";
  return (kind === "audio" || kind === "voice") && text !== "" ? "no-caption" : null;
}

/** The body of POST /{phone-number-id}/messages; `mediaId` is what the upload gave. */
export function bodyOf(message: Outbound, mediaId: string | null) {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...recipientOf(message.to),
    ...contentOf(message, mediaId),
    ...(message.replyTo === null ? {} : { context: { message_id: message.replyTo } }),
    biz_opaque_callback_data: message.tracker,
  };
}

/** The body of POST /{phone-number-id}/messages that marks a customer's message, and all before it, as read. */
export function readBodyOf(messageId: string) {
  return { messaging_product: "whatsapp", status: "read", message_id: messageId };
}

// The number with its "+", for without it Meta puts the business's own country code in front; else the business-scoped user id.
function recipientOf(to: readonly Handle[]): { to: string } | { recipient: string } | null {
  const value = (kind: string) => to.find((handle) => handle.kind === kind)?.value;
  const number = (value("wa_id") ?? value("phone"))?.replace(/\D/g, "");
  const userId = value("bsuid");
  if (number) return { to: `+${number}` };
  return userId ? { recipient: userId } : null;
}

function contentOf({ kind, text, file, place, choices }: Outbound, id: string | null) {
  if (choices) return { type: "interactive", interactive: { ...headerOf(kind, file, id), body: { text }, ...actionOf(choices) } };
  const caption = text === "" ? {} : { caption: text };
  switch (kind) {
    case "text":
      return { type: "text", text: { body: text } };
    case "image":
      return { type: "image", image: { id, ...caption } };
    case "video":
      return { type: "video", video: { id, ...caption } };
    case "document":
      return { type: "document", document: { id, ...caption, ...(file?.name ? { filename: file.name } : {}) } };
    case "audio":
      return { type: "audio", audio: { id } };
    case "voice":
      return { type: "audio", audio: { id, voice: true } };
    case "location":
      return { type: "location", location: place && pointOf(place) };
  }
}

// Meta takes no name and no address that is empty.
function pointOf({ latitude, longitude, name, address }: Place) {
  return { latitude, longitude, ...(name && { name }), ...(address && { address }) };
}

function headerOf(kind: Outbound["kind"], file: Outbound["file"], id: string | null) {
  if (file === null) return {};
  const name = kind === "document" && file.name ? { filename: file.name } : {};
  return { header: { type: kind, [kind]: { id, ...name } } };
}

// The id of an option is its number. Meta asks for a section's title also where there is one section only.
function actionOf({ kind, open, options }: Choices) {
  if (kind === "buttons") {
    const buttons = options.map(({ title }, n) => ({ type: "reply", reply: { id: String(n + 1), title } }));
    return { type: "button", action: { buttons } };
  }
  const rows = options.map(({ title, description }, n) => ({ id: String(n + 1), title, ...(description === "" ? {} : { description }) }));
  return { type: "list", action: { button: open, sections: [{ title: open, rows }] } };
}
