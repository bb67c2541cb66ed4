import { sql } from "../db/sql.ts";

export const TICKET_STATES = ["open", "in_progress", "solved"] as const;
export type TicketState = (typeof TICKET_STATES)[number];

/** What people write down of a ticket. `conversationId`: the one it is about; null = none in particular. */
export type TicketInput = { title: string; text: string; state: TicketState; conversationId: number | null };
export type Ticket = TicketInput & { id: number; customerId: number; madeAt: number; madeByName: string };

const TICKET = `t.id, t.customer_id AS customerId, t.conversation_id AS conversationId, t.title, t.text, t.state, t.made_at AS madeAt, u.name AS madeByName
  FROM tickets t JOIN users u ON u.id = t.made_by`;

/** A customer's, what is still to be done first, of these the newest. */
export const ticketsOf = sql<Ticket, { customerId: number; limit: number }>(
  `SELECT ${TICKET} WHERE t.customer_id = $customerId
    ORDER BY CASE t.state WHEN 'open' THEN 0 WHEN 'in_progress' THEN 1 ELSE 2 END, t.id DESC LIMIT +$limit`,
);

export const findTicket = sql<Ticket, { id: number }>(`SELECT ${TICKET} WHERE t.id = $id`);

/** Nothing where the conversation is another customer's. */
export const insertTicket = sql<{ id: number }, TicketInput & { customerId: number; agentId: number; now: number }>(
  `INSERT INTO tickets (customer_id, conversation_id, title, text, state, made_at, made_by)
   SELECT p.id, $conversationId, $title, $text, $state, $now, $agentId FROM customers p
    WHERE p.id = $customerId AND p.merged_into IS NULL AND p.erased_at IS NULL
      AND ($conversationId IS NULL OR EXISTS (SELECT 1 FROM conversations c WHERE c.id = $conversationId AND c.customer_id = p.id))
   RETURNING id`,
);

/** The same holds here. */
export const updateTicket = sql<void, TicketInput & { id: number }>(
  `UPDATE tickets SET conversation_id = $conversationId, title = $title, text = $text, state = $state
    WHERE id = $id AND ($conversationId IS NULL
      OR EXISTS (SELECT 1 FROM conversations c WHERE c.id = $conversationId AND c.customer_id = tickets.customer_id))`,
);

/** Gives tickets of one customer to another: all (`ids` null), or some (a JSON list) and those about a conversation that is the other's now. */
export const moveTicketsTo = sql<{ id: number }, { fromId: number; toId: number; ids: string | null }>(
  `UPDATE tickets SET customer_id = $toId
    WHERE customer_id = $fromId AND ($ids IS NULL OR id IN (SELECT value FROM json_each($ids))
      OR EXISTS (SELECT 1 FROM conversations c WHERE c.id = tickets.conversation_id AND c.customer_id = $toId))
   RETURNING id`,
);

export const deleteTickets = sql<void, { customerId: number }>("DELETE FROM tickets WHERE customer_id = $customerId");
