import type { Database } from "bun:sqlite";
import type { UserLine } from "../../views/admin/users.tsx";
import type { Status } from "../../views/parts/status-menu.tsx";
import { NotFound } from "../http/errors.ts";
import { countUsers, skillNames, type UserLineRow, userLine, userLines } from "./admin-store.ts";

/** Beyond these a search narrows the list. */
export const USERS_SHOWN_MAX = 500;

/** The users whose name, user name or e-mail holds `q`, as the list shows them, and how many there are in all. */
export function linesFor(db: Database, q: string): { users: UserLine[]; count: number; enabled: number } {
  const skills = Map.groupBy(skillNames.all(db), ({ userId }) => userId);
  const like = `%${q.trim().replace(/[\\%_]/g, "\\$&")}%`;
  const users = userLines.all(db, { like, limit: USERS_SHOWN_MAX }).map((row) => ({
    ...row,
    ...presentOf(row),
    skillsets: (skills.get(row.id) ?? []).map(({ name }) => name),
  }));
  const { n, enabled } = countUsers.get(db) ?? { n: 0, enabled: 0 };
  return { users, count: n, enabled };
}

/** What one user is doing, or why they cannot come in. Throws NotFound. */
export function lineOf(db: Database, id: number): Present {
  const row = userLine.get(db, { id });
  if (!row) throw new NotFound();
  return presentOf(row);
}

type Present = Pick<UserLine, "disabled" | "hasPassword" | "status">;

function presentOf({ disabledAt, hasPassword, statusName, statusBuiltin, statusMark }: UserLineRow): Present {
  const builtin = statusBuiltin as Status["builtin"];
  const status = statusMark === null ? null : { name: statusName ?? "", builtin, mark: statusMark };
  return { disabled: disabledAt !== null, hasPassword: hasPassword === 1, status };
}
