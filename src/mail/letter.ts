import type { Database } from "bun:sqlite";
import { statSync } from "node:fs";
import { setting } from "../admin/settings.ts";
import type { ChannelKind } from "../channels/channel.ts";
import { allOf, type ThreadMessage } from "../desk/thread.ts";
import { pathOf } from "../files/keep.ts";
import { say, text as textIn, type Words, wordsOf } from "../texts/catalogue.ts";
import { exactTime, fileSize } from "../texts/time.ts";
import type { Letter } from "./client.ts";
import type { About, Mail } from "./store.ts";

/** Of a longer conversation the newest are in the mail. */
export const MESSAGES_MAX = 10_000;
export const TEXT_LENGTH_MAX = 4_000_000;
/** Files together; a mail carries them a third longer, and many servers take 25 MB. */
export const FILES_BYTES_MAX = 15_000_000;
const SUBJECT_LENGTH_MAX = 200;

type Given = { mail: Mail; about: About; kind: ChannelKind; dataDir: string; now: number };
type Line = { who: string; at: string; from: ThreadMessage["direction"]; text: string; files: string[] };
type Attached = Letter["files"][number];

/** The conversation as a mail: who said what and when, in two forms, with its files as far as they fit. What is private is not in it (SPEC D6). */
export function letterOf(db: Database, { mail, about, kind, dataDir, now }: Given): Letter {
  const { language, words } = mail;
  const t = wordsOf(language);
  const zone = setting(db, "timeZone");
  const company = setting(db, "name");
  const customer = oneLine(about.savedName ?? about.profileName ?? "") || t("details.visitor", { id: about.customerId });
  const all = allOf(db, kind, about, MESSAGES_MAX).filter(({ direction }) => direction !== "note");
  const said = newestOf(all);
  const files: Attached[] = [];
  const take = takerOf(dataDir, files, t, (bytes) => fileSize(language, bytes));
  const lines = said.map((message): Line => {
    const { direction, agentName, sentAt, revokedAt, attachments } = message;
    const who = direction === "in" ? customer : direction === "system" ? "" : (agentName ?? company);
    const shown = revokedAt === null ? attachments.map(take) : [];
    return { who, at: exactTime(language, zone, sentAt), from: direction, text: wordsIn(message, mail, t), files: shown };
  });
  const subject = oneLine(t("mail.subject", { id: about.id, name: customer })).slice(0, SUBJECT_LENGTH_MAX);
  const from = oneLine(t("mail.about", { channel: about.channelName, date: exactTime(language, zone, about.startedAt), zone: zone.replaceAll("_", " ") }));
  const left = all.length - said.length;
  const parts = { subject, from, words, lines, left: left > 0 ? textIn(language, "mail.left-out", { count: left }) : "", foot: t("mail.foot", { company }) };
  return { to: mail.address, subject, text: plain(parts), html: marked(parts, language), messageId: mail.messageId, date: new Date(now), files };
}

function newestOf(all: readonly ThreadMessage[]): readonly ThreadMessage[] {
  let length = 0;
  const from = all.findLastIndex(({ text }) => {
    length += text.length;
    return length > TEXT_LENGTH_MAX;
  });
  return all.slice(from + 1);
}

/** Takes files along as long as they fit; each is named, with what became of it. */
function takerOf(dataDir: string, files: Attached[], t: Words, size: (bytes: number) => string) {
  let bytes = 0;
  const known = new Map<string, string>();
  return ({ name, type, sha256, size: told }: ThreadMessage["attachments"][number]): string => {
    const shown = oneLine(name) || t("kind.document");
    const path = sha256 === null ? null : pathOf(dataDir, sha256);
    const found = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
    if (path === null || sha256 === null || !found) return `${shown} (${t("mail.file.gone")})`;
    const before = known.get(`${sha256} ${shown}`);
    if (before) return before;
    if (bytes + found.size > FILES_BYTES_MAX) return `${shown} (${size(told ?? found.size)}, ${t("mail.file.too-large")})`;
    bytes += found.size;
    files.push({ name: shown, type, path });
    const line = `${shown} (${size(found.size)}, ${t("mail.file.attached")})`;
    known.set(`${sha256} ${shown}`, line);
    return line;
  };
}

function wordsIn({ direction, kind, text, data, status, revokedAt, reactions }: ThreadMessage, { language }: Mail, t: Words): string {
  if (direction === "system") return say(language, text, factsIn(data));
  if (revokedAt !== null) return t("said.revoked");
  const place = factsIn(data);
  const where = [place["name"], place["address"], `${place["latitude"] ?? ""} ${place["longitude"] ?? ""}`.trim()].filter(Boolean).join(", ");
  const words = kind === "location" ? `${t("kind.location")}: ${where}` : text.trim() || t(`kind.${kind}` as "kind.image");
  const unsent = status === "failed" ? `\n(${t("mail.not-delivered")})` : "";
  return `${words}${reactions.length > 0 ? `\n${reactions.join(" ")}` : ""}${unsent}`;
}

function factsIn(data: string | null): Record<string, string | number> {
  const facts: unknown = data === null ? null : JSON.parse(data);
  const entries = typeof facts === "object" && facts !== null ? Object.entries(facts) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number"));
}

type Parts = { subject: string; from: string; words: string; lines: readonly Line[]; left: string; foot: string };

function plain({ subject, from, words, lines, left, foot }: Parts): string {
  const said = lines.map(({ who, at, text, files }) => [`[${at}] ${who}`.trimEnd(), text, ...files.map((file) => `> ${file}`)].join("\n"));
  return [words, `${subject}\n${from}`, left, ...said, `-- \n${foot}`].filter(Boolean).join("\n\n");
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;color:#1c2430";
const QUIET = "color:#5b6675;font-size:13px";
const BACK: Readonly<Record<string, string>> = { in: "#f1f4f8", out: "#e6f0ff", system: "#ffffff" };

// Mail programs know no classes: every part says itself how it looks.
function marked({ subject, from, words, lines, left, foot }: Parts, language: string): string {
  const said = lines.map(({ who, at, from: hand, text, files }) => {
    const head = `<p style="margin:0;${QUIET}"><b style="color:#1c2430">${inMarkup(who)}</b> ${inMarkup(at)}</p>`;
    const named = files.map((file) => `<p style="margin:4px 0 0;${QUIET}">${inMarkup(file)}</p>`).join("");
    const box = `margin:0 0 10px;padding:10px 14px;border-radius:10px;background:${BACK[hand] ?? "#ffffff"}`;
    return `<div style="${box}" dir="auto">${head}<div style="white-space:pre-wrap;overflow-wrap:anywhere">${inMarkup(text)}</div>${named}</div>`;
  });
  const own = words && `<div style="white-space:pre-wrap;margin:0 0 24px" dir="auto">${inMarkup(words)}</div>`;
  const top = `<h1 style="font-size:19px;margin:0">${inMarkup(subject)}</h1><p style="margin:2px 0 18px;${QUIET}">${inMarkup(from)}</p>`;
  const short = left && `<p style="${QUIET}">${inMarkup(left)}</p>`;
  const end = `<p style="margin:24px 0 0;${QUIET}">${inMarkup(foot)}</p>`;
  const body = `<div style="max-width:680px;margin:0 auto;padding:16px;${FONT}">${own}${top}${short}${said.join("\n")}${end}</div>`;
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${inMarkup(subject)}</title></head><body>${body}</body></html>`;
}

const inMarkup = (text: string): string => Bun.escapeHTML(text);
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
