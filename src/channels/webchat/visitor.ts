import { BadRequest } from "../../http/errors.ts";
import type { Handle } from "../channel.ts";

/**
 * Who writes in a web chat: known only by a token that their browser made and keeps. We keep its hash, so that nobody who reads
 * the database can speak for them; on another channel the same token is nobody.
 */
export type Visitor = { readonly channelId: string; readonly handle: Handle; readonly owner: string; readonly hash: string };

/** The header that carries the token. No form and no image of another site can send one, so it is also what keeps those out. */
export const VISITOR_HEADER = "parlo-visitor";
/** 128 bits as base64url. */
const TOKEN = /^[A-Za-z0-9_-]{22}$/;

/** Throws BadRequest where there is no token. */
export function visitorOf(headers: Headers, channelId: string): Visitor {
  const token = headers.get(VISITOR_HEADER) ?? "";
  if (!TOKEN.test(token)) throw new BadRequest();
  return visitorByHash(channelId, new Bun.CryptoHasher("sha256").update(token).digest("hex"));
}

export function visitorByHash(channelId: string, hash: string): Visitor {
  return { channelId, hash, handle: { kind: "visitor", value: hash }, owner: `visitor:${channelId}:${hash}` };
}

const KEY_LENGTH = 22;

/** Names a visitor's message on its channel, and again the same one when it is sent again. */
export function providerIdOf({ hash }: Visitor, clientId: string, part: number): string {
  return `${hash.slice(0, KEY_LENGTH)}:${clientId}:${part}`;
}

/** What `providerIdOf` named: the name that the visitor's page gave what it sent, and which message of it this is. */
export function sentAs(providerId: string | null): { clientId: string; part: number } | null {
  const [, clientId, part] = providerId?.split(":") ?? [];
  return clientId === undefined ? null : { clientId, part: Number(part) };
}
