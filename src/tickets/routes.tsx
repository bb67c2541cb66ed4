import { Elysia, t } from "elysia";
import type { Told } from "../../views/admin/form.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { TicketForm, TicketWindow } from "../../views/tickets/form.tsx";
import { TicketsPart } from "../../views/tickets/list.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldOf } from "../admin/told.ts";
import { customerFor } from "../customers/search.ts";
import { pastOf } from "../desk/past.ts";
import { access } from "../http/access.ts";
import { postedOf } from "../http/posted.ts";
import { done } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import type { Workspace } from "../workspace.ts";
import { readTicket } from "./form.ts";
import { addTicket, changeTicket, ticketOr404, ticketsFor } from "./save.ts";
import type { TicketInput } from "./store.ts";

const byId = { params: t.Object({ id: t.Numeric() }) };
const NEW: TicketInput = { title: "", text: "", state: "open", conversationId: null };

/** What is to be done for a customer: the list, and a ticket in its window. Who may see the customer sees them. */
export const ticketRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const view = { may: "customers.view", ...byId } as const;
  const edit = { may: "tickets.edit", ...byId } as const;
  const show = windowsOf(workspace);
  const one = (person: Person, id: number) => {
    const ticket = ticketOr404(db, id);
    customerFor(db, person, ticket.customerId);
    return ticket;
  };
  return new Elysia()
    .use(access(workspace))
    .get(
      "/customers/:id/tickets",
      ({ page, person, params: { id }, query }) => {
        customerFor(db, person, id);
        return html(page(), <TicketsPart customerId={id} conversationId={Number(query["conversation"]) || null} tickets={ticketsFor(db, id)} />);
      },
      view,
    )
    .get(
      "/customers/:id/tickets/add",
      ({ page, person, params: { id }, query }) => {
        const conversationId = Number(query["conversation"]) || null;
        const choices = show.choices(person, id, conversationId);
        const about = choices.some((choice) => choice.id === conversationId) ? conversationId : null;
        return show.adding(page(), person, id, { ...NEW, conversationId: about });
      },
      edit,
    )
    .post(
      "/customers/:id/tickets/add",
      async ({ page, person, params: { id }, body }) => {
        try {
          const input = readTicket(body, show.choices(person, id, Number(postedOf(body).text("conversationId"))));
          await write((db_) => addTicket(db_, { customerId: id, agentId: person.userId }, input, clock()));
          return done();
        } catch (error) {
          const now = page();
          return show.refused(now, person, { customerId: id, id: null, body }, toldOf(error, now.language));
        }
      },
      edit,
    )
    .get("/tickets/:id", ({ page, person, params: { id } }) => show.one(page(), person, one(person, id)), view)
    .post(
      "/tickets/:id",
      async ({ page, person, params: { id }, body }) => {
        const { customerId, conversationId } = one(person, id);
        try {
          const asked = Number(postedOf(body).text("conversationId"));
          // What it is about already stays, also where it is not for this person's eyes.
          const input = readTicket(body, [...show.choices(person, customerId, asked), ...(conversationId ? [{ id: conversationId }] : [])]);
          await write((db_) => {
            const state = ticketOr404(db_, id);
            unlessStale(db_, { subject: `ticket:${id}`, revision: postedOf(body).text("revision"), state }, () => changeTicket(db_, id, input, clock()));
          });
          return done();
        } catch (error) {
          const now = page();
          return show.refused(now, person, { customerId, id, body }, toldOf(error, now.language, postedOf(body).text("revision")));
        }
      },
      edit,
    );
};

type Refused = { customerId: number; id: number | null; body: unknown };

// The window of a ticket, as it is now.
function windowsOf({ db }: Workspace) {
  // The latest conversations of the customer that this person may open, and the one that is asked for.
  const choices = (person: Person, customerId: number, also: number | null) => {
    customerFor(db, person, customerId);
    const { rows } = pastOf(db, person, { customerId }, {});
    if (!also || rows.some(({ id }) => id === also)) return rows;
    return [...rows, ...pastOf(db, person, { customerId }, { before: String(also + 1) }).rows.filter(({ id }) => id === also)];
  };
  const about = (person: Person, customerId: number, input: Pick<TicketInput, "conversationId">) => ({
    customerId,
    choices: choices(person, customerId, input.conversationId),
  });
  return {
    choices,
    adding: (page: Page, person: Person, customerId: number, values: TicketInput) =>
      html(page, <TicketWindow {...about(person, customerId, values)} ticket={null} values={values} revision="" />),
    one: (page: Page, person: Person, ticket: ReturnType<typeof ticketOr404>) =>
      html(page, <TicketWindow {...about(person, ticket.customerId, ticket)} ticket={ticket} values={ticket} revision={revisionOf(ticket)} />),
    refused: (page: Page, person: Person, { customerId, id, body }: Refused, { told, status, revision }: { told: Told; status: number; revision?: string }) => {
      const ticket = id === null ? null : ticketOr404(db, id);
      const posted = postedOf(body);
      const values = {
        title: posted.text("title"),
        text: posted.text("text"),
        state: posted.text("state"),
        conversationId: Number(posted.text("conversationId")) || null,
      };
      const props = { ...about(person, customerId, values), ticket, values, revision: revision ?? revisionOf(ticket) };
      return html(page, <TicketForm {...props} told={told} />, { status });
    },
  };
}
