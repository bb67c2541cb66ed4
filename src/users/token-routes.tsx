import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { type TokenForm, TokensPage } from "../../views/admin/tokens.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import type { Workspace } from "../workspace.ts";
import { profilesForPrograms } from "./reach.ts";
import { apiTokens, createApiToken, revokeApiToken } from "./tokens.ts";

const may = "administer.api";
const byId = t.Object({ id: t.Numeric() });

type Shown = { form?: TokenForm; told?: Told; made?: string | null; status?: number };

/** Tokens of the API in the browser: made, seen once, revoked. */
export const tokenRoutes = (workspace: Workspace) => {
  const { db, write, dice, clock } = workspace;

  const show = (page: Page, { userId, permissions }: Person, { form, told = UNTOLD, made = null, status = 200 }: Shown = {}) => {
    const profiles = profilesForPrograms(db, permissions);
    const begun = { name: "", profileId: profiles.find(({ builtin }) => builtin === "api")?.id ?? null };
    const parts = { tokens: apiTokens(db), profiles, form: form ?? begun, told, made };
    return html(page, <TokensPage bar={barOf(db, userId)} {...parts} />, { status });
  };

  return (
    new Elysia({ prefix: "/admin/tokens" })
      .use(access(workspace))
      .get("/", ({ page, person }) => show(page(), person), { may })
      // The token is shown this once: only its hash is kept.
      .post(
        "/add",
        async ({ page, person, caller, body }) => {
          const posted = postedOf(body);
          const form = { name: posted.text("name"), profileId: Number(posted.text("profile")) || null };
          const profile = profilesForPrograms(db, person.permissions).find(({ id }) => id === form.profileId);
          try {
            // A profile that is not theirs to give has no name here, and is refused as any other that is not there.
            const given = { name: form.name, profile: profile ? (profile.builtin ?? profile.name) : "" };
            const made = await write((db_) => createApiToken(db_, given, dice, whoOf({ person, caller }), clock()));
            return show(page(), person, { made });
          } catch (error) {
            return show(page(), person, { form, ...toldOf(error, page().language) });
          }
        },
        { may },
      )
      .post(
        "/:id/revoke",
        async ({ person, caller, params: { id } }) => {
          await write((db_) => revokeApiToken(db_, id, whoOf({ person, caller }), clock()));
          return seeOther("/admin/tokens");
        },
        { may, params: byId },
      )
  );
};
