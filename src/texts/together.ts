import type { Wording } from "./catalogue.ts";

/** Several people at one conversation: a second answer, who is named in a note, who else looks or writes. */
export const en = {
  "conflict.answered": "{name} has answered meanwhile",
  "second.answered": "{name} answered {ago} ago ({time})",
  "second.answered.you": "You answered {ago} ago, in another window ({time})",
  "second.held": "Your message has not been sent.",
  "second.anyway": "Send anyway",
  "second.back": "Back to writing",

  "together.lookers": "Who else has this conversation open",
  "together.looks": "{name} has this conversation open, too",
  "together.writes": "{name} is writing…",
  "together.writes.reply": "{name} is writing an answer…",
  "together.writes.note": "{name} is writing a private note…",

  "composer.mention": "Name a colleague (@)",
  "mention.choose": "Colleagues who may open this conversation",
  "mention.search": "Search colleagues",
  "mention.keys": "to choose",
  "mention.none": "No colleague has these words in their name",
  "mention.nobody": "Nobody else may open this conversation",
  "mention.failed": "The colleagues could not be loaded. Try again.",
  "mention.list": "Notes that name you",
  "mention.list.none": "You have seen every note that names you",
  "mention.unseen": { one: "{count} note names you", other: "{count} notes name you" },
  "notice.mention": "A note in conversation {id} names you",
} as const;

export const it = {
  "conflict.answered": "Nel frattempo ha risposto {name}",
  "second.answered": "{name} ha risposto {ago} fa ({time})",
  "second.answered.you": "Hai risposto {ago} fa, in un’altra finestra ({time})",
  "second.held": "Il tuo messaggio non è stato inviato.",
  "second.anyway": "Invia comunque",
  "second.back": "Torna a scrivere",

  "together.lookers": "Chi altro ha aperto questa conversazione",
  "together.looks": "Anche {name} ha aperto questa conversazione",
  "together.writes": "{name} sta scrivendo…",
  "together.writes.reply": "{name} sta scrivendo una risposta…",
  "together.writes.note": "{name} sta scrivendo una nota privata…",

  "composer.mention": "Nomina una persona (@)",
  "mention.choose": "Chi può aprire questa conversazione",
  "mention.search": "Cerca una persona",
  "mention.keys": "per scegliere",
  "mention.none": "Nessuno ha queste parole nel nome",
  "mention.nobody": "Nessun altro può aprire questa conversazione",
  "mention.failed": "Non è stato possibile caricare i nomi. Riprova.",
  "mention.list": "Note che ti nominano",
  "mention.list.none": "Hai visto tutte le note che ti nominano",
  "mention.unseen": { one: "{count} nota ti nomina", other: "{count} note ti nominano" },
  "notice.mention": "Una nota nella conversazione {id} ti nomina",
} satisfies Wording<typeof en>;
