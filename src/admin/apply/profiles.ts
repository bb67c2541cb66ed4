import { FAMILIES, type Family } from "../../channels/channel.ts";
import { nameOfQueue } from "../../queues/named.ts";
import { ACTIONS, SCOPES } from "../../users/permissions.ts";
import { includedQueues } from "../../users/profile-queues.ts";
import { addProfile, CAPACITY_INITIAL, capacitiesOf, changeProfile, type ProfileInput, removeProfile } from "../../users/profiles.ts";
import { queueOf } from "./queues.ts";
import { type Applying, named, type Section, shown } from "./section.ts";
import { listOf, number, objectOf, oneOf, orNull, text } from "./shape.ts";
import { permissionsOfProfile, profileKeys, profileRow } from "./store.ts";

type State = Omit<Required<ProfileInput>, "queues"> & { queues: readonly { id: number; name: string }[] };

export const profiles: Section<State> = {
  name: "profiles",
  one: "profile",
  key: "name",
  attributes: {
    capacity: number,
    capacities: objectOf(Object.fromEntries(FAMILIES.map((family) => [family, orNull(number)]))),
    queues: orNull(listOf(text)),
    permissions: objectOf(Object.fromEntries(ACTIONS.map((action) => [action, oneOf(SCOPES)]))),
  },
  needed: [],
  find: ({ db }, key) => {
    const row = profileRow.get(db, { key });
    if (!row) return null;
    const permissions = permissionsOfProfile.all(db, { profileId: row.id }).map(({ action, scope }) => [action, scope]);
    const included = inOrder(includedQueues(db, row.id).map((id) => ({ id, name: nameOfQueue(db, id) })));
    const about = { name: row.name, capacity: row.capacity, capacities: capacitiesOf(db, row.id), queues: included };
    return { id: String(row.id), state: { ...about, permissions: Object.fromEntries(permissions) } };
  },
  // A starting profile is also found by its role, and keeps its name then.
  wanted: (applying, key, { capacity, capacities, queues, permissions }, state) => ({
    name: profileRow.get(applying.db, { key })?.builtin === key && state ? state.name : key,
    capacity: Number(capacity ?? state?.capacity ?? CAPACITY_INITIAL),
    capacities: { ...(state?.capacities ?? NO_LIMITS), ...numbersIn(capacities as GivenCapacities | undefined) },
    queues: queues === undefined ? (state?.queues ?? []) : queuesOf(applying, (queues as string[] | null) ?? []),
    permissions: (permissions as ProfileInput["permissions"]) ?? state?.permissions ?? {},
  }),
  show: ({ name, capacity, capacities, queues, permissions }) => ({
    name: shown(name),
    capacity: shown(capacity),
    ...Object.fromEntries(FAMILIES.map((family) => [`capacities.${family}`, shown(capacities[family])])),
    queues: shown(queues.map((queue) => queue.name).join(", ") || null),
    ...Object.fromEntries(Object.entries(permissions).map(([action, scope]) => [action, shown(scope)])),
  }),
  add: ({ db, who, now }, state) => void addProfile(db, inputOf(state), who, now),
  change: ({ db, who, now }, id, state) => changeProfile(db, Number(id), inputOf(state), who, now),
  rename: ({ db, who, now }, { id, state }, name) => changeProfile(db, Number(id), inputOf({ ...state, name }), who, now),
  remove: ({ db, who, now }, { id }) => {
    removeProfile(db, Number(id), who, now);
    return "removed";
  },
};

type GivenCapacities = Partial<Record<Family, number | string | null>>;
const NO_LIMITS = { chat: null, social: null, email: null };

const numbersIn = (given: GivenCapacities = {}) =>
  Object.fromEntries(Object.entries(given).map(([family, places]) => [family, places === null ? null : Number(places)]));
const queuesOf = (applying: Applying, names: readonly string[]) => inOrder(names.map((name, at) => queueOf(applying, name, `queues[${at}]`)));
const inputOf = ({ queues, ...profile }: State): ProfileInput => ({ ...profile, queues: queues.map(({ id }) => id) });
const inOrder = (queues: { id: number; name: string }[]) => queues.toSorted((a, b) => a.name.localeCompare(b.name));

/** The profile that a file names, by its starting role or its name. */
export function profileOf(applying: Applying, key: string, path: string): { id: number; key: string } {
  const row = profileRow.get(applying.db, { key });
  const known = () => profileKeys.all(applying.db).map((profile) => profile.key);
  const found = named(applying, "profiles", key, path, row, known);
  return found ? { id: found.id, key: found.builtin ?? found.name } : { id: 0, key };
}
