import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import { NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import type { Dice } from "../workspace.ts";
import type { Permissions } from "./permissions.ts";
import { permissionsFor, profileNamed } from "./profiles.ts";
import { findToken, insertToken, listTokens, revokeToken } from "./session-store.ts";
import { hashOf } from "./sessions.ts";

/** A program with a token: it may what its profile allows to programs, and is no user. */
export type Program = { readonly tokenId: number; readonly name: string; readonly permissions: Permissions };

/** Scanners that look for leaked secrets know ours by it. */
const PREFIX = "parlo_";

/** Makes a token of the API and returns it, this once. `profile` is a role or a profile's name, read only unless given. Throws Invalid. */
export function createApiToken(db: Database, input: { name: string; profile?: string | undefined }, dice: Dice, who: Who, now: number): string {
  const { name } = readFields(input, (field) => ({ name: field.text("name", { max: NAME_LENGTH_MAX }) }));
  const profile = profileNamed(db, input.profile ?? "api");
  if (!profile) throw new Invalid({ profile: "field.choose" });
  const token = `${PREFIX}${dice.token()}`;
  const { id } = insertToken.get(db, { name, tokenHash: hashOf(token), profileId: profile.id, now }) as { id: number };
  audit(db, { who, action: "token.created", subject: `token:${id}`, after: { name, profile: profile.name } }, now);
  return token;
}

/** From now on nobody gets in with it. Throws NotFound, also when it was revoked before. */
export function revokeApiToken(db: Database, id: number, who: Who, now: number) {
  if (revokeToken.run(db, { id, now }) === 0) throw new NotFound();
  audit(db, { who, action: "token.revoked", subject: `token:${id}` }, now);
}

/** The tokens that work, oldest first. */
export function apiTokens(db: Database) {
  return listTokens.all(db);
}

/** Whose token an Authorization header bears (RFC 6750), or null. */
export function programOf(db: Database, headers: Headers): Program | null {
  const token = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  const row = token === undefined ? null : findToken.get(db, { tokenHash: hashOf(token) });
  return row && { tokenId: row.id, name: row.name, permissions: permissionsFor(db, row.profileId) };
}
