import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { ShortcodeChoice } from "../../views/shortcodes/chooser.tsx";
import { AddShortcodePage, RemoveShortcodePage, ShortcodePage, ShortcodesPage, type Whose } from "../../views/shortcodes/pages.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { COMMON } from "../channels/choices.ts";
import { FILES_MAX, ownerOf } from "../conversations/reply.ts";
import { barOf } from "../desk/bar.ts";
import { openedBy } from "../desk/desk.ts";
import { access, type Seat } from "../http/access.ts";
import { postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { addShortcode, changeShortcode, choosableIn, removeShortcode, shortcodeOr404, shortcodesOf, shortcodeTitled, TEXT_LENGTH_MAX } from "./define.ts";
import { shortcodeFileRoutes } from "./file-routes.ts";
import { formFile, NEW, readForm, type ShortcodeForm, shownAgain } from "./form.ts";
import { VARIABLES } from "./variables.ts";

const byId = t.Object({ id: t.Numeric() });

const HREF = { shared: "/admin/shortcodes", own: "/me/shortcodes" } as const;

/** What an agent may choose from while they write in a conversation, filled for it. */
export const chooserRoutes = (workspace: Workspace) =>
  new Elysia().use(access(workspace)).get(
    "/conversations/:id/shortcodes",
    ({ page, person, params: { id } }) => {
      const { kind } = openedBy(workspace.db, workspace.channels, person, id);
      const shortcodes = choosableIn(workspace.db, { conversationId: id, agentId: person.userId }, kind);
      return html(page(), <ShortcodeChoice shortcodes={shortcodes} />);
    },
    { may: "conversations.handle", params: byId },
  );

/** Everybody's shortcodes, for administrators. */
export const sharedShortcodeRoutes = (workspace: Workspace) =>
  new Elysia().use(shortcodeFileRoutes(workspace, HREF.shared, "administer.content")).use(pagesOf(workspace, "shared", "administer.content"));

/** One's own shortcodes. */
export const ownShortcodeRoutes = (workspace: Workspace) =>
  new Elysia().use(shortcodeFileRoutes(workspace, HREF.own, "shortcodes.own")).use(pagesOf(workspace, "own", "shortcodes.own"));

type Asked = Pick<Seat, "person" | "caller">;
const ownerFor = (whose: Whose, { userId }: Seat["person"]) => (whose === "own" ? userId : null);

function pagesOf(workspace: Workspace, whose: Whose, may: "administer.content" | "shortcodes.own") {
  const { write, clock } = workspace;
  const href = HREF[whose];
  const show = answersOf(workspace, whose);
  const by = (asked: Asked) => ({ ownerId: ownerFor(whose, asked.person), who: whoOf(asked), now: clock() });

  return new Elysia({ prefix: href })
    .use(access(workspace))
    .get("/", ({ page, person, query }) => show.list(page(), person, query["q"] ?? ""), { may })
    .get("/add", ({ page, person }) => show.adding(page(), person), { may })
    .post(
      "/add",
      async ({ page, person, caller, body }) => {
        const form = readForm(body);
        try {
          await write((db_) => {
            // Sent twice, it is there: nothing more was wanted.
            const there = shortcodeTitled(db_, ownerFor(whose, person), form.title.trim());
            if (there?.text !== form.text.trim() || there.category !== form.category.trim()) addShortcode(db_, form, by({ person, caller }));
          });
          return seeOther(href);
        } catch (error) {
          const again = shownAgain(workspace.db, form, [], ownerOf(person.userId));
          return show.adding(page(), person, again, toldOf(error, page().language));
        }
      },
      { may },
    )
    .get("/:id", ({ page, person, params: { id }, query }) => show.one(page(), person, id, { told: toldIn(query) }), { may, params: byId })
    .post(
      "/:id",
      async ({ page, person, caller, params: { id }, body }) => {
        const [form, revision] = [readForm(body), postedOf(body).text("revision")];
        try {
          await write((db_) => {
            const state = shortcodeOr404(db_, id, { ownerId: ownerFor(whose, person) });
            unlessStale(db_, { subject: `shortcode:${id}`, revision, state }, () => changeShortcode(db_, id, form, by({ person, caller })));
          });
          return seeOther(`${href}/${id}?saved`);
        } catch (error) {
          const told = toldOf(error, page().language, revision);
          const { files } = shortcodeOr404(workspace.db, id, { ownerId: ownerFor(whose, person) });
          return show.one(page(), person, id, { form: shownAgain(workspace.db, form, files, ownerOf(person.userId)), ...told });
        }
      },
      { may, params: byId },
    )
    .get("/:id/remove", ({ page, person, params: { id } }) => show.removal(page(), person, id), { may, params: byId })
    .post(
      "/:id/remove",
      async ({ person, caller, params: { id } }) => {
        await write((db_) => removeShortcode(db_, id, by({ person, caller })));
        return seeOther(href);
      },
      { may, params: byId },
    );
}

type Shown = { form?: ShortcodeForm; revision?: string; told?: Told; status?: number };

// The pages of one owner's shortcodes, as they are now.
function answersOf({ db }: Workspace, whose: Whose) {
  const allOf = (person: Seat["person"]) => shortcodesOf(db, ownerFor(whose, person));
  const frame = ({ userId }: Seat["person"]) => ({ bar: barOf(db, userId), whose, href: HREF[whose] });
  const fields = (person: Seat["person"]) => {
    const categories = [...new Set(allOf(person).map(({ category }) => category))].filter((one) => one !== "");
    return { categories, variables: VARIABLES, textMax: TEXT_LENGTH_MAX, filesMax: FILES_MAX, limits: COMMON };
  };
  const find = (person: Seat["person"], id: number) => shortcodeOr404(db, id, { ownerId: ownerFor(whose, person) });
  return {
    list: (page: Page, person: Seat["person"], q: string) =>
      html(page, <ShortcodesPage {...frame(person)} shortcodes={allOf(person).filter((one) => has(one, q))} q={q} />),
    adding: (page: Page, person: Seat["person"], form = NEW, { told, status }: { told: Told; status: number } = { told: UNTOLD, status: 200 }) =>
      html(page, <AddShortcodePage {...frame(person)} {...fields(person)} form={form} told={told} />, { status }),
    one: (page: Page, person: Seat["person"], id: number, shown: Shown) => {
      const now = find(person, id);
      const { form = { ...now, files: now.files.map(formFile) }, revision = revisionOf(now), told = UNTOLD, status = 200 } = shown;
      const about = { id, called: now.title, form, revision, told };
      return html(page, <ShortcodePage {...frame(person)} {...fields(person)} {...about} />, { status });
    },
    removal: (page: Page, person: Seat["person"], id: number) => html(page, <RemoveShortcodePage {...frame(person)} id={id} called={find(person, id).title} />),
  };
}

const has = ({ title, category, text }: Pick<ShortcodeForm, "title" | "category" | "text">, q: string) =>
  `${title} ${category} ${text}`.toLowerCase().includes(q.trim().toLowerCase());
