import type { Wording } from "./catalogue.ts";

/** The customer's details beside the conversation: what was before, and the files. */
export const en = {
  "details.tab.past": "History",
  "details.tab.media": "Media",
  "details.transfers": "Transfers",
  "details.transfers.none": "none",
  "wrap-up.later": "The wrap-up is given when the conversation is closed.",
  "wrap-up.off": "{queue} asks for no wrap-up.",
} as const;

export const it = {
  "details.tab.past": "Storico",
  "details.tab.media": "File",
  "details.transfers": "Passaggi",
  "details.transfers.none": "nessuno",
  "wrap-up.later": "L’esito si dà quando la conversazione è chiusa.",
  "wrap-up.off": "{queue} non chiede un esito.",
} as const satisfies Wording<typeof en>;
