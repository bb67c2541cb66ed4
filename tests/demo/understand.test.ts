import { expect, test } from "bun:test";
import { understood } from "../../src/demo/understand.ts";

const NOTHING = { asks: [], holds: false, greets: false, parts: false };

const SENTENCES: readonly [string, Partial<ReturnType<typeof understood>>][] = [
  ["Buongiorno, come posso aiutarla?", { greets: true }],
  ["Hello! How can I help you today?", { greets: true }],
  ["Ciao Giulia!", { greets: true }],
  ["Buongiorno, il pacco è partito ieri e arriva domani nel pomeriggio.", {}],
  ["Mi può dire il numero dell’ordine?", { asks: ["order"] }],
  ["Mi dia il numero d'ordine per favore", { asks: ["order"] }],
  ["What's your order number?", { asks: ["order"] }],
  ["Could you send me your address and phone number?", { asks: ["phone", "address"] }],
  ["Mi manda una foto?", { asks: ["photo"] }],
  ["Un attimo, controllo.", { holds: true }],
  ["One moment please, let me check", { holds: true }],
  ["Grazie a lei, buona giornata!", { parts: true }],
  ["You're welcome. Have a nice day!", { parts: true }],
  ["Il suo indirizzo è già nei nostri dati.", {}],
];

for (const [sentence, means] of SENTENCES) test(sentence, () => expect(understood(sentence)).toEqual({ ...NOTHING, ...means }));
