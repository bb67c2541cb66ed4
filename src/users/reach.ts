import type { Database } from "bun:sqlite";
import { Forbidden, Invalid } from "../http/errors.ts";
import { userOr404 } from "./accounts.ts";
import { ACTIONS, type Permissions } from "./permissions.ts";
import { permissionsFor } from "./profiles.ts";
import { listProfiles, type Profile } from "./store.ts";

// Who changes users could make somebody an administrator and sign in as them. So nobody reaches whoever may administer more
// than they do themselves, unless they may change profiles anyway.
const administers = ACTIONS.filter((action) => action.startsWith("administer."));

/** Whether somebody with `own` may give, or change a user with, a profile that allows `theirs`. */
export function reaches(own: Permissions, theirs: Permissions): boolean {
  return own.has("administer.profiles") || administers.every((action) => !theirs.has(action) || own.has(action));
}

/** Throws Forbidden where the user may do more than who changes them. */
export function mustReach(db: Database, own: Permissions, userId: number) {
  if (!reaches(own, permissionsFor(db, userOr404(db, userId).profileId))) throw new Forbidden("user.out-of-reach");
}

/** Throws Invalid where the profile allows more than who gives it has. */
export function mustReachProfile(db: Database, own: Permissions, profileId: number) {
  if (!reaches(own, permissionsFor(db, profileId))) throw new Invalid({ profile: "user.out-of-reach" });
}

const forPrograms = ACTIONS.filter((action) => action.startsWith("api."));

/** The profiles that somebody with `own` may give to a program: those that allow it something, and nothing that they may not themselves. */
export function profilesForPrograms(db: Database, own: Permissions): Profile[] {
  return listProfiles.all(db).filter(({ id }) => {
    const theirs = permissionsFor(db, id);
    return forPrograms.some((action) => theirs.has(action)) && forPrograms.every((action) => !theirs.has(action) || own.has(action));
  });
}
