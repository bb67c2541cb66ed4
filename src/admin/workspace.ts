import type { Database } from "bun:sqlite";
import { type FieldReader, NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import { LANGUAGES, type Language } from "../texts/catalogue.ts";
import { currencies } from "../texts/money.ts";
import { isZone } from "../texts/time.ts";
import { audit, type Who } from "./audit.ts";
import { changeSetting, setting } from "./settings.ts";

export type WorkspaceInput = {
  name: string;
  timeZone: string;
  language: Language;
  preferredAgents: boolean;
  ignoredOffersMax: number;
  historyDays: number;
  mapTiles: string;
  mapAttribution: string;
  geocoder: string;
  dictation: boolean;
  companyAddress: string;
  vatNumber: string;
  currency: string;
};
type Flag = "preferredAgents" | "dictation";
type Typed = Readonly<Record<Exclude<keyof WorkspaceInput, Flag>, string>> & Readonly<Record<Flag, boolean>>;

const URL_LENGTH_MAX = 500;
const ATTRIBUTION_LENGTH_MAX = 200;
export const IGNORED_OFFERS_MAX = 100;
export const HISTORY_DAYS_MAX = 3_650;
export const ADDRESS_LENGTH_MAX = 500;
export const VAT_NUMBER_LENGTH_MAX = 40;

export const workspaceOf = (db: Database): WorkspaceInput => ({
  name: setting(db, "name"),
  timeZone: setting(db, "timeZone"),
  language: setting(db, "language"),
  preferredAgents: setting(db, "preferredAgents"),
  ignoredOffersMax: setting(db, "ignoredOffersMax"),
  historyDays: setting(db, "historyDays"),
  mapTiles: setting(db, "mapTiles"),
  mapAttribution: setting(db, "mapAttribution"),
  geocoder: setting(db, "geocoder"),
  dictation: setting(db, "dictation"),
  companyAddress: setting(db, "companyAddress"),
  vatNumber: setting(db, "vatNumber"),
  currency: setting(db, "currency"),
});

/** Sets what holds for the whole workspace; what is as it was changes nothing. Throws Invalid. */
export function changeWorkspace(db: Database, input: Typed, who: Who, now: number) {
  const before = workspaceOf(db);
  const after = readFields(input, (field) => {
    if (!isZone(input.timeZone)) field.wrong("timeZone", "field.choose");
    if (!currencies().includes(input.currency)) field.wrong("currency", "field.choose");
    return {
      name: field.text("name", { max: NAME_LENGTH_MAX }),
      timeZone: input.timeZone,
      language: field.choice("language", LANGUAGES),
      preferredAgents: input.preferredAgents,
      ignoredOffersMax: field.number("ignoredOffersMax", { min: 0, max: IGNORED_OFFERS_MAX }),
      historyDays: field.number("historyDays", { min: 1, max: HISTORY_DAYS_MAX }),
      ...mapIn(field),
      dictation: input.dictation,
      companyAddress: field.text("companyAddress", { max: ADDRESS_LENGTH_MAX, optional: true }),
      vatNumber: field.text("vatNumber", { max: VAT_NUMBER_LENGTH_MAX, optional: true }),
      currency: input.currency,
    };
  });
  const changed = [
    changeSetting(db, "name", after.name, now),
    changeSetting(db, "timeZone", after.timeZone, now),
    changeSetting(db, "language", after.language, now),
    changeSetting(db, "preferredAgents", after.preferredAgents, now),
    changeSetting(db, "ignoredOffersMax", after.ignoredOffersMax, now),
    changeSetting(db, "historyDays", after.historyDays, now),
    changeSetting(db, "mapTiles", after.mapTiles, now),
    changeSetting(db, "mapAttribution", after.mapAttribution, now),
    changeSetting(db, "geocoder", after.geocoder, now),
    changeSetting(db, "dictation", after.dictation, now),
    changeSetting(db, "companyAddress", after.companyAddress, now),
    changeSetting(db, "vatNumber", after.vatNumber, now),
    changeSetting(db, "currency", after.currency, now),
  ];
  if (changed.includes(true)) audit(db, { who, action: "settings.changed", subject: "workspace", before, after }, now);
}

// Whose map it is must be said: that is how those who draw maps are paid.
function mapIn(field: FieldReader): Pick<WorkspaceInput, "mapTiles" | "mapAttribution" | "geocoder"> {
  const mapTiles = field.text("mapTiles", { max: URL_LENGTH_MAX, optional: true });
  const geocoder = field.text("geocoder", { max: URL_LENGTH_MAX, optional: true });
  if (mapTiles !== "" && !(isAddress(mapTiles) && ["{z}", "{x}", "{y}"].every((hole) => mapTiles.includes(hole)))) field.wrong("mapTiles", "map.tiles.wrong");
  if (geocoder !== "" && !isAddress(geocoder)) field.wrong("geocoder", "field.url");
  return { mapTiles, mapAttribution: field.text("mapAttribution", { max: ATTRIBUTION_LENGTH_MAX, optional: mapTiles === "" }), geocoder };
}

const isAddress = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);
