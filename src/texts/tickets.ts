import type { Wording } from "./catalogue.ts";

/** Tickets: what is to be done for a customer. */
export const en = {
  "tickets.title": "Tickets",
  "tickets.none": "Nothing to be done.",
  "tickets.new": "New ticket",
  "tickets.about": "conversation {id}",
  "ticket.title": "Ticket {id}",
  "ticket.made": "Made by {name}, {time}",
  "ticket.name": "What is to be done",
  "ticket.name.example": "Send the missing lamp",
  "ticket.state": "State",
  "ticket.open": "Open",
  "ticket.in_progress": "In progress",
  "ticket.solved": "Solved",
  "ticket.conversation": "About the conversation",
  "ticket.conversation.none": "None in particular",
  "ticket.choice": "{id}, {channel}, {time}",
  "ticket.text": "Description",
  "ticket.save": "Save ticket",
  "ticket.cancel": "Cancel",
} as const;

export const it = {
  "tickets.title": "Ticket",
  "tickets.none": "Niente da fare.",
  "tickets.new": "Nuovo ticket",
  "tickets.about": "conversazione {id}",
  "ticket.title": "Ticket {id}",
  "ticket.made": "Creato da {name}, {time}",
  "ticket.name": "Cosa c’è da fare",
  "ticket.name.example": "Spedire la lampada che manca",
  "ticket.state": "Stato",
  "ticket.open": "Aperto",
  "ticket.in_progress": "In corso",
  "ticket.solved": "Risolto",
  "ticket.conversation": "Sulla conversazione",
  "ticket.conversation.none": "Nessuna in particolare",
  "ticket.choice": "{id}, {channel}, {time}",
  "ticket.text": "Descrizione",
  "ticket.save": "Salva il ticket",
  "ticket.cancel": "Annulla",
} as const satisfies Wording<typeof en>;
