import type { Wording } from "./catalogue.ts";

export const en = {
  "demo.mark": "Demo: simulated customers, nothing leaves this machine",
  "demo.sign-in": "Sign in as ana, ben or chiara to answer customers, as supervisor to watch, as admin to change things. The password is parlo-demo.",
} as const;

export const it = {
  "demo.mark": "Demo: clienti simulati, nulla esce da questa macchina",
  "demo.sign-in": "Entra come ana, ben o chiara per rispondere ai clienti, come supervisor per guardare, come admin per cambiare. La password è parlo-demo.",
} satisfies Wording<typeof en>;
