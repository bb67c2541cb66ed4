import type { Language } from "../../texts/catalogue.ts";
import { mailOf } from "../cast.ts";
import type { Chance } from "../chance.ts";
import type { PaperName } from "../media/papers.ts";
import type { PictureName } from "../media/pictures.ts";
import { FURNITURE, LAMPS, type PlaceName } from "./goods.ts";

/** One thing that a customer says. Texts hold {holes} until they are told by somebody. */
export type Said =
  | { readonly what: "text"; readonly text: string }
  | { readonly what: "photo"; readonly picture: PictureName; readonly text: string }
  | { readonly what: "voice"; readonly seconds: number }
  | { readonly what: "document"; readonly paper: PaperName; readonly name: string }
  | { readonly what: "place"; readonly place: PlaceName }
  | { readonly what: "contact"; readonly name: string; readonly phone: string };

/** What the customer says, and what somebody of the shop would answer to it. */
export type Turn = { readonly says: readonly (Said | string)[]; readonly hears: string };

/** Why somebody writes. Every turn but the first fits whatever the shop has answered before. */
export type Story = {
  readonly on: "whatsapp" | "webchat" | "both";
  readonly turns: readonly [Turn, ...Turn[]];
  /** Said to somebody who only greets, or asks what it is about. */
  readonly again: string;
  readonly thanks: string;
};

export const photo = (picture: PictureName, text = ""): Said => ({ what: "photo", picture, text });
export const voice = (seconds: number): Said => ({ what: "voice", seconds });
export const paper = (name: PaperName, file: string): Said => ({ what: "document", paper: name, name: file });
export const place = (name: PlaceName): Said => ({ what: "place", place: name });
export const contact = (name: string, phone: string): Said => ({ what: "contact", name, phone });

/** What fills the holes of a story for one customer this time. */
export type Facts = Readonly<Record<"name" | "first" | "order" | "item" | "lamp" | "furniture" | "day" | "city" | "street" | "mail" | "phone", string>>;

type Who = { readonly name: string; readonly city: string; readonly street: string; readonly phone: string | null; readonly language: Language };

const DAYS: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  it: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
};
const FIRST_ORDER = 20_100;

export function factsOf({ name, city, street, phone, language }: Who, chance: Chance): Facts {
  const [lamp, furniture] = [chance.pick(LAMPS[language]), chance.pick(FURNITURE[language])];
  return {
    name,
    first: name.split(" ")[0] ?? name,
    order: String(FIRST_ORDER + chance.below(1_900)),
    item: chance.is(0.5) ? lamp : furniture,
    lamp,
    furniture,
    day: chance.pick(DAYS[language]),
    city,
    street: `${street}, ${city}`,
    mail: mailOf({ name }),
    phone: `+${phone ?? "447700900100"}`,
  };
}

export function filled(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => facts[name as keyof Facts] ?? hole);
}

/** What is said, as it is: with its holes filled. */
export function told(said: Said | string, facts: Facts): Said {
  if (typeof said === "string") return { what: "text", text: filled(said, facts) };
  return said.what === "text" || said.what === "photo" ? { ...said, text: filled(said.text, facts) } : said;
}

/** How many letters somebody types to say it. */
export function lettersIn(said: Said): number {
  if (said.what === "text" || said.what === "photo") return said.text.length;
  return 12;
}
