import type { Database } from "bun:sqlite";
import type { Handle, Sender } from "../channels/channel.ts";
import { record } from "../events/record.ts";
import { noteWords } from "./search.ts";
import {
  customersWith,
  deleteHandle,
  handlesOf,
  type Identity,
  identityByHandle,
  insertCustomer,
  insertDispute,
  insertHandle,
  insertIdentity,
  noteProfile,
  noteSeen,
  type Profile,
} from "./store.ts";

/** Handles are unique within a place. */
export type Place = { channelKind: string; scope: string };

/**
 * Who writes: the identity that the most trusted known handle belongs to, or a new one with a new customer. A new handle joins
 * the identity that matched, and is the one to answer to from then on; `at` is when it was used. Handles of two identities are
 * told to a person, once, and never merged.
 */
export function identify(db: Database, { channelKind, scope }: Place, { handles, ...called }: Sender, now: number, at = now): Identity {
  const place = { channelKind, scope };
  const owned = handles.map((handle) => ({ handle, owner: identityByHandle.get(db, { ...place, ...handle }) }));
  const found = owned.find(({ owner }) => owner !== null)?.owner ?? welcome(db, place, handles, profileOf(called), now);
  for (const { handle, owner } of owned) {
    if (owner === null) insertHandle.run(db, { ...place, ...handle, identityId: found.id, at });
    else if (owner.id !== found.id) dispute(db, found.id, owner.id, now);
    else if (owner.superseded === 1) noteSeen.run(db, { ...place, ...handle, at });
  }
  const profile = profileOf(called, found);
  const renamed = !Bun.deepEquals(profile, profileOf(found));
  if (renamed) noteProfile.run(db, { id: found.id, ...profile });
  if (renamed || owned.some(({ owner }) => owner === null)) noteWords(db, found.customerId);
  return found;
}

const NOBODY: Profile = { profileName: null, username: null, providerParentId: null };

// What is told now, and of what is not told what we knew.
function profileOf({ profileName, username, providerParentId }: Partial<Profile>, before = NOBODY): Profile {
  return {
    profileName: profileName ?? before.profileName,
    username: username ?? before.username,
    providerParentId: providerParentId ?? before.providerParentId,
  };
}

function welcome(db: Database, place: Place, handles: readonly Handle[], profile: Profile, now: number): Identity {
  const customerId = writtenDown(db, handles) ?? (insertCustomer.get(db, { origin: place.channelKind, now }) as { id: number }).id;
  const { id } = insertIdentity.get(db, { ...place, ...profile, customerId, now }) as { id: number };
  return { id, customerId, ...profile };
}

/** What a person may have written down of somebody before they wrote: it names the same telephone or mailbox wherever it is told. */
const WRITTEN_DOWN: ReadonlySet<string> = new Set(["wa_id", "phone", "email"]);

// Whom a person wrote down with this number or address, if it is one alone: of two nobody says which it is.
function writtenDown(db: Database, handles: readonly Handle[]): number | null {
  const telling = handles.filter(({ kind }) => WRITTEN_DOWN.has(kind));
  const found = new Set(telling.flatMap(({ value }) => customersWith.all(db, { value: value.replace(/^\+/, "") }).map(({ id }) => id)));
  const [only = null] = found;
  return found.size === 1 ? only : null;
}

/** The identity a handle belongs to, if we know one of them. */
export function recognise(db: Database, { channelKind, scope }: Place, handles: readonly Handle[]): Identity | null {
  for (const handle of handles) {
    const identity = identityByHandle.get(db, { channelKind, scope, ...handle });
    if (identity) return identity;
  }
  return null;
}

/**
 * The provider says that a customer's handles changed: `after` replaces those of the same kind. Null when nobody is known by
 * `before`, or when that is no news: providers tell everything again, and late.
 */
export function rehandle(db: Database, { channelKind, scope }: Place, before: readonly Handle[], after: readonly Handle[], now: number): Identity | null {
  const place = { channelKind, scope };
  const identity = recognise(db, place, before);
  if (!identity) return null;
  const known = handlesOf.all(db, { identityId: identity.id });
  const has = ({ kind, value }: Handle) => known.some((one) => one.kind === kind && one.value === value);
  const stale = ({ kind }: Handle) => before.some((old) => old.kind === kind) && !before.some((old) => old.kind === kind && has(old));
  const news = after.filter((handle) => !stale(handle) && (!has(handle) || known.filter(({ kind }) => kind === handle.kind).length > 1));
  const replaced = news.filter((handle) => replace(db, place, identity.id, known, handle, now));
  if (replaced.length === 0) return null;
  noteWords(db, identity.customerId);
  record(db, now, "identity.changed", {}, { identityId: identity.id });
  return identity;
}

function replace(db: Database, place: Place, identityId: number, known: readonly Handle[], handle: Handle, now: number): boolean {
  const owner = identityByHandle.get(db, { ...place, ...handle });
  if (owner && owner.id !== identityId) {
    dispute(db, identityId, owner.id, now);
    return false;
  }
  for (const old of known) if (old.kind === handle.kind && old.value !== handle.value) deleteHandle.run(db, { ...place, ...old });
  if (!owner) insertHandle.run(db, { ...place, ...handle, identityId, at: now });
  return true;
}

function dispute(db: Database, identityId: number, otherId: number, now: number) {
  if (insertDispute.run(db, { one: identityId, other: otherId, now }) > 0) record(db, now, "identity.disputed", {}, { identityId, otherId });
}

/** The handles by which an identity can be reached; of each kind the latest first. */
export function handlesFor(db: Database, identityId: number): Handle[] {
  return handlesOf.all(db, { identityId });
}
