import { Elysia, t } from "elysia";
import { CustomerForm, CustomerWindow } from "../../views/customers/form.tsx";
import { CustomersPage } from "../../views/customers/list.tsx";
import { CustomerPage } from "../../views/customers/record.tsx";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldOf } from "../admin/told.ts";
import { barOf } from "../desk/bar.ts";
import { agentsNear } from "../desk/targets.ts";
import { access } from "../http/access.ts";
import { Invalid } from "../http/errors.ts";
import { readFields } from "../http/fields.ts";
import { postedOf } from "../http/posted.ts";
import { done, seeOther } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import { scopeOf } from "../users/permissions.ts";
import type { Workspace } from "../workspace.ts";
import { fieldsOf } from "./fields.ts";
import { mergedLately, partOf } from "./merge/merge.ts";
import { readRecord } from "./read.ts";
import { addCustomer, type CustomerRecord, NOBODY_YET, recordOf, saveCustomer } from "./save.ts";
import { customerFor, customersFor } from "./search.ts";
import { customerWhole } from "./whole.ts";

const REVISION_LENGTH_MAX = 20;

/** Everybody who is known: the list, one's page, and the record that people keep of them. */
export const customerRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const byId = { params: t.Object({ id: t.Numeric() }) };
  const view = { may: "customers.view" } as const;
  const add = { may: "customers.edit" } as const;
  const edit = { ...add, ...byId } as const;
  const partsNear = (person: Person) => ({ agents: agentsNear(db, person), fields: fieldsOf(db) });
  const partsOf = (person: Person, id: number) => {
    return { line: customerFor(db, person, id), record: recordOf(db, id), ...partsNear(person) };
  };
  const merged = ({ permissions }: Person, id: number) => (permissions.has("customers.merge") ? mergedLately(db, id, clock()) : []);
  const read = (body: unknown, { record, agents, fields }: Omit<ReturnType<typeof partsOf>, "line">) =>
    readRecord(body, { record, agents: agents.map(({ id }) => id), fields });

  return new Elysia({ prefix: "/customers" })
    .use(access(workspace))
    .get(
      "/",
      ({ page, person, query }) => {
        const typed = query["q"] ?? "";
        const found = customersFor(db, person, typed, Number(query["before"]) || null);
        return html(page(), <CustomersPage bar={barOf(db, person.userId)} typed={typed} {...found} />);
      },
      view,
    )
    .get("/add", ({ page, person }) => html(page(), <CustomerWindow line={null} {...partsNear(person)} values={NOBODY_YET} revision="" />), add)
    .post(
      "/add",
      async ({ page, person, body }) => {
        const parts = { ...partsNear(person), record: NOBODY_YET };
        try {
          const given = read(body, parts);
          if (isNobody(given)) throw new Invalid({ firstName: "record.nobody" });
          const id = await write((db_) => addCustomer(db_, given, clock()));
          // Who sees only those that they speak with does not see this one yet.
          const seen = scopeOf(person.permissions, "customers.view") === "all";
          return done({ "HX-Redirect": seen ? `/customers/${id}` : "/customers" });
        } catch (error) {
          const now = page();
          const { told, status } = toldOf(error, now.language);
          return html(now, <CustomerForm line={null} {...parts} values={NOBODY_YET} typed={postedOf(body)} revision="" told={told} />, { status });
        }
      },
      add,
    )
    .get(
      "/:id",
      ({ page, person, params: { id } }) => {
        const other = partOf(db, id);
        if (other !== null) return seeOther(`/customers/${other}`);
        const whole = { ...customerWhole(db, person, id), fields: fieldsOf(db), merges: merged(person, id) };
        return html(page(), <CustomerPage bar={barOf(db, person.userId)} {...whole} />);
      },
      { ...view, ...byId },
    )
    .get(
      "/:id/record",
      ({ page, person, params: { id } }) => {
        const { record, ...parts } = partsOf(person, id);
        return html(page(), <CustomerWindow {...parts} values={record} revision={revisionOf(record)} />);
      },
      edit,
    )
    .post(
      "/:id/record",
      async ({ page, person, params: { id }, body }) => {
        const parts = partsOf(person, id);
        const { record } = parts;
        try {
          const changed = read(body, parts);
          const revision = readFields(body, (field) => field.text("revision", { max: REVISION_LENGTH_MAX, optional: true }));
          await write((db_) => {
            const state = recordOf(db_, id);
            unlessStale(db_, { subject: `customer ${id}`, revision, state }, () => saveCustomer(db_, id, changed, clock()));
          });
          return done();
        } catch (error) {
          const now = page();
          const { told, status } = toldOf(error, now.language);
          const form = <CustomerForm {...parts} values={record} typed={postedOf(body)} revision={revisionOf(record)} told={told} />;
          return html(now, form, { status });
        }
      },
      edit,
    );
};

// Nobody could find again whom neither a name nor a way to reach them tells.
const isNobody = ({ firstName, surnames, email, numbers }: CustomerRecord) => !firstName && !surnames && !email && numbers.length === 0;
