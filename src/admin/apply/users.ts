import type { Database } from "bun:sqlite";
import { addUser, changeUser, disableUser, enableUser, type UserInput } from "../../users/accounts.ts";
import { PASSWORD_LENGTH_MAX } from "../../users/passwords.ts";
import { profileOf } from "./profiles.ts";
import { type Applying, type Given, type Section, shown } from "./section.ts";
import { either, filled, listOf, number, objectOf, orNull, text, yesOrNo } from "./shape.ts";
import { skillsetOf } from "./skillsets.ts";
import { levelsOfUser, userNamed } from "./store.ts";

type Level = { id: number; name: string; level: number };
type GivenLevel = string | { name: string; level?: number | string };
type State = {
  username: string;
  name: string;
  email: string | null;
  capacity: number | null;
  byName: boolean;
  profile: { id: number; key: string };
  skillsets: readonly Level[];
};

const LEVEL_INITIAL = 5;

export const users: Section<State> = {
  name: "users",
  one: "user",
  key: "username",
  attributes: {
    name: text,
    email: orNull(text),
    password: filled(PASSWORD_LENGTH_MAX),
    profile: text,
    skillsets: listOf(either(text, objectOf({ name: text, level: number }, ["name"]))),
    capacity: orNull(number),
    byName: yesOrNo,
  },
  needed: ["profile"],
  find: ({ db }, key) => {
    const row = userNamed.get(db, { username: key });
    return row && { id: String(row.id), state: stateOf(db, row), disabled: row.disabledAt !== null };
  },
  wanted,
  show: ({ username, name, email, profile, skillsets, capacity, byName }) => ({
    username: shown(username),
    name: shown(name),
    email: shown(email),
    profile: shown(profile.key),
    skillsets: shown(skillsets.map(levelWords).join(", ") || null),
    capacity: shown(capacity),
    byName: shown(byName ? "yes" : null),
  }),
  add: ({ db, who, now }, state, { passwordHash = null, passwordShort }) => {
    addUser(db, { ...inputOf(state), passwordHash: passwordHash as string | null }, who, now);
    if (passwordHash === null) return "without a password: user reset-password gives a link";
    return passwordShort ? "with a short password" : undefined;
  },
  change: ({ db, who, now }, id, state) => changeUser(db, Number(id), inputOf(state), who, now),
  rename: ({ db, who, now }, { id, state }, username) => changeUser(db, Number(id), inputOf({ ...state, username }), who, now),
  remove: ({ db, who, now }, { id }) => {
    disableUser(db, Number(id), who, now);
    return "disabled";
  },
  enable: ({ db, who, now }, id) => enableUser(db, Number(id), who, now),
};

function wanted(applying: Applying, username: string, given: Given, state: State | null): State {
  const {
    name = state?.name ?? username,
    email = state?.email ?? null,
    capacity = state?.capacity ?? null,
    byName = state?.byName ?? false,
    profile,
    skillsets,
  } = given;
  return {
    username,
    name: name as string,
    email: email as string | null,
    capacity: capacity === null ? null : Number(capacity),
    byName: byName as boolean,
    profile: profile === undefined ? (state?.profile ?? { id: 0, key: "" }) : profileOf(applying, profile as string, "profile"),
    skillsets: skillsets === undefined ? (state?.skillsets ?? []) : levelsOf(applying, skillsets as GivenLevel[], state?.skillsets ?? []),
  };
}

// A name alone says nothing of the level: it stays.
function levelsOf(applying: Applying, given: readonly GivenLevel[], present: readonly Level[]): Level[] {
  const levels = given.map((one, at) => {
    const { name, level } = typeof one === "string" ? { name: one } : one;
    const skillset = skillsetOf(applying, name, `skillsets[${at}]`);
    return { ...skillset, level: Number(level ?? present.find(({ id }) => id === skillset.id)?.level ?? LEVEL_INITIAL) };
  });
  return inOrder([...new Map(levels.map((one) => [one.name, one])).values()]);
}

function stateOf(db: Database, { id, username, name, email, capacity, byName, profile, profileId }: NonNullable<ReturnType<typeof userNamed.get>>): State {
  return {
    username,
    name,
    email,
    capacity,
    byName: byName === 1,
    profile: { id: profileId, key: profile },
    skillsets: inOrder(levelsOfUser.all(db, { userId: id })),
  };
}

const inputOf = ({ profile, skillsets, ...user }: State): UserInput => ({
  ...user,
  profileId: profile.id,
  skillsets: skillsets.map(({ id, level }) => ({ id, level })),
});

const inOrder = (levels: Level[]) => levels.toSorted((a, b) => a.name.localeCompare(b.name));
const levelWords = ({ name, level }: Level) => (level === LEVEL_INITIAL ? name : `${name} (${level})`);
