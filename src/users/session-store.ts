import { sql } from "../db/sql.ts";
import type { Language } from "../texts/catalogue.ts";
import type { Opens, Theme } from "./store.ts";

export type SessionRow = {
  sessionId: number;
  userId: number;
  username: string;
  name: string;
  profileId: number;
  language: Language | null;
  theme: Theme;
  volume: number;
  opens: Opens;
  createdAt: number;
  seenAt: number;
};

export const findSession = sql<SessionRow, { tokenHash: Uint8Array }>(
  `SELECT s.id AS sessionId, u.id AS userId, u.username, u.name, u.profile_id AS profileId, u.language, u.theme, u.volume, u.opens,
          s.created_at AS createdAt, s.seen_at AS seenAt
     FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = $tokenHash AND u.disabled_at IS NULL`,
);
export const insertSession = sql<{ id: number }, { tokenHash: Uint8Array; userId: number; address: string; now: number }>(
  "INSERT INTO sessions (token_hash, user_id, address, created_at, seen_at) VALUES ($tokenHash, $userId, $address, $now, $now) RETURNING id",
);
export const touchSession = sql<void, { id: number; now: number }>("UPDATE sessions SET seen_at = $now WHERE id = $id AND seen_at < $now");
export const deleteSession = sql<void, { id: number }>("DELETE FROM sessions WHERE id = $id");

/** Newest first. */
export const sessionsOfUser = sql<{ id: number }, { userId: number }>("SELECT id FROM sessions WHERE user_id = $userId ORDER BY id DESC");
export const expiredSessions = sql<{ id: number; userId: number }, { seenBefore: number; createdBefore: number }>(
  "SELECT id, user_id AS userId FROM sessions WHERE seen_at <= $seenBefore OR created_at <= $createdBefore ORDER BY id",
);

/** Who has a session or a status. */
export const usersSignedIn = sql<{ userId: number }>(
  "SELECT user_id AS userId FROM sessions UNION SELECT id FROM users WHERE status_id IS NOT NULL ORDER BY 1",
);

// One-time links

export const dropAllLinks = sql<void>("DELETE FROM links WHERE used_at IS NULL");

export type Link = { id: number; kind: "first-run" | "password"; userId: number | null; expiresAt: number | null };

export const findLink = sql<Link, { tokenHash: Uint8Array; kind: string; now: number }>(
  `SELECT id, kind, user_id AS userId, expires_at AS expiresAt FROM links
    WHERE token_hash = $tokenHash AND kind = $kind AND used_at IS NULL AND (expires_at IS NULL OR expires_at > $now)`,
);
type NewLink = { kind: Link["kind"]; tokenHash: Uint8Array; userId: number | null; expiresAt: number | null; now: number };
export const insertLink = sql<void, NewLink>(
  "INSERT INTO links (kind, token_hash, user_id, created_at, expires_at) VALUES ($kind, $tokenHash, $userId, $now, $expiresAt)",
);
export const useLink = sql<void, { id: number; now: number }>("UPDATE links SET used_at = $now WHERE id = $id AND used_at IS NULL");
/** Links that a newer one replaces, or whose purpose is gone. */
export const dropLinks = sql<void, { kind: string; userId: number | null }>("DELETE FROM links WHERE kind = $kind AND user_id IS $userId AND used_at IS NULL");

// Tokens of the API

export type TokenRow = { id: number; name: string; profileId: number };

export const findToken = sql<TokenRow, { tokenHash: Uint8Array }>(
  "SELECT id, name, profile_id AS profileId FROM api_tokens WHERE token_hash = $tokenHash AND revoked_at IS NULL",
);
export const listTokens = sql<TokenRow & { profile: string; createdAt: number }>(
  `SELECT t.id, t.name, t.profile_id AS profileId, p.name AS profile, t.created_at AS createdAt
     FROM api_tokens t JOIN profiles p ON p.id = t.profile_id WHERE t.revoked_at IS NULL ORDER BY t.id`,
);
export const insertToken = sql<{ id: number }, { name: string; tokenHash: Uint8Array; profileId: number; now: number }>(
  "INSERT INTO api_tokens (name, token_hash, profile_id, created_at) VALUES ($name, $tokenHash, $profileId, $now) RETURNING id",
);
export const revokeToken = sql<void, { id: number; now: number }>("UPDATE api_tokens SET revoked_at = $now WHERE id = $id AND revoked_at IS NULL");
