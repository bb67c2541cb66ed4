import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import { deleteTickets, findTicket, insertTicket, moveTicketsTo, type Ticket, type TicketInput, ticketsOf, updateTicket } from "./store.ts";

/** More of one customer's are not shown at once. */
export const TICKETS_SHOWN_MAX = 200;

type By = { customerId: number; agentId: number };

/** A customer's tickets: open ones first, then those in progress, then what is solved; of each the newest first. */
export const ticketsFor = (db: Database, customerId: number): Ticket[] => ticketsOf.all(db, { customerId, limit: TICKETS_SHOWN_MAX });

/** Throws NotFound. */
export function ticketOr404(db: Database, id: number): Ticket {
  const found = findTicket.get(db, { id });
  if (!found) throw new NotFound();
  return found;
}

/** Somebody writes down what is to be done for a customer. Gives its id. Throws Invalid where the conversation is not this customer's. */
export function addTicket(db: Database, by: By, input: TicketInput, now: number): number {
  const made = insertTicket.get(db, { ...input, ...by, now });
  if (!made) throw new Invalid({ conversationId: "field.choose" });
  record(db, now, "ticket.changed", {}, { ticketId: made.id, about: by.customerId });
  return made.id;
}

/** Changes a ticket; what is as it was changes nothing. Throws NotFound, Invalid as above. */
export function changeTicket(db: Database, id: number, input: TicketInput, now: number) {
  const before = ticketOr404(db, id);
  if (Bun.deepEquals(before, { ...before, ...input })) return;
  if (updateTicket.run(db, { id, ...input }) === 0) throw new Invalid({ conversationId: "field.choose" });
  record(db, now, "ticket.changed", {}, { ticketId: id, about: before.customerId });
}

/** What was to be done for a customer goes with them. */
export const eraseTickets = (db: Database, customerId: number) => deleteTickets.run(db, { customerId });

/**
 * Two customers became one, or two again: the tickets go along, all of them or, with `ids`, those and what is about a conversation that went
 * already. Gives the ids of what went.
 */
export function moveTickets(db: Database, { fromId, toId }: { fromId: number; toId: number }, ids: readonly number[] | null, now: number): number[] {
  const moved = moveTicketsTo.all(db, { fromId, toId, ids: ids && JSON.stringify(ids) }).map(({ id }) => id);
  for (const ticketId of moved) for (const about of [fromId, toId]) record(db, now, "ticket.changed", {}, { ticketId, about });
  return moved;
}
