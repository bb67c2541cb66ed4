import type { Held } from "./store.ts";

// What colleagues say when no story tells them.

/** To a customer's last word that came when all was closed. */
export const COURTESY = { it: "Grazie a lei, buona giornata!", en: "You’re welcome, have a nice day!" } as const;

/** Private notes. */
export const NOTED = {
  it: ["Chiesto al magazzino, risponde entro oggi", "Cliente gentile, compra da noi da anni", "Il ricambio è a Milano, parte domani"],
  en: ["Asked the warehouse, they answer today", "Lovely customer, has been with us for years", "The spare part is in Milan, leaves tomorrow"],
} as const;

const ITALIAN = /\b(buon|ciao|salve|grazie|vorrei|sono|che|per|una?|il|la|non|ho|mi)\b/i;
const TO_STRANGERS = {
  it: ["Buongiorno, grazie di averci scritto! Come posso aiutarla?", "Grazie. Verifico subito.", "Ecco fatto. Posso fare altro per lei?"],
  en: ["Hello, thank you for writing! How can I help?", "Thank you. Let me look into that.", "All done. Is there anything else?"],
} as const;

/** To somebody real who came to the chat. */
export function toStranger({ answers, lastText }: Pick<Held, "answers" | "lastText">): string {
  const words = TO_STRANGERS[ITALIAN.test(lastText ?? "") ? "it" : "en"];
  return words[Math.min(answers, words.length - 1)] as string;
}
