import type { Wording } from "./catalogue.ts";

/** Buttons and lists that a customer answers with one press: writing them, and what was chosen. */
export const en = {
  "choices.none": "Add at least one",
  "choices.too-many.buttons": "At most {max} buttons",
  "choices.too-many.list": "At most {max} rows",
  "choices.twice": "This is there twice",
  "choices.text-empty": "Buttons and lists stand below a text: write one",
  "choices.text-too-long": "With buttons or a list the text has at most {max} letters",
  "choices.one-file": "Only one file can go with buttons or a list",
  "choices.no-file": "This channel takes no file with a list",
  "choices.other-file": "This channel does not take a file of this type with buttons",
  "choices.buttons": "Reply buttons",
  "choices.list": "List “{open}”",
  "choices.chosen": "chosen",
} as const;

export const it = {
  "choices.none": "Aggiungine almeno uno",
  "choices.too-many.buttons": "Al massimo {max} pulsanti",
  "choices.too-many.list": "Al massimo {max} voci",
  "choices.twice": "C’è già un’altra volta",
  "choices.text-empty": "Pulsanti ed elenchi stanno sotto un testo: scrivine uno",
  "choices.text-too-long": "Con pulsanti o un elenco il testo ha al massimo {max} caratteri",
  "choices.one-file": "Con pulsanti o un elenco può andare un solo file",
  "choices.no-file": "Questo canale non accetta file insieme a un elenco",
  "choices.other-file": "Questo canale non accetta questo tipo di file insieme ai pulsanti",
  "choices.buttons": "Pulsanti di risposta",
  "choices.list": "Elenco “{open}”",
  "choices.chosen": "scelto",
} satisfies Wording<typeof en>;
