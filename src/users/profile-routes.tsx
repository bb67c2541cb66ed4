import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { type ProfileForm, ProfilePage } from "../../views/admin/profile.tsx";
import { type PermissionGroups, type ProfileLine, ProfilesPage } from "../../views/admin/profiles.tsx";
import { RemovePage } from "../../views/admin/remove.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { isAlready, revisionOf, unlessStale } from "../admin/stale.ts";
import { sentenceOf, toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { FAMILIES } from "../channels/channel.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { NotFound } from "../http/errors.ts";
import { type Posted, postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import { wordsOf } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { profileUsers, queueChoices } from "./admin-store.ts";
import { ACTIONS, PERMISSIONS } from "./permissions.ts";
import { includedQueues } from "./profile-queues.ts";
import { addProfile, CAPACITY_INITIAL, type Capacities, capacitiesOf, changeProfile, type ProfileInput, permissionsFor, removeProfile } from "./profiles.ts";
import { findProfileByName, listProfiles } from "./store.ts";

const may = "administer.profiles";
const byId = t.Object({ id: t.Numeric() });

const GROUPS: PermissionGroups = [...Map.groupBy(ACTIONS, (action) => action.split(".")[0] ?? action)].map(([group, actions]) => ({
  group,
  actions: actions.map((action) => ({ action, scopes: PERMISSIONS[action].scopes })),
}));

const NEW: ProfileForm = { name: "", capacity: String(CAPACITY_INITIAL), capacities: { chat: "", social: "", email: "" }, queues: [], permissions: {} };

/** Profiles in the browser: side by side, one with all it allows, its removal. */
export const profileRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;

  const lines = (): ProfileLine[] => {
    const users = new Map(profileUsers.all(db).map((row) => [row.profileId, row.users]));
    return listProfiles.all(db).map(({ id, name, builtin, capacity }) => {
      const permissions = Object.fromEntries(permissionsFor(db, id));
      return { id, name, starting: builtin !== null, capacity, users: users.get(id) ?? 0, permissions };
    });
  };
  const line = (id: number): ProfileLine => {
    const found = lines().find((one) => one.id === id);
    if (!found) throw new NotFound();
    return found;
  };
  const formOf = ({ id, name, capacity, permissions }: ProfileLine): ProfileForm => {
    const capacities = Object.entries(capacitiesOf(db, id)).map(([family, places]) => [family, places === null ? "" : String(places)]);
    const queues = includedQueues(db, id);
    return { name, capacity: String(capacity), capacities: Object.fromEntries(capacities) as ProfileForm["capacities"], queues, permissions };
  };

  type Shown = { id: number | null; form: ProfileForm; revision?: string; told?: Told; status?: number };
  const show = (page: Page, userId: number, { id, form, revision, told = UNTOLD, status = 200 }: Shown) => {
    const now = id === null ? null : line(id);
    const as = now ? (revision ?? revisionOf(formOf(now))) : "";
    const about = { id, form, told, groups: GROUPS, queues: queueChoices.all(db), now };
    return html(page, <ProfilePage bar={barOf(db, userId)} revision={as} {...about} />, { status });
  };
  const removal = (page: Page, userId: number, id: number, refused: string | null) => {
    const { name } = line(id);
    const word = wordsOf(page.language);
    const about = { list: { href: "/admin/profiles", label: word("admin.profiles") }, href: `/admin/profiles/${id}`, name };
    const texts = { title: word("profile.remove", { name }), help: word("profile.remove.help") };
    return html(page, <RemovePage bar={barOf(db, userId)} at="profiles" {...about} {...texts} refused={refused} />, { status: refused === null ? 200 : 409 });
  };

  return new Elysia({ prefix: "/admin/profiles" })
    .use(access(workspace))
    .get("/", ({ page, person }) => html(page(), <ProfilesPage bar={barOf(db, person.userId)} profiles={lines()} groups={GROUPS} />), { may })
    .get(
      "/add",
      ({ page, person, query }) => {
        const like = query["like"] === undefined ? null : line(Number(query["like"]));
        const now = page();
        const form = like ? { ...formOf(like), name: wordsOf(now.language)("profile.copied", { name: like.name }) } : NEW;
        return show(now, person.userId, { id: null, form });
      },
      { may },
    )
    .post(
      "/add",
      async ({ page, person, caller, body }) => {
        const form = readForm(postedOf(body));
        const who = whoOf({ person, caller });
        try {
          const id = await write((db) => {
            const there = findProfileByName.get(db, { name: form.name.trim() });
            if (there && isAlready(db, () => changeProfile(db, there.id, inputOf(form), who, clock()))) return there.id;
            return addProfile(db, inputOf(form), who, clock());
          });
          return seeOther(`/admin/profiles/${id}?saved`);
        } catch (error) {
          return show(page(), person.userId, { id: null, form, ...toldOf(error, page().language) });
        }
      },
      { may },
    )

    .get("/:id", ({ page, person, params: { id }, query }) => show(page(), person.userId, { id, form: formOf(line(id)), told: toldIn(query) }), {
      may,
      params: byId,
    })
    .post(
      "/:id",
      async ({ page, person, caller, params: { id }, body }) => {
        const posted = postedOf(body);
        const form = readForm(posted);
        const revision = posted.text("revision");
        try {
          await write((db) => {
            const change = () => changeProfile(db, id, inputOf(form), whoOf({ person, caller }), clock());
            unlessStale(db, { subject: `profile:${id}`, revision, state: formOf(line(id)) }, change);
          });
          return seeOther(`/admin/profiles/${id}?saved`);
        } catch (error) {
          return show(page(), person.userId, { id, form, ...toldOf(error, page().language, revision) });
        }
      },
      { may, params: byId },
    )

    .get("/:id/remove", ({ page, person, params: { id } }) => removal(page(), person.userId, id, null), { may, params: byId })
    .post(
      "/:id/remove",
      async ({ page, person, caller, params: { id } }) => {
        try {
          await write((db) => removeProfile(db, id, whoOf({ person, caller }), clock()));
          return seeOther("/admin/profiles");
        } catch (error) {
          return removal(page(), person.userId, id, sentenceOf(error, page().language));
        }
      },
      { may, params: byId },
    );
};

function readForm(posted: Posted): ProfileForm {
  const given = posted.names("may[").map((name) => [name.slice(0, -1), posted.text(`may[${name}`)] as const);
  const places = FAMILIES.map((family) => [family, posted.text(`capacities.${family}`).trim()]);
  return {
    name: posted.text("name"),
    capacity: posted.text("capacity").trim(),
    capacities: Object.fromEntries(places) as ProfileForm["capacities"],
    queues: posted.all("queues").filter(Boolean).map(Number),
    permissions: Object.fromEntries(given.filter(([, scope]) => scope !== "")),
  };
}

const inputOf = ({ name, capacity, capacities, queues, permissions }: ProfileForm): ProfileInput => {
  const places = FAMILIES.map((family) => [family, capacities[family] === "" ? null : numberOf(capacities[family])]);
  return { name, capacity: numberOf(capacity), capacities: Object.fromEntries(places) as Capacities, queues, permissions };
};
const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : Number.NaN);
