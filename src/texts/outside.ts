import type { Wording } from "./catalogue.ts";

/** What programs are told: the API's and the webhooks' own refusals. */
export const en = {
  "api.limit": "A whole number from 1 to 200",
  "api.number": "This is not one of our ids or cursors",
  "webhook.refused": "The verify token is not this channel’s",
  "webhook.unsigned": "The signature is missing or does not fit",
} as const;

export const it = {
  "api.limit": "Un numero intero da 1 a 200",
  "api.number": "Non è uno dei nostri id o cursori",
  "webhook.refused": "Il token di verifica non è quello di questo canale",
  "webhook.unsigned": "La firma manca o non corrisponde",
} satisfies Wording<typeof en>;
