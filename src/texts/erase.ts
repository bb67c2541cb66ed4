import type { Wording } from "./catalogue.ts";

/** Conversations that are erased for good. */
export const en = {
  "erase.action": "Delete for good",
  "erase.title": "Delete conversation {id} with {name} for good?",
  "erase.goes": "{messages} and {files} go and cannot be brought back.",
  "erase.messages": { one: "{count} message", other: "{count} messages" },
  "erase.files": { one: "{count} file", other: "{count} files" },
  "erase.goes.too": "So do notes, drafts, what was written in the wrap-up and the survey, and mails that were sent of it.",
  "erase.stays": "What stays is that it took place: its number, times, queue and agents, so that reports stay right. The customer’s record stays too.",
  "erase.backups": "Backups that were made before still hold it until they are deleted.",
  "erase.cancel": "Keep it",
  "erase.now": "Delete for good",
  "erase.open": "This conversation is still open. Close it first, then delete it",
  "erase.done": "This conversation was deleted already",
  "erase.customer": "Delete for good",
  "erase.customer.title": "Delete {name} for good?",
  "erase.customer.goes": "The record, names, numbers and addresses go, and all that was said in {conversations}: messages, files, notes.",
  "erase.conversations": { one: "{count} conversation", other: "{count} conversations" },
  "erase.customer.stays": "What stays is that the conversations took place, so that reports stay right. Who writes again is a new customer.",
  "erase.customer.backups": "Backups that were made before still hold all of it until they are deleted.",
  "erase.customer.open": "Conversation {id} of this customer is still open. Close it first",
  "erase.gone": "This conversation was deleted for good",
} as const;

export const it = {
  "erase.action": "Elimina per sempre",
  "erase.title": "Eliminare per sempre la conversazione {id} con {name}?",
  "erase.goes": "{messages} e {files} vengono eliminati e non si possono recuperare.",
  "erase.messages": { one: "{count} messaggio", other: "{count} messaggi" },
  "erase.files": { one: "{count} file", other: "{count} file" },
  "erase.goes.too": "Anche note, bozze, ciò che è scritto nella chiusura e nel sondaggio, e le e-mail che ne sono partite.",
  "erase.stays": "Resta il fatto che c’è stata: numero, orari, coda e operatori, così i report restano giusti. Resta anche la scheda del cliente.",
  "erase.backups": "I backup fatti prima la contengono ancora finché non vengono eliminati.",
  "erase.cancel": "Non eliminare",
  "erase.now": "Elimina per sempre",
  "erase.open": "Questa conversazione è ancora aperta. Chiudila prima, poi eliminala",
  "erase.done": "Questa conversazione è già stata eliminata",
  "erase.customer": "Elimina per sempre",
  "erase.customer.title": "Eliminare {name} per sempre?",
  "erase.customer.goes":
    "Vengono eliminati la scheda, i nomi, i numeri e gli indirizzi, e tutto ciò che è stato detto in {conversations}: messaggi, file, note.",
  "erase.conversations": { one: "{count} conversazione", other: "{count} conversazioni" },
  "erase.customer.stays": "Resta il fatto che le conversazioni ci sono state, così i report restano giusti. Chi scrive di nuovo è un nuovo cliente.",
  "erase.customer.backups": "I backup fatti prima contengono ancora tutto finché non vengono eliminati.",
  "erase.customer.open": "La conversazione {id} di questo cliente è ancora aperta. Chiudila prima",
  "erase.gone": "Questa conversazione è stata eliminata per sempre",
} satisfies Wording<typeof en>;
