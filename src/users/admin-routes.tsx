import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { type UserForm, UserPage } from "../../views/admin/user.tsx";
import { UsersPage } from "../../views/admin/users.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { isAlready, revisionOf, unlessStale } from "../admin/stale.ts";
import { toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { Invalid } from "../http/errors.ts";
import { type Posted, postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import type { Workspace } from "../workspace.ts";
import { addUser, changeUser, disableUser, enableUser } from "./accounts.ts";
import { skillsetChoices } from "./admin-store.ts";
import { formOf, inputOf, NEW_USER, readForm } from "./form.ts";
import { lineOf, linesFor } from "./lines.ts";
import { passwordLink } from "./links.ts";
import { permissionsFor } from "./profiles.ts";
import { mustReach, mustReachProfile, reaches } from "./reach.ts";
import { findUserByName, listProfiles } from "./store.ts";

const may = "administer.users";
const byId = t.Object({ id: t.Numeric() });

/** Users in the browser: the list, one user with profile and skillsets, one-time links. */
export const userRoutes = (workspace: Workspace) => {
  const { db, config, write, clock, dice } = workspace;

  type Shown = { id: number | null; form: UserForm; revision?: string; told?: Told; link?: string; status?: number };
  const show = (page: Page, { userId, permissions }: Person, { id, form, revision, told = UNTOLD, link, status = 200 }: Shown) => {
    const now = id === null ? null : lineOf(db, id);
    const profiles = listProfiles.all(db).filter((profile) => profile.id === form.profileId || reaches(permissions, permissionsFor(db, profile.id)));
    const about = { id, called: id === null ? null : formOf(db, id).name, form, told, now, profiles, skillsets: skillsetChoices.all(db), link: link ?? null };
    const as = id === null ? "" : (revision ?? revisionOf(formOf(db, id)));
    return html(page, <UserPage bar={barOf(db, userId)} revision={as} {...about} />, { status });
  };
  const isSave = (posted: Posted) => !posted.has("do");
  const linkFor = (id: number, path: string) => ({ id, form: formOf(db, id), link: new URL(path, config.publicUrl).href });

  return (
    new Elysia({ prefix: "/admin/users" })
      .use(access(workspace))
      .get("/", ({ page, person, query: { q = "" } }) => html(page(), <UsersPage bar={barOf(db, person.userId)} q={q} {...linesFor(db, q)} />), { may })
      .get("/add", ({ page, person }) => show(page(), person, { id: null, form: NEW_USER }), { may })
      .post(
        "/add",
        async ({ page, person, caller, body }) => {
          const posted = postedOf(body);
          const form = readForm(posted);
          if (!isSave(posted)) return show(page(), person, { id: null, form });
          const who = whoOf({ person, caller });
          try {
            const { id, path } = await write((db) => {
              if (form.profileId !== null) mustReachProfile(db, person.permissions, form.profileId);
              const there = findUserByName.get(db, { username: form.username.trim() });
              const already = there && there.passwordHash === null && isAlready(db, () => changeUser(db, there.id, inputOf(form), who, clock()));
              const added = already ? there.id : addUser(db, { ...inputOf(form), passwordHash: null }, who, clock());
              return { id: added, path: passwordLink(db, form.username.trim(), dice, who, clock()) };
            });
            return show(page(), person, { ...linkFor(id, path), told: { ...UNTOLD, saved: true } });
          } catch (error) {
            return show(page(), person, { id: null, form, ...toldOf(error, page().language) });
          }
        },
        { may },
      )

      .get("/:id", ({ page, person, params: { id }, query }) => show(page(), person, { id, form: formOf(db, id), told: toldIn(query) }), { may, params: byId })
      .post(
        "/:id",
        async ({ page, person, caller, params: { id }, body }) => {
          const posted = postedOf(body);
          const form = readForm(posted);
          const revision = posted.text("revision");
          mustReach(db, person.permissions, id);
          if (!isSave(posted)) return show(page(), person, { id, form, revision });
          try {
            await write((db) => {
              mustReach(db, person.permissions, id);
              mustReachProfile(db, person.permissions, form.profileId ?? 0);
              const change = () => changeUser(db, id, inputOf(form), whoOf({ person, caller }), clock());
              unlessStale(db, { subject: `user:${id}`, revision, state: formOf(db, id) }, change);
            });
            return seeOther(`/admin/users/${id}?saved`);
          } catch (error) {
            return show(page(), person, { id, form, ...toldOf(error, page().language, revision) });
          }
        },
        { may, params: byId },
      )

      .post(
        "/:id/disable",
        async ({ page, person, caller, params: { id } }) => {
          mustReach(db, person.permissions, id);
          try {
            if (!lineOf(db, id).disabled) await write((db) => disableUser(db, id, whoOf({ person, caller }), clock()));
            return seeOther(`/admin/users/${id}`);
          } catch (error) {
            if (error instanceof Invalid) throw error;
            return show(page(), person, { id, form: formOf(db, id), ...toldOf(error, page().language) });
          }
        },
        { may, params: byId },
      )
      .post(
        "/:id/enable",
        async ({ person, caller, params: { id } }) => {
          mustReach(db, person.permissions, id);
          if (lineOf(db, id).disabled) await write((db) => enableUser(db, id, whoOf({ person, caller }), clock()));
          return seeOther(`/admin/users/${id}`);
        },
        { may, params: byId },
      )
      // The link is shown this once: it stands nowhere, and the next one ends it.
      .post(
        "/:id/link",
        async ({ page, person, caller, params: { id } }) => {
          const path = await write((db) => {
            mustReach(db, person.permissions, id);
            return passwordLink(db, formOf(db, id).username, dice, whoOf({ person, caller }), clock());
          });
          return show(page(), person, linkFor(id, path));
        },
        { may, params: byId },
      )
  );
};
