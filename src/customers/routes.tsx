import type { Database } from "bun:sqlite";
import { Elysia, t } from "elysia";
import { CustomerForm, CustomerWindow } from "../../views/customers/form.tsx";
import { CustomersPage } from "../../views/customers/list.tsx";
import { CustomerPage } from "../../views/customers/record.tsx";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldOf } from "../admin/told.ts";
import { barOf } from "../desk/bar.ts";
import { pastOf } from "../desk/past.ts";
import { agentsNear } from "../desk/targets.ts";
import { access } from "../http/access.ts";
import { NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import { done } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import { quotesFor } from "../quotes/save.ts";
import { ticketsFor } from "../tickets/save.ts";
import type { Workspace } from "../workspace.ts";
import { type CustomerRecord, recordOf, saveCustomer } from "./save.ts";
import { customerFor, customersFor } from "./search.ts";

export const NOTES_LENGTH_MAX = 5000;
const REVISION_LENGTH_MAX = 20;
/** A language with its script and region at most (BCP 47, RFC 5646). */
const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/** Everybody who ever wrote: the list, one's page, and the record that people keep of them. */
export const customerRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const byId = { params: t.Object({ id: t.Numeric() }) };
  const view = { may: "customers.view" } as const;
  const edit = { may: "customers.edit", ...byId } as const;
  const partsOf = (person: Person, id: number) => {
    return { line: customerFor(db, person, id), record: recordOf(db, id), agents: agentsNear(db, person) };
  };
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
    .get("/:id", ({ page, person, params: { id } }) => html(page(), <CustomerPage bar={barOf(db, person.userId)} {...ofOne(db, person, id)} />), {
      ...view,
      ...byId,
    })
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
        const { record, ...parts } = partsOf(person, id);
        try {
          const changed = readRecord(body, [record.responsibleId, ...parts.agents.map((agent) => agent.id)]);
          const revision = readFields(body, (field) => field.text("revision", { max: REVISION_LENGTH_MAX, optional: true }));
          await write((db_) => {
            const state = recordOf(db_, id);
            unlessStale(db_, { subject: `customer ${id}`, revision, state }, () => saveCustomer(db_, id, changed, clock()));
          });
          return done();
        } catch (error) {
          const now = page();
          const { told, status } = toldOf(error, now.language);
          const values = { ...record, ...(body as Partial<CustomerRecord>) };
          return html(now, <CustomerForm {...parts} values={values} revision={revisionOf(record)} told={told} />, { status });
        }
      },
      edit,
    );
};

const ofOne = (db: Database, person: Person, id: number) => ({
  line: customerFor(db, person, id),
  notes: recordOf(db, id).notes,
  past: pastOf(db, person, { customerId: id }, {}),
  tickets: ticketsFor(db, id),
  quotes: quotesFor(db, id),
});

function readRecord(body: unknown, agents: readonly (number | null)[]): CustomerRecord {
  return readFields(body, (field) => {
    const responsible = field.text("responsibleId", { max: 15, optional: true });
    const responsibleId = responsible === "" ? null : Number(responsible);
    if (responsibleId !== null && !agents.includes(responsibleId)) field.wrong("responsibleId", "field.choose");
    return {
      name: field.text("name", { max: NAME_LENGTH_MAX, optional: true }) || null,
      email: field.email("email", { optional: true }) || null,
      language: field.text("language", { max: 35, optional: true, pattern: LANGUAGE_TAG, wrong: "field.choose" }) || null,
      notes: field.text("notes", { max: NOTES_LENGTH_MAX, optional: true }) || null,
      responsibleId,
    };
  });
}
