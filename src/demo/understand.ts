/** What an answer of the shop does, as far as a simulated customer understands it. */
export type Understood = {
  /** Facts that it asks for. */
  readonly asks: readonly Asked[];
  /** It asks to wait a little. */
  readonly holds: boolean;
  /** It says hello, and nothing else. */
  readonly greets: boolean;
  /** It says goodbye. */
  readonly parts: boolean;
};
export type Asked = "order" | "name" | "address" | "phone" | "mail" | "photo";

const ASKS: readonly (readonly [Asked, RegExp])[] = [
  ["order", /(numero|n[.°]|codice).{0,12}ordine|order (number|no\b|id)|which order|quale ordine/],
  ["mail", /e-?mail/],
  ["phone", /telefono|cellulare|recapito|phone|mobile/],
  ["address", /indirizzo|dove abita|address|where do you live|postcode/],
  ["name", /come si chiama|(il suo|tuo) nome|nome e cognome|a che nome|your name|full name/],
  ["photo", /\bfoto\b|immagine|photo|picture/],
];
/** Any of these expressions. */
const any = (...expressions: readonly string[]) => new RegExp(expressions.join("|"));
const ASKING = any(
  "\\?|please|send|tell|give me|(could|can|would) you|i (will |would |[’']ll |[’']d )?need",
  "mi (dà|dia|dice|dica|mandi?|invi[ai])|servirebbe|mi serve|(può|puoi) (dar|dir|mandar|inviar)",
);
const HOLDS = any(
  "(un|solo) (attimo|momento|secondo|minuto)|attenda|verifico|controllo( subito)?\\b",
  "(one|a|just a) (moment|second|minute)|bear with me|let me (check|look|see|ask)|hold on|i[’']ll (check|look)",
);
const HELLO = /^(buon\s?(giorno|asera|pomeriggio)|buona\s?sera|ciao|salve|hello|hi|hey|good (morning|afternoon|evening)|welcome|benvenut[oa])\b/;
const OFFERS_HELP = /(come|in (che|cosa)|how|what).{0,24}(aiutar|posso|essere utile|help|assist|do for you)/;
const BYE = /arrivederci|buona (giornata|serata|domenica)|buon fine settimana|a presto|\bbye\b|have a (nice|good|great|lovely)|take care|see you/;
/** A greeting with more than this after it says something. */
const GREETING_MAX = 48;

export function understood(text: string): Understood {
  const plain = text.toLowerCase().replace(/\s+/g, " ").trim();
  const asking = ASKING.test(plain);
  const asks = asking ? ASKS.flatMap(([asked, words]) => (words.test(plain) ? [asked] : [])) : [];
  return {
    asks,
    holds: asks.length === 0 && HOLDS.test(plain) && !plain.includes("?"),
    greets: asks.length === 0 && HELLO.test(plain) && (OFFERS_HELP.test(plain) || plain.length <= GREETING_MAX) && !BYE.test(plain),
    parts: asks.length === 0 && BYE.test(plain),
  };
}
