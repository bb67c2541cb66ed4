import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { EMAIL_LENGTH_MAX, readFields } from "../http/fields.ts";
import { enqueue, forgetAll } from "../jobs/queue.ts";
import { LANGUAGES, type Language } from "../texts/catalogue.ts";
import type { Trouble } from "./client.ts";
import { UNSEEN } from "./server.ts";
import * as store from "./store.ts";

/** Jobs of this pool wait while nothing may leave. */
export const MAIL_POOL = "mail";
/** Addresses that one asking may name; each gets a mail of its own. */
export const ADDRESSES_MAX = 10;
export const WORDS_LENGTH_MAX = 4_000;

export type Asked = { addresses: readonly string[]; words: string; language: Language; clientId: string };

/** What somebody typed into the window. Throws Invalid. */
export function readAsked(form: { addresses: string; words: string; language: string; clientId: string }): Asked {
  return readFields(form, (field) => {
    const typed = [...new Set(form.addresses.split(/[\s,;]+/).filter(Boolean))];
    const addresses = readAddresses(typed);
    if (typed.length === 0) field.wrong("addresses", "field.required");
    else if (typed.length > ADDRESSES_MAX) field.wrong("addresses", "mail.addresses-max", { max: ADDRESSES_MAX });
    else if (addresses === null) field.wrong("addresses", "field.email");
    return {
      addresses: addresses ?? [],
      words: field.text("words", { max: WORDS_LENGTH_MAX, optional: true }),
      language: field.choice("language", LANGUAGES),
      clientId: field.text("clientId", { max: 64 }),
    };
  });
}

function readAddresses(typed: readonly string[]): string[] | null {
  try {
    return typed.map((address) => {
      if (address.length > EMAIL_LENGTH_MAX || UNSEEN.test(address)) throw new Error("no address");
      return readFields({ address }, (field) => field.email("address"));
    });
  } catch {
    return null;
  }
}

/** What a mail is known by: chosen by us, in the sender's domain (RFC 5322, 3.6.4). */
export const messageIdOf = (token: string, fromAddress: string): string => `<${token}@${fromAddress.split("@").at(-1)}>`;

type Asking = Asked & { conversationId: number; messageIds: readonly string[] };

/** Owes one mail to each address. `messageIds`: one for each, chosen before anything leaves. The same page sends once, however often it is pressed. */
export function askMail(db: Database, { conversationId, addresses, words, language, clientId, messageIds }: Asking, who: Who, now: number) {
  for (const [at, address] of addresses.entries()) {
    const messageId = messageIds[at] ?? "";
    const made = store.insertMail.get(db, { conversationId, askedBy: who.userId ?? 0, clientId, messageId, language, address, words, now });
    if (!made) continue;
    audit(db, { who, action: "conversation.mailed", subject: `conversation:${conversationId}`, after: { mailId: made.id } }, now);
    owe(db, made.id, now);
  }
}

/** One that failed, or of which nobody knows, goes out again as the same mail. Conflict when it is not so (any more). */
export function mailAgain(db: Database, { mailId, conversationId }: { mailId: number; conversationId: number }, who: Who, now: number) {
  const mail = store.findMail.get(db, { id: mailId });
  if (mail?.conversationId !== conversationId || (mail.state !== "failed" && mail.state !== "uncertain")) throw new Conflict("conflict.changed");
  store.moveMail.run(db, { id: mailId, from: mail.state, state: "queued", problem: null, eventId: 0 });
  audit(db, { who, action: "conversation.mailed", subject: `conversation:${conversationId}`, after: { mailId } }, now);
  owe(db, mailId, now);
}

function owe(db: Database, mailId: number, now: number) {
  const mail = store.findMail.get(db, { id: mailId });
  if (!mail) return;
  record(db, now, "mail.asked", subjectOf(mail), { mailId, by: mail.askedBy });
  enqueue(db, "mail.send", { mailId }, { now, key: `mail:${mailId}`, pool: MAIL_POOL });
}

/** On the disk before it leaves. False when it is not waiting to be sent. */
export const markSending = (db: Database, mailId: number): boolean =>
  store.moveMail.run(db, { id: mailId, from: "queued", state: "sending", problem: null, eventId: 0 }) > 0;

/** It surely did not leave and is tried again. */
export function markWaiting(db: Database, mailId: number, problem: Trouble) {
  store.moveMail.run(db, { id: mailId, from: "sending", state: "queued", problem, eventId: 0 });
}

/** The server took it; what was written for it is no longer needed. */
export function markSent(db: Database, mailId: number, now: number) {
  conclude(db, mailId, "sent", null, now);
  store.forgetWords.run(db, { id: mailId });
}

export function markFailed(db: Database, mailId: number, code: Trouble, now: number) {
  conclude(db, mailId, "failed", code, now);
}

/** Nobody knows whether the server took it: a person decides. */
export function markUncertain(db: Database, mailId: number, now: number) {
  conclude(db, mailId, "uncertain", null, now);
}

/** This is a copy of another life of the folder: what was on its way then may have left long ago. */
export function abandonMails(db: Database, now: number) {
  forgetAll(db, ["mail.send"]);
  for (const { id } of store.pendingMails.all(db)) markUncertain(db, id, now);
}

/** The mails of a conversation that is erased: nothing of them stays, and none of them leaves any more. */
export function eraseMails(db: Database, conversationId: number) {
  store.deleteMails.run(db, { conversationId });
}

function conclude(db: Database, mailId: number, state: "sent" | "failed" | "uncertain", code: Trouble | null, now: number) {
  const mail = store.findMail.get(db, { id: mailId });
  if (mail?.state !== "queued" && mail?.state !== "sending") return;
  const about = { mailId, by: mail.askedBy };
  const eventId = code
    ? record(db, now, "mail.failed", subjectOf(mail), { ...about, code })
    : record(db, now, state === "sent" ? "mail.sent" : "mail.uncertain", subjectOf(mail), about);
  store.moveMail.run(db, { id: mailId, from: mail.state, state, problem: code, eventId });
}

const subjectOf = ({ conversationId, agentId, queueId }: store.Mail) => ({ conversationId, agentId, queueId });
