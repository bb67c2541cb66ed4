import type { Wording } from "./catalogue.ts";

/** Several people at one conversation: a second answer, who is named in a note, who else looks or writes. */
export const en = {
  "conflict.answered": "{name} has answered meanwhile",
  "second.answered": "{name} answered {ago} ago ({time})",
  "second.answered.you": "You answered {ago} ago, in another window ({time})",
  "second.held": "Your message has not been sent.",
  "second.anyway": "Send anyway",
  "second.back": "Back to writing",
} as const;

export const it = {
  "conflict.answered": "Nel frattempo ha risposto {name}",
  "second.answered": "{name} ha risposto {ago} fa ({time})",
  "second.answered.you": "Hai risposto {ago} fa, in un’altra finestra ({time})",
  "second.held": "Il tuo messaggio non è stato inviato.",
  "second.anyway": "Invia comunque",
  "second.back": "Torna a scrivere",
} satisfies Wording<typeof en>;
