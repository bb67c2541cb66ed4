import type { Handle, Inbound, Pricing, ReceiptStatus, Sender } from "../channel.ts";
import { consequenceOf, errorOf } from "./errors.ts";
import { instant, type Json, list, object, text } from "./json.ts";
import { saidIn } from "./message.ts";

/**
 * Every message, receipt and notice of a webhook's body, in the order of Meta's clock: batches come mixed and disordered.
 * Takes any JSON. What it does not know becomes an unsupported message or a notice.
 */
export function parse(payload: unknown): Inbound[] {
  const changes = list(object(payload)["entry"]).flatMap((entry) => list(entry["changes"]));
  const items = changes.flatMap(itemsOf);
  return items.length > 0 ? items.toSorted((a, b) => timeOf(a) - timeOf(b)) : [{ what: "notice", account: null, topic: "empty" }];
}

function timeOf(item: Inbound): number {
  if (item.what === "notice") return 0;
  return item.what === "message" ? item.sentAt : item.at;
}

function itemsOf({ field, value: body }: Json): Inbound[] {
  const value = object(body);
  const account = text(object(value["metadata"])["phone_number_id"]);
  const topic = text(field);
  if (topic === "messages" && account) return conversationOf(account, value);
  if (topic === "user_id_update" && account) return list(value["user_id_update"]).map((update) => newUserId(account, update));
  const detail = text(value["event"]) || text(list(value["user_preferences"])[0]?.["value"]);
  return [{ what: "notice", account: account || null, topic: [topic || "change", detail].filter(Boolean).join(".") }];
}

function conversationOf(account: string, value: Json): Inbound[] {
  const contacts = list(value["contacts"]);
  return [
    ...list(value["messages"]).map((message) => messageOf(account, message, contacts)),
    ...list(value["statuses"]).map((status) => receiptOf(account, status)),
    ...list(value["errors"]).map((error): Inbound => ({ what: "notice", account, topic: `error.${text(error["code"])}` })),
  ];
}

function messageOf(account: string, message: Json, contacts: readonly Json[]): Inbound {
  const providerId = text(message["id"]);
  const from = senderOf(message, contacts);
  const type = text(message["type"]);
  const body = object(message[type]);
  const at = instant(message["timestamp"]);
  // Opening a chat for the first time says nothing yet.
  if (!providerId || from.handles.length === 0 || type === "request_welcome") return { what: "notice", account, topic: `message.${type}` };
  const seen = { account, providerId, at };
  switch (type) {
    case "reaction":
    case "edit":
    case "revoke":
      return amendmentOf(seen, type, body, from) ?? { what: "notice", account, topic: `message.${type}` };
    case "system":
      return renameOf(seen, from.handles, body);
    default:
      return { what: "message", account, providerId, from, ...contentOf(message), sentAt: at, opensWindow: true };
  }
}

type Seen = { account: string; providerId: string; at: number };

// What changes a message that came before: null when it does not say which, or what it is now.
function amendmentOf(seen: Seen, what: "reaction" | "edit" | "revoke", body: Json, from: Sender): Inbound | null {
  const target = text(what === "reaction" ? body["message_id"] : body["original_message_id"]);
  if (!target) return null;
  if (what === "reaction") return { what, ...seen, from, target, emoji: text(body["emoji"]) || null };
  if (what === "revoke") return { what, ...seen, target };
  const now = object(body["message"]);
  const part = object(now[text(now["type"])]);
  const words = part["body"] ?? part["caption"];
  return typeof words === "string" ? { what, ...seen, target, text: text(words) } : null;
}

function contentOf(message: Json) {
  const context = object(message["context"]);
  const { data, ...said } = saidIn(message);
  const extras = {
    ...(context["frequently_forwarded"] === true ? { forwarded: "often" } : context["forwarded"] === true ? { forwarded: "once" } : {}),
    ...(message["referral"] === undefined ? {} : { referral: message["referral"] }),
  };
  const all = { ...data, ...extras };
  return { ...said, data: Object.keys(all).length > 0 ? all : null, replyTo: text(context["id"]) || null };
}

/**
 * The customer's handles, most trusted first: since 2026 the business-scoped user id; the phone may be absent. The parent's id
 * ("IT.ENT.…") comes where a company has linked its portfolios, and is no handle.
 */
function senderOf(message: Json, contacts: readonly Json[]): Sender {
  const [userId, phone] = [text(message["from_user_id"]), text(message["from"])];
  const is = (contact: Json) => (userId !== "" && contact["user_id"] === userId) || (phone !== "" && contact["wa_id"] === phone);
  const contact = contacts.find(is) ?? (userId || phone ? {} : object(contacts[0]));
  const profile = object(contact["profile"]);
  const username = text(profile["username"]).replace(/^@/, "");
  const parent = text(message["from_parent_user_id"]) || text(contact["parent_user_id"]);
  return {
    handles: handles(userId || text(contact["user_id"]), text(contact["wa_id"]) || phone, phone),
    profileName: text(profile["name"]) || username || null,
    ...(username ? { username } : {}),
    ...(parent ? { providerParentId: parent } : {}),
  };
}

function handles(userId: string, waId: string, phone = waId): Handle[] {
  const digits = phone || waId;
  return [
    ...(userId ? [{ kind: "bsuid", value: userId }] : []),
    ...(waId ? [{ kind: "wa_id", value: waId }] : []),
    ...(/^\d{5,20}$/.test(digits) ? [{ kind: "phone", value: `+${digits}` }] : []),
  ];
}

// Older versions wrote customer_changed_number and new_wa_id.
function renameOf({ account, providerId, at }: Seen, before: readonly Handle[], system: Json): Inbound {
  const type = text(system["type"]);
  const [waId, userId] = [text(system["wa_id"]) || text(system["new_wa_id"]), text(system["user_id"])];
  if (/_changed_number$/.test(type) && waId) {
    return { what: "rename", account, providerId, before, after: handles("", waId), line: "line.whatsapp.new-number", at };
  }
  if (type === "user_changed_user_id" && userId) {
    const known = unique([...handles(text(system["previous_user_id"]), ""), ...before]);
    return { what: "rename", account, providerId, before: known, after: handles(userId, ""), line: "line.whatsapp.new-id", at };
  }
  return { what: "notice", account, topic: `system.${type}` };
}

// It comes without an id of its own; the same change always gives the same one, so that a repetition is known.
function newUserId(account: string, { wa_id: waId, user_id: ids, timestamp }: Json): Inbound {
  const [previous, current] = [text(object(ids)["previous"]), text(object(ids)["current"])];
  const before = handles(previous, text(waId));
  if (!current || before.length === 0) return { what: "notice", account, topic: "user_id_update" };
  const providerId = `user_id_update:${previous}:${current}:${text(timestamp)}`;
  return { what: "rename", account, providerId, before, after: handles(current, ""), line: "line.whatsapp.new-id", at: instant(timestamp) };
}

const STATUSES: ReadonlySet<string> = new Set<ReceiptStatus>(["sent", "delivered", "read", "played", "failed"]);
const isStatus = (status: string): status is ReceiptStatus => STATUSES.has(status);

function receiptOf(account: string, receipt: Json): Inbound {
  const [providerId, status] = [text(receipt["id"]), text(receipt["status"])];
  if (!providerId || !isStatus(status)) return { what: "notice", account, topic: `status.${status}` };
  const error = list(receipt["errors"])[0];
  const pricing = pricingOf(object(receipt["pricing"]));
  return {
    what: "receipt",
    account,
    providerId,
    status,
    at: instant(receipt["timestamp"]),
    tracker: text(receipt["biz_opaque_callback_data"]) || null,
    error: error ? errorOf(error) : null,
    ...(error ? { means: consequenceOf(Number(error["code"])) } : {}),
    ...(pricing ? { pricing } : {}),
  };
}

function pricingOf({ billable, pricing_model: model, type, category }: Json): Pricing | null {
  const pricing = { billable: typeof billable === "boolean" ? billable : null, pricingModel: text(model), type: text(type), category: text(category) };
  return pricing.billable === null && !pricing.type && !pricing.category ? null : pricing;
}

function unique(handles: readonly Handle[]): Handle[] {
  return handles.filter((handle, at) => handles.findIndex(({ kind, value }) => kind === handle.kind && value === handle.value) === at);
}
