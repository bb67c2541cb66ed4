import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { RemovePage } from "../../views/admin/remove.tsx";
import { StatusesPage, type StatusForm, StatusPage } from "../../views/admin/statuses.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { sentenceOf, toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { NotFound } from "../http/errors.ts";
import { type Posted, postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import { wordsOf } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { addStatus, changeStatus, countIn, removeStatus, type StatusInput, statusCalled } from "./define.ts";
import { statusesOf } from "./statuses.ts";

const may = "administer.workspace";
const byId = t.Object({ id: t.Numeric() });
const NEW: StatusForm = { name: "", mark: "office" };

/** Statuses in the browser: the list, one of the workspace's own, its removal. */
export const statusRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;

  const list = (page: Page, userId: number, typed = NEW, { told, status }: { told: Told; status: number } = { told: UNTOLD, status: 200 }) => {
    const statuses = statusesOf(db).map((one) => ({ ...one, count: countIn(db, one.id) }));
    return html(page, <StatusesPage bar={barOf(db, userId)} statuses={statuses} typed={typed} told={told} />, { status });
  };
  const own = (id: number): StatusForm => {
    const found = statusesOf(db).find((one) => one.id === id && one.builtin === null);
    if (!found) throw new NotFound();
    return { name: found.name, mark: found.mark };
  };
  type Shown = { form?: StatusForm; revision?: string; told?: Told; status?: number };
  const one = (page: Page, userId: number, id: number, { form, revision, told = UNTOLD, status = 200 }: Shown) => {
    const now = own(id);
    const about = { id, called: now.name, form: form ?? now, revision: revision ?? revisionOf(now), told };
    return html(page, <StatusPage bar={barOf(db, userId)} {...about} />, { status });
  };
  const removal = (page: Page, userId: number, id: number, refused: string | null) => {
    const { name } = own(id);
    const word = wordsOf(page.language);
    const about = { list: { href: "/admin/statuses", label: word("admin.statuses") }, href: `/admin/statuses/${id}`, name };
    const texts = { title: word("status.remove", { name }), help: word("status.remove.help", { count: countIn(db, id) }) };
    return html(page, <RemovePage bar={barOf(db, userId)} at="statuses" {...about} {...texts} refused={refused} />, { status: refused === null ? 200 : 409 });
  };

  return new Elysia({ prefix: "/admin/statuses" })
    .use(access(workspace))
    .get("/", ({ page, person }) => list(page(), person.userId), { may })
    .post(
      "/add",
      async ({ page, person, caller, body }) => {
        const form = readForm(postedOf(body));
        try {
          // Sent twice, it is there: nothing more was wanted.
          await write((db) => {
            const there = statusCalled(db, form.name.trim());
            if (there?.name !== form.name.trim() || there.mark !== form.mark) addStatus(db, inputOf(form), whoOf({ person, caller }), clock());
          });
          return seeOther("/admin/statuses");
        } catch (error) {
          return list(page(), person.userId, form, toldOf(error, page().language));
        }
      },
      { may },
    )

    .get("/:id", ({ page, person, params: { id }, query }) => one(page(), person.userId, id, { told: toldIn(query) }), {
      may,
      params: byId,
    })
    .post(
      "/:id",
      async ({ page, person, caller, params: { id }, body }) => {
        const posted = postedOf(body);
        const [form, revision] = [readForm(posted), posted.text("revision")];
        try {
          await write((db) => {
            const change = () => changeStatus(db, id, inputOf(form), whoOf({ person, caller }), clock());
            unlessStale(db, { subject: `status:${id}`, revision, state: own(id) }, change);
          });
          return seeOther(`/admin/statuses/${id}?saved`);
        } catch (error) {
          return one(page(), person.userId, id, { form, ...toldOf(error, page().language, revision) });
        }
      },
      { may, params: byId },
    )

    .get("/:id/remove", ({ page, person, params: { id } }) => removal(page(), person.userId, id, null), { may, params: byId })
    .post(
      "/:id/remove",
      async ({ page, person, caller, params: { id } }) => {
        try {
          await write((db) => removeStatus(db, id, whoOf({ person, caller }), clock()));
          return seeOther("/admin/statuses");
        } catch (error) {
          return removal(page(), person.userId, id, sentenceOf(error, page().language));
        }
      },
      { may, params: byId },
    );
};

const readForm = (posted: Posted): StatusForm => ({ name: posted.text("name"), mark: posted.text("mark") || NEW.mark });
// A mark that is none stays one that the verb refuses.
const inputOf = ({ name, mark }: StatusForm): StatusInput => ({ name, mark: mark as StatusInput["mark"] });
