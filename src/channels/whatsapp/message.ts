import type { Media, MessageKind } from "../channel.ts";
import { type Json, list, object, text } from "./json.ts";

type Kind = Exclude<MessageKind, "reaction">;
/** What a customer's message says: words as text, all else as data. */
export type Said = { kind: Kind; text: string; data: Json; media: Media | null };

/** What the customer said, by Meta's `type`; a type or a shape that we do not know is unsupported, and kept as it came. */
export function saidIn(message: Json): Said {
  const type = text(message["type"]);
  return READERS.get(type)?.(message[type]) ?? { kind: "unsupported", text: "", data: { payload: message }, media: null };
}

type Reader = (body: unknown) => Said | null;
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["text", (body) => words("text", object(body)["body"])],
  ["image", (body) => file("image", object(body))],
  ["video", (body) => file("video", object(body))],
  ["document", (body) => file("document", object(body))],
  ["sticker", (body) => file("sticker", object(body), object(body)["animated"] === true ? { animated: true } : {})],
  ["audio", (body) => file(object(body)["voice"] === true ? "voice" : "audio", object(body))],
  ["location", (body) => place(object(body))],
  ["contacts", (body) => cards(list(body))],
  ["button", (body) => words("button", object(body)["text"], { payload: text(object(body)["payload"]) })],
  ["interactive", (body) => choice(object(body))],
  ["order", (body) => order(object(body))],
]);

function words(kind: Kind, said: unknown, data: Json = {}): Said | null {
  return typeof said === "string" ? { kind, text: text(said), data, media: null } : null;
}

function file(kind: Kind, body: Json, data: Json = {}): Said | null {
  const providerId = text(body["id"]);
  if (!providerId) return null;
  const type = text(body["mime_type"]) || "application/octet-stream";
  return { kind, text: text(body["caption"]), data, media: { providerId, type, name: text(body["filename"]) || null, sha256: hexOf(text(body["sha256"])) } };
}

/** Meta writes a SHA-256 in base64 in webhooks and in hex in answers; we in hex. Null when it is neither. */
export function hexOf(sha256: string): string | null {
  const hex = /^[0-9a-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : Buffer.from(sha256, "base64").toString("hex");
  return hex.length === 64 ? hex : null;
}

function place({ latitude, longitude, name, address, url }: Json): Said | null {
  if (typeof latitude !== "number" || typeof longitude !== "number") return null;
  const labels = pruned({ name: text(name), address: text(address), url: text(url) });
  return { kind: "location", text: [labels["name"], labels["address"]].filter(Boolean).join(", "), data: { latitude, longitude, ...labels }, media: null };
}

function cards(contacts: readonly Json[]): Said | null {
  if (contacts.length === 0) return null;
  const names = contacts.map(({ name }) => text(object(name)["formatted_name"])).filter(Boolean);
  return { kind: "contacts", text: names.join(", "), data: { contacts }, media: null };
}

// What the customer chose of an interactive message of ours, or filled in.
function choice(body: Json): Said | null {
  const type = text(body["type"]);
  const { id, title, description, name, body: summary, response_json: response } = object(body[type]);
  if (type === "button_reply" || type === "list_reply")
    return words("interactive", title, { type, ...pruned({ id: text(id), description: text(description) }) });
  if (type === "nfm_reply") return words("interactive", text(summary), { type, ...pruned({ name: text(name) }), response: parsed(text(response)) });
  return null;
}

function order({ text: note, ...goods }: Json): Said {
  return { kind: "order", text: text(note), data: goods, media: null };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

const pruned = (labels: Readonly<Record<string, string>>): Json => Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ""));
