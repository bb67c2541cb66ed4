import type { Wording } from "./catalogue.ts";

/** Finding one's way among conversations: stars, search, order, archive. */
export const en = {
  "bar.starred": { one: "{count} starred", other: "{count} starred" },
  "star.action": "Star, for me alone",
  "star.of": "Star conversation {id}",
  "desk.filtered.starred": "Only starred",
  "desk.empty.starred": "No star on any open conversation",
  "find.label": "Search these conversations",
  "find.placeholder": "Search these",
  "find.nothing": "Nothing found",
  "find.only.priority": "Only one priority",
  "find.only.channel": "Only one channel",
  "find.any.priority": "All",
  "find.any.channel": "All channels",
  "find.order": "Order",
  "find.sort.priority": "By priority",
  "find.sort.channel": "By channel",
  "find.starred-first": "Starred first",
  "keys.find": "Search the list",
  "keys.star": "Star the conversation, or take its star away",
} as const;

export const it = {
  "bar.starred": { one: "{count} con la stella", other: "{count} con la stella" },
  "star.action": "Stella, solo per me",
  "star.of": "Stella alla conversazione {id}",
  "desk.filtered.starred": "Solo con la stella",
  "desk.empty.starred": "Nessuna conversazione aperta ha la stella",
  "find.label": "Cerca tra queste conversazioni",
  "find.placeholder": "Cerca qui",
  "find.nothing": "Non si è trovato nulla",
  "find.only.priority": "Solo una priorità",
  "find.only.channel": "Solo un canale",
  "find.any.priority": "Tutte",
  "find.any.channel": "Tutti i canali",
  "find.order": "Ordine",
  "find.sort.priority": "Per priorità",
  "find.sort.channel": "Per canale",
  "find.starred-first": "Prima quelle con la stella",
  "keys.find": "Cerca nell’elenco",
  "keys.star": "Dai la stella alla conversazione, o toglila",
} satisfies Wording<typeof en>;
