import { timingSafeEqual } from "node:crypto";
import type { Settings } from "../channel.ts";

/** Whether Meta signed exactly these bytes with the app's secret (X-Hub-Signature-256). Without a secret nobody did. */
export function signedByMeta(headers: Headers, body: Uint8Array, settings: Settings): boolean {
  const secret = settings["appSecret"];
  const given = /^sha256=([0-9a-f]{64})$/.exec(headers.get("x-hub-signature-256") ?? "")?.[1];
  if (!secret || !given) return false;
  return timingSafeEqual(Buffer.from(given, "hex"), new Bun.CryptoHasher("sha256", secret).update(body).digest());
}

/** Meta's question when a webhook is registered: the challenge goes back as it came, if the token is ours. */
export function handshake(query: URLSearchParams, settings: Settings): string | null {
  const token = settings["verifyToken"];
  if (!token || query.get("hub.mode") !== "subscribe") return null;
  return timingSafeEqual(hash(query.get("hub.verify_token") ?? ""), hash(token)) ? query.get("hub.challenge") : null;
}

// Of equal length whatever was given, as timingSafeEqual wants it.
const hash = (text: string) => new Bun.CryptoHasher("sha256").update(text).digest();
