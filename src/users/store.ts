import type { Family } from "../channels/channel.ts";
import { sql } from "../db/sql.ts";
import type { Language } from "../texts/catalogue.ts";
import type { Scope } from "./permissions.ts";

export type Theme = "system" | "light" | "dark";
/** The page that opens after signing in. */
export type Opens = "home" | "conversations";

export type User = {
  id: number;
  username: string;
  name: string;
  email: string | null;
  passwordHash: string | null;
  profileId: number;
  capacity: number | null;
  language: Language | null;
  theme: Theme;
  opens: Opens;
  volume: number;
  statusId: number | null;
  /** 1: may be chosen by name. */
  byName: 0 | 1;
  disabledAt: number | null;
};

const USER = `u.id, u.username, u.name, u.email, u.password_hash AS passwordHash, u.profile_id AS profileId, u.capacity, u.language, u.theme, u.volume, u.opens,
  u.status_id AS statusId, u.by_name AS byName, u.disabled_at AS disabledAt`;

export const findUser = sql<User, { id: number }>(`SELECT ${USER} FROM users u WHERE u.id = $id`);
export const findUserByName = sql<User, { username: string }>(`SELECT ${USER} FROM users u WHERE u.username = $username`);
export const anyUser = sql<{ id: number }>("SELECT id FROM users LIMIT 1");

type NewUser = {
  username: string;
  name: string;
  email: string | null;
  passwordHash: string | null;
  profileId: number;
  capacity: number | null;
  byName: 0 | 1;
  language: Language | null;
  now: number;
};
export const insertUser = sql<{ id: number }, NewUser>(
  `INSERT INTO users (username, name, email, password_hash, profile_id, capacity, by_name, language, status_since, created_at)
   VALUES ($username, $name, $email, $passwordHash, $profileId, $capacity, $byName, $language, $now, $now) RETURNING id`,
);

type Named = Pick<NewUser, "username" | "name" | "email" | "profileId" | "capacity" | "byName">;
export const updateUser = sql<void, Named & { id: number }>(
  `UPDATE users SET username = $username, name = $name, email = $email, profile_id = $profileId, capacity = $capacity, by_name = $byName WHERE id = $id`,
);

export const findSignature = sql<{ signature: string }, { id: number }>("SELECT signature FROM users WHERE id = $id");
export const updateSignature = sql<void, { id: number; signature: string }>("UPDATE users SET signature = $signature WHERE id = $id");
export const updatePreferences = sql<void, { id: number; theme: Theme; language: Language | null; volume: number; opens: Opens }>(
  "UPDATE users SET theme = $theme, language = $language, volume = $volume, opens = $opens WHERE id = $id",
);

export const updatePassword = sql<void, { id: number; passwordHash: string }>(
  "UPDATE users SET password_hash = $passwordHash WHERE id = $id AND disabled_at IS NULL",
);
/** Only as long as it is still the one that was checked. */
export const replacePassword = sql<void, { id: number; before: string; passwordHash: string }>(
  "UPDATE users SET password_hash = $passwordHash WHERE id = $id AND password_hash = $before AND disabled_at IS NULL",
);
export const markDisabled = sql<void, { id: number; now: number }>("UPDATE users SET disabled_at = $now WHERE id = $id AND disabled_at IS NULL");
export const markEnabled = sql<void, { id: number }>("UPDATE users SET disabled_at = NULL WHERE id = $id AND disabled_at IS NOT NULL");

export const skillsetsOfUser = sql<{ id: number; level: number }, { userId: number }>(
  "SELECT skillset_id AS id, level FROM user_skillsets WHERE user_id = $userId ORDER BY skillset_id",
);
export const clearSkillsets = sql<void, { userId: number }>("DELETE FROM user_skillsets WHERE user_id = $userId");
export const insertSkillset = sql<void, { userId: number; skillsetId: number; level: number }>(
  "INSERT INTO user_skillsets (user_id, skillset_id, level) SELECT $userId, id, $level FROM skillsets WHERE id = $skillsetId",
);

// Profiles

export type Profile = { id: number; name: string; builtin: string | null; capacity: number };
const PROFILE = "p.id, p.name, p.builtin, p.capacity";

export const findProfile = sql<Profile, { id: number }>(`SELECT ${PROFILE} FROM profiles p WHERE p.id = $id`);
export const findProfileByRole = sql<Profile, { builtin: string }>(`SELECT ${PROFILE} FROM profiles p WHERE p.builtin = $builtin`);
export const findProfileByName = sql<Profile, { name: string }>(`SELECT ${PROFILE} FROM profiles p WHERE p.name = $name`);
export const listProfiles = sql<Profile>(`SELECT ${PROFILE} FROM profiles p ORDER BY p.id`);
export const profileUses = sql<{ uses: number }, { id: number }>(
  "SELECT (SELECT count(*) FROM users WHERE profile_id = $id) + (SELECT count(*) FROM api_tokens WHERE profile_id = $id) AS uses",
);
export const insertProfile = sql<{ id: number }, { name: string; builtin: string | null; capacity: number }>(
  "INSERT INTO profiles (name, builtin, capacity) VALUES ($name, $builtin, $capacity) RETURNING id",
);
export const updateProfile = sql<void, { id: number; name: string; capacity: number }>("UPDATE profiles SET name = $name, capacity = $capacity WHERE id = $id");
export const deleteProfile = sql<void, { id: number }>("DELETE FROM profiles WHERE id = $id AND builtin IS NULL");

export const permissionRows = sql<{ action: string; scope: Scope }, { profileId: number }>(
  "SELECT action, scope FROM profile_permissions WHERE profile_id = $profileId ORDER BY action",
);
export const clearPermissions = sql<void, { profileId: number }>("DELETE FROM profile_permissions WHERE profile_id = $profileId");
export const insertPermission = sql<void, { profileId: number; action: string; scope: Scope }>(
  "INSERT INTO profile_permissions (profile_id, action, scope) VALUES ($profileId, $action, $scope)",
);

// What a profile's agents are given: the kinds of channel with a limit of their own, and the queues; without a row, all.

export type KindCapacity = { kind: Family; capacity: number };
export const kindsOfProfile = sql<KindCapacity, { profileId: number }>("SELECT kind, capacity FROM profile_kinds WHERE profile_id = $profileId ORDER BY kind");
export const clearProfileKinds = sql<void, { profileId: number }>("DELETE FROM profile_kinds WHERE profile_id = $profileId");
export const insertProfileKind = sql<void, KindCapacity & { profileId: number }>(
  "INSERT INTO profile_kinds (profile_id, kind, capacity) VALUES ($profileId, $kind, $capacity)",
);

export const queuesOfProfile = sql<{ queueId: number }, { profileId: number }>(
  "SELECT queue_id AS queueId FROM profile_queues WHERE profile_id = $profileId ORDER BY queue_id",
);
export const profilesWithQueue = sql<{ profileId: number }, { queueId: number }>(
  "SELECT profile_id AS profileId FROM profile_queues WHERE queue_id = $queueId ORDER BY profile_id",
);
export const clearProfileQueues = sql<void, { profileId: number }>("DELETE FROM profile_queues WHERE profile_id = $profileId");
export const deleteProfileQueue = sql<void, { profileId: number; queueId: number }>(
  "DELETE FROM profile_queues WHERE profile_id = $profileId AND queue_id = $queueId",
);
export const insertProfileQueue = sql<void, { profileId: number; queueId: number }>(
  `INSERT INTO profile_queues (profile_id, queue_id) SELECT $profileId, id FROM queues WHERE id = $queueId AND removed_at IS NULL
   ON CONFLICT DO NOTHING`,
);

/** Users who may still change users: without one, nobody could ever be let in again. */
export const countAdministrators = sql<{ n: number }>(
  `SELECT count(*) AS n FROM users u JOIN profile_permissions p ON p.profile_id = u.profile_id AND p.action = 'administer.users' WHERE u.disabled_at IS NULL`,
);
