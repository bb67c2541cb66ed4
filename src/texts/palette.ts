import type { Wording } from "./catalogue.ts";

/** The palette: everything by the keyboard. */
export const en = {
  "palette.label": "Command palette",
  "palette.open": "Search or jump to (Ctrl K)",
  "palette.ask": "Search or jump to…",
  "palette.fits": "What fits",
  "palette.here": "This conversation",
  "palette.go": "Go to",
  "palette.do": "Status",
  "palette.none": "Nothing fits",
  "palette.choose": "choose",
  "palette.enter": "do it",
  "palette.conversation": "Conversation {id}",
} as const;

export const it = {
  "palette.label": "Tavolozza dei comandi",
  "palette.open": "Cerca o vai a (Ctrl K)",
  "palette.ask": "Cerca o vai a…",
  "palette.fits": "Che cosa corrisponde",
  "palette.here": "Questa conversazione",
  "palette.go": "Vai a",
  "palette.do": "Stato",
  "palette.none": "Non corrisponde niente",
  "palette.choose": "scegli",
  "palette.enter": "esegui",
  "palette.conversation": "Conversazione {id}",
} as const satisfies Wording<typeof en>;
