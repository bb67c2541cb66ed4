import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { giveUpAll } from "../conversations/leave.ts";
import { record } from "../events/record.ts";
import { Conflict, Invalid, NotFound } from "../http/errors.ts";
import { type FieldReader, NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import { LANGUAGES, type Language } from "../texts/catalogue.ts";
import { administratorsOf, CAPACITY_MAX, someoneAdministers } from "./profiles.ts";
import { endSessions } from "./sessions.ts";
import {
  clearSkillsets,
  findProfile,
  findUser,
  findUserByName,
  insertSkillset,
  insertUser,
  markDisabled,
  markEnabled,
  type Opens,
  skillsetsOfUser,
  type Theme,
  type User,
  updatePreferences,
  updateUser,
} from "./store.ts";

export const USERNAME_LENGTH_MAX = 64;
export const OPENS = ["home", "conversations"] as const satisfies readonly Opens[];
export const THEMES = ["system", "light", "dark"] as const satisfies readonly Theme[];
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u;

export type UserInput = {
  username: string;
  name: string;
  email?: string | null;
  profileId: number;
  /** Own number of places; null = the profile's. */
  capacity?: number | null;
  /** Whether colleagues may choose this person by name (SPEC Q8); stays as it is where it is not named. */
  byName?: boolean;
  /** Replaced whole where given. */
  skillsets?: readonly Skilled[];
};
/** How well somebody has a skill: level 1 to 10. */
export type Skilled = { id: number; level: number };
export const SKILL_LEVEL_INITIAL = 5;
export const SKILL_LEVEL_MAX = 10;

/** Makes a user, without a password where `passwordHash` is null, and returns the id. Throws Invalid. */
export function addUser(db: Database, input: UserInput & { passwordHash: string | null; language?: Language | null }, who: Who, now: number): number {
  const fields = check(db, input, null);
  const { id } = insertUser.get(db, { ...fields, passwordHash: input.passwordHash, language: input.language ?? null, now }) as { id: number };
  if (input.skillsets) giveSkillsets(db, id, input.skillsets);
  audit(db, { who, action: "user.added", subject: `user:${id}`, after: factsOf(db, id) }, now);
  record(db, now, "user.changed", { agentId: id }, { userId: id });
  return id;
}

/** Changes who a user is and what they may do. Throws Invalid, NotFound, Conflict when nobody could administer users any more. */
export function changeUser(db: Database, id: number, input: UserInput, who: Who, now: number) {
  userOr404(db, id);
  const administrators = administratorsOf(db);
  const before = factsOf(db, id);
  updateUser.run(db, { id, ...check(db, input, id) });
  if (input.skillsets) giveSkillsets(db, id, input.skillsets);
  someoneAdministers(db, administrators);
  const after = factsOf(db, id);
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  audit(db, { who, action: "user.changed", subject: `user:${id}`, before, after }, now);
  record(db, now, "user.changed", { agentId: id }, { userId: id });
}

/** Lets a user in no more: sessions end, and what they were offered or held goes back. Throws NotFound, Conflict. */
export function disableUser(db: Database, id: number, who: Who, now: number) {
  userOr404(db, id);
  const administrators = administratorsOf(db);
  if (markDisabled.run(db, { id, now }) === 0) throw new Conflict("conflict.changed");
  someoneAdministers(db, administrators);
  endSessions(db, { userId: id, reason: "disabled" }, now);
  giveUpAll(db, id, now);
  audit(db, { who, action: "user.disabled", subject: `user:${id}` }, now);
  record(db, now, "user.changed", { agentId: id }, { userId: id });
}

export function enableUser(db: Database, id: number, who: Who, now: number) {
  userOr404(db, id);
  if (markEnabled.run(db, { id }) === 0) throw new Conflict("conflict.changed");
  audit(db, { who, action: "user.enabled", subject: `user:${id}` }, now);
  record(db, now, "user.changed", { agentId: id }, { userId: id });
}

/** A person's own taste: theme, language, loudness. What is not named stays. Throws Invalid. */
export function changePreferences(db: Database, userId: number, wanted: Readonly<Record<string, unknown>>, now: number) {
  const user = userOr404(db, userId);
  const { theme, language, volume, opens } = readFields({ ...user, language: user.language ?? "en", ...wanted }, (field) => ({
    theme: field.choice("theme", THEMES),
    language: field.choice("language", LANGUAGES),
    volume: field.number("volume", { min: 0, max: 100 }),
    opens: field.choice("opens", OPENS),
  }));
  updatePreferences.run(db, { id: userId, theme, volume, opens, language: "language" in wanted ? language : user.language });
  record(db, now, "user.changed", { agentId: userId }, { userId });
}

/** Who a user is, from a form or a file. */
export function readIdentity(field: FieldReader) {
  return {
    username: field.text("username", { max: USERNAME_LENGTH_MAX, pattern: USERNAME, wrong: "field.username" }),
    name: field.text("name", { max: NAME_LENGTH_MAX }),
    email: field.email("email", { optional: true }) || null,
  };
}

function check(db: Database, input: UserInput, id: number | null) {
  return readFields({ ...input, capacity: input.capacity ?? undefined }, (field) => {
    const identity = readIdentity(field);
    const namesake = findUserByName.get(db, { username: identity.username });
    if (namesake && namesake.id !== id) field.wrong("username", "field.taken");
    if (!findProfile.get(db, { id: input.profileId })) field.wrong("profile", "field.choose");
    const capacity = typeof input.capacity === "number" ? field.number("capacity", { min: 0, max: CAPACITY_MAX }) : null;
    const byName = input.byName ?? (id !== null && userOr404(db, id).byName === 1);
    return { ...identity, capacity, profileId: input.profileId, byName: byName ? (1 as const) : (0 as const) };
  });
}

function giveSkillsets(db: Database, userId: number, skillsets: readonly Skilled[]) {
  clearSkillsets.run(db, { userId });
  for (const [id, level] of new Map(skillsets.map((one) => [one.id, one.level]))) {
    if (!Number.isInteger(level) || level < 1 || level > SKILL_LEVEL_MAX)
      throw new Invalid({ skillsets: "field.number" }, { skillsets: { min: 1, max: SKILL_LEVEL_MAX } });
    if (insertSkillset.run(db, { userId, skillsetId: id, level }) === 0) throw new Invalid({ skillsets: "field.choose" });
  }
}

// What the audit shows of a user; who a user is, is no secret to administrators.
function factsOf(db: Database, id: number) {
  const { username, name, email, profileId, capacity, byName } = userOr404(db, id);
  return { username, name, email, profileId, capacity, byName: byName === 1, skillsets: skillsetsOfUser.all(db, { userId: id }) };
}

export function userOr404(db: Database, id: number): User {
  const user = findUser.get(db, { id });
  if (!user) throw new NotFound();
  return user;
}
