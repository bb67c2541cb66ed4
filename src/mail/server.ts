import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { changeSetting, setting } from "../admin/settings.ts";
import { transact } from "../db/transact.ts";
import { record } from "../events/record.ts";
import { NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import type { Seal } from "../workspace.ts";
import { dropPassword, findPassword, putPassword } from "./store.ts";

export const SECURITIES = ["starttls", "tls", "none"] as const;
export type Security = (typeof SECURITIES)[number];

/** Where mails of ours leave, and as whom. */
export type MailServer = { host: string; port: number; security: Security; username: string; fromName: string; fromAddress: string };
/** As it was typed or declared. An empty host = no mail leaves; an empty password = the one that is set stays. */
export type MailInput = Readonly<Record<Exclude<keyof MailServer, "port"> | "password", string> & { port: string | number }>;

export const HOST_LENGTH_MAX = 253;
export const PASSWORD_LENGTH_MAX = 1_000;
/** A name (RFC 1123) or an address. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*)$/i;
/** What breaks a line, or cannot be seen. */
export const UNSEEN = /\p{Cc}|\p{Zl}|\p{Zp}/u;
const SECRET = "mail:password";

export const mailServer = (db: Database): MailServer | null => setting(db, "mail");

/** The password of the server; null where none is set, or another key sealed it. */
export function mailPassword(db: Database, seal: Seal): string | null {
  const row = findPassword.get(db);
  try {
    return row && seal.open(row.sealed, SECRET);
  } catch {
    return null;
  }
}

/** The same, if it belongs to this host: no other server is ever given it. */
export const passwordFor = (db: Database, seal: Seal, host: string): string | null =>
  mailServer(db)?.host === host.trim().toLowerCase() ? mailPassword(db, seal) : null;

export const hasPassword = (db: Database): boolean => findPassword.get(db) !== null;

/** Everything that a form of it would write over. */
export function mailState(db: Database) {
  const sealed = findPassword.get(db)?.sealed;
  return { server: mailServer(db), password: sealed ? Buffer.from(sealed).toString("base64") : null };
}

/** What is wanted of the server, looked at field by field. Throws Invalid. */
export function readServer(input: MailInput, hasOne: boolean): MailServer {
  return readFields(input, (field) => {
    const server = {
      host: field.text("host", { max: HOST_LENGTH_MAX, pattern: HOST, wrong: "mail.host" }).toLowerCase(),
      port: field.number("port", { min: 1, max: 65_535 }),
      security: field.choice("security", SECURITIES),
      username: field.text("username", { max: NAME_LENGTH_MAX * 3, optional: true }),
      fromName: field.text("fromName", { max: NAME_LENGTH_MAX, optional: true }),
      fromAddress: field.email("fromAddress"),
    };
    for (const name of ["username", "fromName", "fromAddress"] as const) if (UNSEEN.test(server[name])) field.wrong(name, "mail.unseen");
    if (input.password.length > PASSWORD_LENGTH_MAX) field.wrong("password", "field.too-long", { max: PASSWORD_LENGTH_MAX });
    if (server.username !== "" && server.security === "none") field.wrong("username", "mail.readable");
    else if (server.username !== "" && input.password === "" && !hasOne) field.wrong("password", "field.required");
    return server;
  });
}

/** Sets the server that mails leave by, or that none do. What is as it was changes nothing. Throws Invalid. */
export function changeMailServer(db: Database, seal: Seal, input: MailInput, who: Who, now: number) {
  const before = mailServer(db);
  const had = mailPassword(db, seal);
  const own = passwordFor(db, seal, input.host);
  const after = input.host.trim() === "" ? null : readServer(input, own !== null);
  const wanted = after === null || after.username === "" ? null : input.password || own;
  transact(db, () => {
    const changed = !Bun.deepEquals(before, after) && changeSetting(db, "mail", after, now);
    if (wanted === had && !changed) return;
    if (wanted === null) dropPassword.run(db);
    else if (wanted !== had) putPassword.run(db, { sealed: seal.close(wanted, SECRET) });
    if (!changed) record(db, now, "workspace.changed", {}, {});
    const line = { who, action: "settings.changed", subject: "mail" } as const;
    audit(db, { ...line, before: { ...before, password: had ?? "" }, after: { ...after, password: wanted ?? "" } }, now);
  });
}
