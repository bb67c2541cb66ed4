import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { FAMILIES, type Family } from "../channels/channel.ts";
import { record } from "../events/record.ts";
import { Conflict, Invalid, NotFound } from "../http/errors.ts";
import { NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import { type Language, text } from "../texts/catalogue.ts";
import { type Action, isAction, PERMISSIONS, type Permissions, permissionsOf, ROLES, type Scope } from "./permissions.ts";
import { includedQueues } from "./profile-queues.ts";
import {
  clearPermissions,
  clearProfileKinds,
  clearProfileQueues,
  countAdministrators,
  deleteProfile,
  findProfile,
  findProfileByName,
  findProfileByRole,
  insertPermission,
  insertProfile,
  insertProfileKind,
  insertProfileQueue,
  kindsOfProfile,
  type Profile,
  permissionRows,
  profileUses,
  updateProfile,
} from "./store.ts";

/** Conversations an agent may hold at once, unless the profile or the user says otherwise (SPEC Q3). */
export const CAPACITY_INITIAL = 6;
export const CAPACITY_MAX = 1000;

/** Makes the starting profiles in an empty folder, named in a language; does nothing to one that has them. */
export function foundProfiles(db: Database, language: Language = "en") {
  for (const role of ROLES) {
    if (findProfileByRole.get(db, { builtin: role })) continue;
    const { id } = insertProfile.get(db, { name: text(language, `role.${role}`), builtin: role, capacity: CAPACITY_INITIAL }) as { id: number };
    grant(db, id, permissionsOf(role));
  }
}

/** What a profile allows. Actions that this Parlo does not know are passed over. */
export function permissionsFor(db: Database, profileId: number): Permissions {
  return new Map(permissionRows.all(db, { profileId }).flatMap(({ action, scope }) => (isAction(action) ? [[action, scope] as [Action, Scope]] : [])));
}

/** How many of each family of channels an agent may hold at once; null = only the whole counts, 0 = none of them. */
export type Capacities = Readonly<Record<Family, number | null>>;

/** `capacities` and `queues` (none = all) stay as they are where they are not named. */
export type ProfileInput = {
  name: string;
  capacity: number;
  permissions: Readonly<Record<string, string>>;
  capacities?: Capacities;
  queues?: readonly number[];
};

/** Makes a profile and returns its id. Throws Invalid. */
export function addProfile(db: Database, input: ProfileInput, who: Who, now: number): number {
  const { name, capacity, permissions } = check(db, input, null);
  const { id } = insertProfile.get(db, { name, builtin: null, capacity }) as { id: number };
  grant(db, id, permissions);
  giveWork(db, id, input);
  audit(db, { who, action: "profile.added", subject: `profile:${id}`, after: factsOf(db, id) }, now);
  record(db, now, "profile.changed", {}, { profileId: id });
  return id;
}

/** Changes a profile; its permissions are replaced whole. Throws Invalid, NotFound, Conflict when nobody could administer users any more. */
export function changeProfile(db: Database, id: number, input: ProfileInput, who: Who, now: number) {
  const before = factsOf(db, id);
  const administrators = administratorsOf(db);
  const { name, capacity, permissions } = check(db, input, id);
  updateProfile.run(db, { id, name, capacity });
  clearPermissions.run(db, { profileId: id });
  grant(db, id, permissions);
  giveWork(db, id, input);
  someoneAdministers(db, administrators);
  const after = factsOf(db, id);
  if (Bun.deepEquals(before, after)) return;
  audit(db, { who, action: "profile.changed", subject: `profile:${id}`, before, after }, now);
  record(db, now, "profile.changed", {}, { profileId: id });
}

/** Removes a profile that nobody has. The starting ones stay. Throws NotFound, Conflict. */
export function removeProfile(db: Database, id: number, who: Who, now: number) {
  const { name, builtin } = profileOr404(db, id);
  if (builtin !== null) throw new Conflict("conflict.profile-builtin");
  if ((profileUses.get(db, { id })?.uses ?? 0) > 0) throw new Conflict("conflict.profile-used");
  deleteProfile.run(db, { id });
  audit(db, { who, action: "profile.removed", subject: `profile:${id}`, before: { name } }, now);
  record(db, now, "profile.changed", {}, { profileId: id });
}

/** How many may let others in. */
export const administratorsOf = (db: Database): number => countAdministrators.get(db)?.n ?? 0;

/** Throws Conflict when a change took the last enabled user who may change users: nobody could be let in again. */
export function someoneAdministers(db: Database, before: number) {
  if (before > 0 && administratorsOf(db) === 0) throw new Conflict("conflict.last-administrator");
}

/** The profile named by its starting role or by its name; null if there is none. */
export function profileNamed(db: Database, name: string): Profile | null {
  return findProfileByRole.get(db, { builtin: name }) ?? findProfileByName.get(db, { name });
}

function profileOr404(db: Database, id: number): Profile {
  const profile = findProfile.get(db, { id });
  if (!profile) throw new NotFound();
  return profile;
}

/** How many of each family an agent of a profile may hold at once. */
export function capacitiesOf(db: Database, profileId: number): Capacities {
  const rows = kindsOfProfile.all(db, { profileId });
  return Object.fromEntries(FAMILIES.map((family) => [family, rows.find(({ kind }) => kind === family)?.capacity ?? null])) as Capacities;
}

function giveWork(db: Database, profileId: number, { capacities, queues }: ProfileInput) {
  if (capacities) {
    clearProfileKinds.run(db, { profileId });
    for (const kind of FAMILIES) if (capacities[kind] !== null) insertProfileKind.run(db, { profileId, kind, capacity: capacities[kind] });
  }
  if (!queues) return;
  clearProfileQueues.run(db, { profileId });
  for (const queueId of new Set(queues)) if (insertProfileQueue.run(db, { profileId, queueId }) === 0) throw new Invalid({ queues: "field.choose" });
}

// What the audit shows of a profile.
function factsOf(db: Database, id: number) {
  const { name, capacity } = profileOr404(db, id);
  const families = Object.entries(capacitiesOf(db, id)).map(([family, places]) => [`capacity.${family}`, places]);
  return { name, capacity, ...Object.fromEntries(families), queues: includedQueues(db, id), ...Object.fromEntries(permissionsFor(db, id)) };
}

function grant(db: Database, profileId: number, permissions: readonly [Action, Scope][]) {
  for (const [action, scope] of permissions) insertPermission.run(db, { profileId, action, scope });
}

function check(db: Database, input: ProfileInput, id: number | null) {
  const fields = readFields(input, (field) => {
    for (const family of FAMILIES) {
      const places = input.capacities?.[family] ?? null;
      if (places !== null && (!Number.isInteger(places) || places < 0 || places > CAPACITY_MAX))
        field.wrong(`capacities.${family}`, "field.number", { min: 0, max: CAPACITY_MAX });
    }
    return { name: field.text("name", { max: NAME_LENGTH_MAX }), capacity: field.number("capacity", { min: 0, max: CAPACITY_MAX }) };
  });
  const namesake = findProfileByName.get(db, { name: fields.name });
  if (namesake && namesake.id !== id) throw new Invalid({ name: "field.taken" });
  return { ...fields, permissions: Object.entries(input.permissions).map(checkPermission) };
}

function checkPermission([action, scope]: [string, string]): [Action, Scope] {
  if (!isAction(action) || !(PERMISSIONS[action].scopes as readonly string[]).includes(scope)) throw new Invalid({ [action]: "field.choose" });
  return [action, scope as Scope];
}
