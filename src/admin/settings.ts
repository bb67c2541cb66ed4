import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import type { MailServer } from "../mail/server.ts";
import { readSetting, writeSetting } from "./store.ts";

/** What an administrator sets for the whole workspace, with what holds until then. */
export const SETTINGS = {
  name: "Parlo",
  timeZone: "UTC",
  language: "en" as "en" | "it",
  /** Since when nothing leaves a restored folder; null when it is the live one. */
  heldSince: null as number | null,
  /** In a folder of `parlo demo` the address of its simulated provider, the only one that is asked from there; null in all others. */
  demo: null as { provider: string; seed: string } | null,
  /** The server that mails of ours leave by; null = none. Its password is sealed. */
  mail: null as MailServer | null,
  journalHours: 72,
  signedOutAfterMinutes: 15,
  /** For so many days agents see what they closed themselves. */
  historyDays: 28,
  /** So many offers in a row that an agent lets run out make their status No answer; 0 = never. */
  ignoredOffersMax: 2,
  /** Whether plain agents may transfer by name only to those whom the administrator has marked for it. */
  preferredAgents: false as boolean,
  /** Where pictures of a map are: an address with {z}, {x} and {y}; "" = there is no map. */
  mapTiles: "",
  /** Whose map it is. */
  mapAttribution: "",
  /** Who finds addresses; "" = nobody is asked. */
  geocoder: "",
  /** Whether agents may dictate: a browser may send what it hears to its maker. */
  dictation: false as boolean,
  /** What stands on a quote besides the name of the company. */
  companyAddress: "",
  vatNumber: "",
  /** In which quotes are made (ISO 4217). */
  currency: "EUR",
};
export type SettingKey = keyof typeof SETTINGS;

export function setting<K extends SettingKey>(db: Database, key: K): (typeof SETTINGS)[K] {
  const row = readSetting.get(db, { key });
  return row ? (JSON.parse(row.value) as (typeof SETTINGS)[K]) : SETTINGS[key];
}

/** Changes a setting; says whether it was another before. The caller audits it. */
export function changeSetting<K extends SettingKey>(db: Database, key: K, value: (typeof SETTINGS)[K], now: number): boolean {
  const changed = writeSetting.run(db, { key, value: JSON.stringify(value) }) > 0;
  if (changed) record(db, now, "workspace.changed", {}, {});
  return changed;
}
