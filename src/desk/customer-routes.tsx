import type { Database } from "bun:sqlite";
import { Elysia, t } from "elysia";
import { CustomerForm, CustomerWindow } from "../../views/desk/customer.tsx";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldOf } from "../admin/told.ts";
import { reachOf } from "../conversations/target.ts";
import { type CustomerRecord, recordOf, saveCustomer } from "../customers/save.ts";
import { access } from "../http/access.ts";
import { NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import { done } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import type { Workspace } from "../workspace.ts";
import { openedBy } from "./desk.ts";
import { agentTargets } from "./targets-store.ts";

export const NOTES_LENGTH_MAX = 5000;
const RESPONSIBLE_MAX = 2000;
const REVISION_LENGTH_MAX = 20;
/** A language with its script and region at most (BCP 47, RFC 5646). */
const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/** The customer's record, from the details of a conversation that somebody may open. */
export const customerRoutes = ({ db, channels, write, clock, ...workspace }: Workspace) => {
  const edit = { may: "customers.edit", params: t.Object({ id: t.Numeric() }) } as const;
  const partsOf = (person: Person, id: number) => {
    const { conversation } = openedBy(db, channels, person, id);
    return { conversation, record: recordOf(db, conversation.customerId), agents: agentsFor(db, person) };
  };
  return new Elysia({ prefix: "/conversations/:id/customer" })
    .use(access({ db, channels, write, clock, ...workspace }))
    .get(
      "/",
      ({ page, person, params: { id } }) => {
        const { record, ...parts } = partsOf(person, id);
        return html(page(), <CustomerWindow {...parts} values={record} revision={revisionOf(record)} />);
      },
      edit,
    )
    .post(
      "/",
      async ({ page, person, params: { id }, body }) => {
        const { conversation, record, agents } = partsOf(person, id);
        const { customerId } = conversation;
        try {
          const changed = readRecord(body, [record.responsibleId, ...agents.map((agent) => agent.id)]);
          const revision = readFields(body, (field) => field.text("revision", { max: REVISION_LENGTH_MAX, optional: true }));
          await write((db_) => {
            const state = recordOf(db_, customerId);
            unlessStale(db_, { subject: `customer ${customerId}`, revision, state }, () => saveCustomer(db_, customerId, changed, clock()));
          });
          return done();
        } catch (error) {
          const now = page();
          const { told, status } = toldOf(error, now.language);
          const values = { ...record, ...(body as Partial<CustomerRecord>) };
          return html(now, <CustomerForm conversation={conversation} values={values} agents={agents} revision={revisionOf(record)} told={told} />, { status });
        }
      },
      edit,
    );
};

// Isolated: who shares a skillset with them (SPEC F10).
function agentsFor(db: Database, { userId, permissions }: Person) {
  const isolated = reachOf(db, permissions).isolated ? 1 : 0;
  const agents = agentTargets.all(db, { userId, exceptId: null, isolated, namedOnly: 0, limit: RESPONSIBLE_MAX });
  return agents.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
}

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
