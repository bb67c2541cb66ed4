import type { Database } from "bun:sqlite";
import type { UserForm } from "../../views/admin/user.tsx";
import type { Posted } from "../http/posted.ts";
import { SKILL_LEVEL_INITIAL, type UserInput, userOr404 } from "./accounts.ts";
import { skillsetsOfUser } from "./store.ts";

export const NEW_USER: UserForm = { name: "", username: "", email: "", profileId: null, capacity: "", byName: false, skillsets: [] };

export function formOf(db: Database, id: number): UserForm {
  const { name, username, email, profileId, capacity, byName } = userOr404(db, id);
  return {
    name,
    username,
    email: email ?? "",
    profileId,
    capacity: capacity === null ? "" : String(capacity),
    byName: byName === 1,
    skillsets: skillsetsOfUser.all(db, { userId: id }),
  };
}

/** The form as it was typed, with what its own buttons ask for: a skillset more or less. */
export function readForm(posted: Posted): UserForm {
  const [word, dropped] = posted.text("do").split(":");
  const had = posted.names("skillset[").map((name) => ({ id: Number.parseInt(name, 10), level: Number(posted.text(`skillset[${name}`)) }));
  const added = Number(posted.text("add"));
  const skillsets = [...had, ...(added > 0 ? [{ id: added, level: SKILL_LEVEL_INITIAL }] : [])];
  return {
    name: posted.text("name"),
    username: posted.text("username"),
    email: posted.text("email"),
    profileId: Number(posted.text("profile")) || null,
    capacity: posted.text("capacity").trim(),
    byName: posted.has("byName"),
    skillsets: skillsets.filter(({ id }) => word !== "drop" || id !== Number(dropped)),
  };
}

/** What the verbs take. A capacity that is no number stays one that they refuse. */
export const inputOf = ({ profileId, capacity, email, ...user }: UserForm): UserInput => ({
  ...user,
  email: email.trim() === "" ? null : email,
  profileId: profileId ?? 0,
  capacity: capacity === "" ? null : Number(/^\d+$/.test(capacity) ? capacity : -1),
});
