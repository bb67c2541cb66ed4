import type { Wording } from "./catalogue.ts";

/** What programs get in with. */
export const en = {
  "admin.tokens": "Tokens",
  "tokens.about": "What programs get in with, at /api/v1",
  "token.name": "What it is for",
  "token.profile": "Profile",
  "token.make": "Make a token",
  "token.made": "The new token",
  "token.made.help": "Keep it now: it is shown only here. It goes with every request as Authorization: Bearer.",
  "token.since": "Since",
  "token.revoke": "Revoke",
  "tokens.empty": "No token yet",
  "tokens.empty.help": "A program that reads conversations needs one, and so does what watches Parlo from another machine.",
} as const;

export const it = {
  "admin.tokens": "Token",
  "tokens.about": "Con cui entrano i programmi, su /api/v1",
  "token.name": "A che cosa serve",
  "token.profile": "Profilo",
  "token.make": "Crea un token",
  "token.made": "Il nuovo token",
  "token.made.help": "Conservalo ora: si vede solo qui. Va con ogni richiesta come Authorization: Bearer.",
  "token.since": "Da",
  "token.revoke": "Revoca",
  "tokens.empty": "Ancora nessun token",
  "tokens.empty.help": "Serve a un programma che legge le conversazioni, e a chi tiene d’occhio Parlo da un’altra macchina.",
} satisfies Wording<typeof en>;
