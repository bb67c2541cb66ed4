import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type MailComposer from "nodemailer/lib/mail-composer";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { MailServer } from "./server.ts";

/** One mail to one address, whole. */
export type Letter = {
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  date: Date;
  files: readonly { name: string; type: string; path: string }[];
};

/** Why a mail did not leave, or was not taken. Each is a text: mail.trouble.<code>. */
export type Trouble =
  | "held"
  | "demo"
  | "not-set"
  | "no-password"
  | "not-found"
  | "refused"
  | "timeout"
  | "closed"
  | "tls"
  | "certificate"
  | "sign-in"
  | "sender"
  | "recipient"
  | "too-large"
  | "message"
  | "broke";

/** How it ended. `detail` is what the server said: for an administrator's eyes, never kept. */
export type Posted =
  | { ended: "sent" }
  | { ended: "unknown"; detail: string }
  /** It surely was not taken; `again` = that may pass by itself. */
  | { ended: "not-sent"; code: Trouble; detail: string; again: boolean };

const CONNECT_MS = 15_000;
const SILENCE_MS = 60_000;
const TOTAL_MS = 5 * 60_000;

type Failure = Error & { code?: string | undefined; command?: string | undefined; responseCode?: number | undefined };

/** Hands one mail to the server, once. The server may have acted on it only when all of it has left (RFC 5321, 4.1.1.4): before that it surely was not sent. */
export async function post(letter: Letter, server: MailServer, password: string | null): Promise<Posted> {
  const { promise, resolve } = Promise.withResolvers<Posted>();
  // Who sends no mail needs no memory for it.
  const [{ default: Connection }, { default: Composer }] = await Promise.all([
    import("nodemailer/lib/smtp-connection"),
    import("nodemailer/lib/mail-composer"),
  ]);
  const connection = new Connection({
    host: server.host,
    port: server.port,
    secure: server.security === "tls",
    requireTLS: server.security === "starttls",
    ignoreTLS: server.security === "none",
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  } as SMTPConnection.Options);
  let whole = false;
  const timer = setTimeout(() => ended(Object.assign(new Error("it took too long"), { code: "ETIMEDOUT" })), TOTAL_MS);
  const end = (posted: Posted) => {
    clearTimeout(timer);
    if (posted.ended === "sent") connection.quit();
    else connection.close();
    resolve(posted);
  };
  const ended = (error: Failure | null | undefined) => end(error ? troubleIn(error, whole) : { ended: "sent" });
  const broke = (error: unknown) => end({ ended: "not-sent", code: "broke", detail: String(error), again: false });
  const composed = () => new Composer(mailOf(letter, server));
  const content = () => Readable.from(pieces(composed, { all: () => (whole = true), broke }), { objectMode: false });
  const send = () => connection.send({ from: server.fromAddress, to: [letter.to] }, content(), ended);

  // What comes after it ended changes nothing: a promise is kept once.
  connection.on("error", ended);
  connection.connect((error) => {
    if (error) return ended(error);
    if (server.username === "") return send();
    connection.login({ credentials: { user: server.username, pass: password ?? "" } }, (refused) => (refused ? ended(refused) : send()));
  });
  return promise;
}

type Told = { all(): void; broke(error: unknown): void };

function mailOf({ to, subject, text, html, messageId, date, files }: Letter, { fromName, fromAddress }: MailServer): MailComposer.Options {
  return {
    from: { name: fromName, address: fromAddress },
    to: { name: "", address: to },
    subject,
    text,
    html,
    messageId,
    date,
    headers: { "Auto-Submitted": "auto-generated" },
    attachments: files.map(({ name, type, path }) => ({ filename: name, contentType: type, content: createReadStream(path) })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

// A file that cannot be read to its end must not make a mail that ends too early.
async function* pieces(composed: () => MailComposer, { all, broke }: Told): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of composed().compile().createReadStream()) yield piece as Uint8Array;
    all();
  } catch (error) {
    broke(error);
    await new Promise(() => {});
  }
}

function troubleIn(error: Failure, whole: boolean): Posted {
  const { responseCode = 0, message } = error;
  const answered = responseCode >= 400;
  if (whole && !answered) return { ended: "unknown", detail: message };
  const code = answered ? refusalIn(error) : silenceIn(error);
  const passes = answered ? responseCode < 500 : code !== "certificate" && code !== "tls" && code !== "sign-in";
  return { ended: "not-sent", code, detail: message, again: passes };
}

function refusalIn({ code = "", command = "", responseCode = 0 }: Failure): Trouble {
  if (code === "EAUTH" || responseCode === 530 || responseCode === 535) return "sign-in";
  if (code === "ETLS") return "tls";
  if (responseCode === 552) return "too-large";
  if (command === "MAIL FROM") return "sender";
  return command === "RCPT TO" ? "recipient" : "message";
}

function silenceIn({ code = "", message }: Failure): Trouble {
  if (code === "EAUTH") return "sign-in";
  if (code === "EDNS" || /ENOTFOUND|EAI_AGAIN/.test(message)) return "not-found";
  if (/certificate|altname|issuer|self.signed/i.test(message)) return "certificate";
  if (code === "ETLS" || /SSL|TLS/.test(message)) return "tls";
  if (code === "ETIMEDOUT") return "timeout";
  return /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/.test(message) ? "refused" : "closed";
}
