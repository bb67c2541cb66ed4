import type { Wording } from "./catalogue.ts";

/** Finding one's way among conversations: stars, search, order, archive. */
export const en = {
  "bar.starred": { one: "{count} starred", other: "{count} starred" },
  "star.action": "Star, for me alone",
  "star.of": "Star conversation {id}",
  "desk.filtered.starred": "Only starred",
  "desk.empty.starred": "No star on any open conversation",
  "keys.star": "Star the conversation, or take its star away",
} as const;

export const it = {
  "bar.starred": { one: "{count} con la stella", other: "{count} con la stella" },
  "star.action": "Stella, solo per me",
  "star.of": "Stella alla conversazione {id}",
  "desk.filtered.starred": "Solo con la stella",
  "desk.empty.starred": "Nessuna conversazione aperta ha la stella",
  "keys.star": "Dai la stella alla conversazione, o toglila",
} satisfies Wording<typeof en>;
