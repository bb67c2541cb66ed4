import type { Wording } from "./catalogue.ts";

/** Search in everything. */
export const en = {
  "search.title": "Search",
  "search.about": "Customers, conversations and every word in them, as far as you may see them.",
  "search.label": "Names, numbers, words",
  "search.customers": "Customers",
  "search.customers.all": "All customers that fit",
  "search.numbered": "By number",
  "search.said": "In messages",
  "search.more": "Further back",
  "search.newest": "Back to the newest",
  "search.empty": "What are you looking for?",
  "search.empty.help": "A name, a number, an address, or words that were said: all of them, in any order, the first three letters of each are enough.",
  "search.none": "Nothing found",
  "search.none.help": "Look for fewer words, or only for the beginning of one. What was said a second ago is found in a moment.",
  "search.everything": "Search all messages for “{words}”",
  "search.found": { one: "{count} conversation found", other: "{count} conversations found" },
} as const;

export const it = {
  "search.title": "Cerca",
  "search.about": "Clienti, conversazioni e ogni parola che contengono, fin dove le puoi vedere.",
  "search.label": "Nomi, numeri, parole",
  "search.customers": "Clienti",
  "search.customers.all": "Tutti i clienti che corrispondono",
  "search.numbered": "Per numero",
  "search.said": "Nei messaggi",
  "search.more": "Più indietro",
  "search.newest": "Torna ai più recenti",
  "search.empty": "Che cosa cerchi?",
  "search.empty.help": "Un nome, un numero, un indirizzo, o parole che sono state dette: tutte, in qualsiasi ordine, di ognuna bastano le prime tre lettere.",
  "search.none": "Non si è trovato niente",
  "search.none.help": "Cerca meno parole, o solo l’inizio di una. Quello che è stato detto un secondo fa si trova fra un attimo.",
  "search.everything": "Cerca «{words}» in tutti i messaggi",
  "search.found": { one: "{count} conversazione trovata", other: "{count} conversazioni trovate" },
} as const satisfies Wording<typeof en>;
