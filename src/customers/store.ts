import { sql } from "../db/sql.ts";

/** What a provider calls somebody. */
export type Profile = { profileName: string | null; username: string | null; providerParentId: string | null };
export type Identity = Profile & { id: number; customerId: number };
type HandleKey = { channelKind: string; scope: string; kind: string; value: string };

/** `superseded`: the identity has another handle of this kind that was used later. */
export const identityByHandle = sql<Identity & { superseded: 0 | 1 }, HandleKey>(
  `SELECT i.id, i.customer_id AS customerId, i.profile_name AS profileName, i.username, i.provider_parent_id AS providerParentId,
          EXISTS (SELECT 1 FROM handles later WHERE later.identity_id = h.identity_id AND later.kind = h.kind AND later.seen_at > h.seen_at) AS superseded
     FROM handles h JOIN identities i ON i.id = h.identity_id
    WHERE h.channel_kind = $channelKind AND h.scope = $scope AND h.kind = $kind AND h.value = $value`,
);

/** Of each kind the one that was used last comes first. */
export const handlesOf = sql<{ kind: string; value: string }, { identityId: number }>(
  "SELECT kind, value FROM handles WHERE identity_id = $identityId ORDER BY kind, seen_at DESC, value",
);

export const insertCustomer = sql<{ id: number }, { origin: string; now: number }>(
  "INSERT INTO customers (origin, created_at) VALUES ($origin, $now) RETURNING id",
);

/** Whom a number or address, as a channel tells it, was written down for by hand; two at most. */
export const customersWith = sql<{ id: number }, { value: string }>(
  `SELECT customer_id AS id FROM customer_numbers WHERE value = $value
   UNION SELECT id FROM customers WHERE email = $value COLLATE NOCASE AND email IS NOT NULL LIMIT 2`,
);

export const insertIdentity = sql<{ id: number }, Profile & { customerId: number; channelKind: string; scope: string; now: number }>(
  `INSERT INTO identities (customer_id, channel_kind, scope, profile_name, username, provider_parent_id, created_at)
   VALUES ($customerId, $channelKind, $scope, $profileName, $username, $providerParentId, $now) RETURNING id`,
);

export const insertHandle = sql<void, HandleKey & { identityId: number; at: number }>(
  `INSERT INTO handles (identity_id, channel_kind, scope, kind, value, seen_at) VALUES ($identityId, $channelKind, $scope, $kind, $value, $at)
   ON CONFLICT DO NOTHING`,
);

export const noteSeen = sql<void, HandleKey & { at: number }>(
  `UPDATE handles SET seen_at = max(seen_at, $at) WHERE channel_kind = $channelKind AND scope = $scope AND kind = $kind AND value = $value`,
);

/** Says whether it was new. */
export const insertDispute = sql<void, { one: number; other: number; now: number }>(
  "INSERT INTO disputes (identity_id, other_id, told_at) VALUES (min($one, $other), max($one, $other), $now) ON CONFLICT DO NOTHING",
);

export const deleteHandle = sql<void, HandleKey>(
  "DELETE FROM handles WHERE channel_kind = $channelKind AND scope = $scope AND kind = $kind AND value = $value",
);

export const noteProfile = sql<void, Profile & { id: number }>(
  "UPDATE identities SET profile_name = $profileName, username = $username, provider_parent_id = $providerParentId WHERE id = $id",
);

/** The last message that opened the provider's window; only ever later. */
export const noteCustomerWrote = sql<void, { identityId: number; channelId: string; at: number }>(
  `INSERT INTO identity_channels (identity_id, channel_id, last_customer_message_at) VALUES ($identityId, $channelId, $at)
   ON CONFLICT DO UPDATE SET last_customer_message_at = max(coalesce(last_customer_message_at, 0), excluded.last_customer_message_at)`,
);

/** The provider said that the window is closed, whatever we counted. */
export const noteWindowClosed = sql<void, { identityId: number; channelId: string; at: number }>(
  `INSERT INTO identity_channels (identity_id, channel_id, window_closed_at) VALUES ($identityId, $channelId, $at)
   ON CONFLICT DO UPDATE SET window_closed_at = max(coalesce(window_closed_at, 0), excluded.window_closed_at)`,
);

export const windowOf = sql<{ lastCustomerMessageAt: number | null; windowClosedAt: number | null }, { identityId: number; channelId: string }>(
  `SELECT last_customer_message_at AS lastCustomerMessageAt, window_closed_at AS windowClosedAt FROM identity_channels
    WHERE identity_id = $identityId AND channel_id = $channelId`,
);
