import { Elysia, t } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { RemovePage } from "../../views/admin/remove.tsx";
import { type FieldForm, FieldPage, FieldsPage } from "../../views/customers/fields.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { type Posted, postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import { wordsOf } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { addField, changeField, countIn, type FieldInput, fieldOf, fieldsOf, raiseField, removeField } from "./fields.ts";

const may = "administer.content";
const NEW: FieldForm = { name: "", kind: "text", choices: "" };

/** The fields that the administrator adds to the customer's record: the list, one of them, its removal. */
export const fieldRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const byId = { may, params: t.Object({ id: t.Numeric() }) } as const;

  const list = (page: Page, userId: number, typed = NEW, { told, status }: { told: Told; status: number } = { told: UNTOLD, status: 200 }) => {
    const fields = fieldsOf(db).map((field) => ({ ...field, count: countIn(db, field.id) }));
    return html(page, <FieldsPage bar={barOf(db, userId)} fields={fields} typed={typed} told={told} />, { status });
  };
  const formOf = (id: number): FieldForm => {
    const { name, kind, choices } = fieldOf(db, id);
    return { name, kind, choices: choices.join("\n") };
  };
  type Shown = { form?: FieldForm; revision?: string; told?: Told; status?: number };
  const one = (page: Page, userId: number, id: number, { form, revision, told = UNTOLD, status = 200 }: Shown) => {
    const now = formOf(id);
    const about = { id, called: now.name, form: form ?? now, revision: revision ?? revisionOf(now), told };
    return html(page, <FieldPage bar={barOf(db, userId)} {...about} />, { status });
  };

  return new Elysia({ prefix: "/admin/fields" })
    .use(access(workspace))
    .get("/", ({ page, person }) => list(page(), person.userId), { may })
    .post(
      "/add",
      async ({ page, person, caller, body }) => {
        const form = readForm(postedOf(body));
        try {
          await write((db_) => addField(db_, inputOf(form), whoOf({ person, caller }), clock()));
          return seeOther("/admin/fields");
        } catch (error) {
          return list(page(), person.userId, form, toldOf(error, page().language));
        }
      },
      { may },
    )
    .get("/:id", ({ page, person, params: { id }, query }) => one(page(), person.userId, id, { told: toldIn(query) }), byId)
    .post(
      "/:id",
      async ({ page, person, caller, params: { id }, body }) => {
        const { kind } = fieldOf(db, id);
        const posted = postedOf(body);
        const [form, revision] = [{ ...readForm(posted), kind }, posted.text("revision")];
        try {
          await write((db_) => {
            const change = () => changeField(db_, id, inputOf(form), whoOf({ person, caller }), clock());
            unlessStale(db_, { subject: `field:${id}`, revision, state: formOf(id) }, change);
          });
          return seeOther(`/admin/fields/${id}?saved`);
        } catch (error) {
          return one(page(), person.userId, id, { form, ...toldOf(error, page().language, revision) });
        }
      },
      byId,
    )
    .post(
      "/:id/up",
      async ({ person, caller, params: { id } }) => {
        await write((db_) => raiseField(db_, id, whoOf({ person, caller }), clock()));
        return seeOther("/admin/fields");
      },
      byId,
    )
    .get(
      "/:id/remove",
      ({ page, person, params: { id } }) => {
        const { name } = fieldOf(db, id);
        const now = page();
        const word = wordsOf(now.language);
        const about = { list: { href: "/admin/fields", label: word("fields.title") }, href: `/admin/fields/${id}`, name, refused: null };
        const texts = { title: word("fields.remove", { name }), help: word("fields.remove.help", { count: countIn(db, id) }) };
        return html(now, <RemovePage bar={barOf(db, person.userId)} at="fields" {...about} {...texts} />);
      },
      byId,
    )
    .post(
      "/:id/remove",
      async ({ person, caller, params: { id } }) => {
        await write((db_) => removeField(db_, id, whoOf({ person, caller }), clock()));
        return seeOther("/admin/fields");
      },
      byId,
    );
};

const readForm = (posted: Posted): FieldForm => ({
  name: posted.text("name"),
  kind: posted.text("kind") || NEW.kind,
  choices: posted.text("choices").replaceAll("\r\n", "\n"),
});
// A kind that is none stays one that the verb refuses.
const inputOf = ({ name, kind, choices }: FieldForm): FieldInput => ({ name, kind: kind as FieldInput["kind"], choices: choices.split("\n") });
