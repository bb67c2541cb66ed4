import type { Wording } from "./catalogue.ts";

export const en = {
  "priority.low": "Low priority",
  "priority.medium": "Medium priority",
  "priority.high": "High priority",

  "channel.whatsapp": "WhatsApp",
  "channel.telegram": "Telegram",
  "channel.messenger": "Messenger",
  "channel.email": "E-mail",
  "channel.webchat": "Web chat",

  "dialog.close": "Close the window",
  "copy.action": "Copy",
  "copy.done": "Copied",
  "form.save": "Save",
  "form.discard": "Discard",
  "form.cancel": "Cancel",
  "unread.count": { one: "{count} unread", other: "{count} unread" },

  "duration.seconds": "{n} s",
  "duration.minutes": "{n} min",
  "duration.hours": "{h} h {mm}",
  "duration.days": { one: "{count} day", other: "{count} days" },
  "size.bytes": { one: "{count} byte", other: "{count} bytes" },
  "size.kilobytes": "{n} kB",
  "size.megabytes": "{n} MB",
  "day.today": "Today",
  "day.yesterday": "Yesterday",
} as const;

export const it = {
  "priority.low": "Priorità bassa",
  "priority.medium": "Priorità media",
  "priority.high": "Priorità alta",

  "channel.whatsapp": "WhatsApp",
  "channel.telegram": "Telegram",
  "channel.messenger": "Messenger",
  "channel.email": "E-mail",
  "channel.webchat": "Chat del sito",

  "dialog.close": "Chiudi la finestra",
  "copy.action": "Copia",
  "copy.done": "Copiato",
  "form.save": "Salva",
  "form.discard": "Scarta",
  "form.cancel": "Annulla",
  "unread.count": { one: "{count} non letto", other: "{count} non letti" },

  "duration.seconds": "{n} s",
  "duration.minutes": "{n} min",
  "duration.hours": "{h} h {mm}",
  "duration.days": { one: "{count} giorno", other: "{count} giorni" },
  "size.bytes": { one: "{count} byte", other: "{count} byte" },
  "size.kilobytes": "{n} kB",
  "size.megabytes": "{n} MB",
  "day.today": "Oggi",
  "day.yesterday": "Ieri",
} satisfies Wording<typeof en>;
