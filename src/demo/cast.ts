import type { Language } from "../texts/catalogue.ts";

export type Trait =
  /** Asks again when nobody answers. */
  | "impatient"
  /** Says in three messages what others say in one. */
  | "chatty"
  /** Answers after minutes. */
  | "slow"
  /** Answers once or twice, then never again. */
  | "forgetful"
  /** Reads long after it arrived. */
  | "reads-late"
  /** Has the receipts of reading switched off. */
  | "unread"
  /** Thanks with an emoji. */
  | "emoji";

/** Somebody who writes. Who has no phone is known by a user id of the provider, or by a browser. */
export type Person = {
  readonly key: string;
  readonly name: string;
  readonly language: Language;
  readonly on: "whatsapp" | "webchat";
  readonly phone: string | null;
  readonly userId: string | null;
  readonly traits: readonly Trait[];
  readonly city: string;
  readonly street: string;
};

export function mailOf({ name }: Pick<Person, "name">): string {
  const plain = name.normalize("NFD").replace(/[^a-zA-Z ]/g, "");
  return `${plain.toLowerCase().replaceAll(" ", ".")}@example.com`;
}

type Row = readonly [name: string, traits: readonly Trait[], city: string, street: string];

const ITALIANS: readonly Row[] = [
  ["Giulia Ferrari", ["emoji"], "Milano", "via Tortona 12"],
  ["Marco Bianchi", ["impatient"], "Torino", "corso Francia 88"],
  ["Lucia Conti", ["chatty", "emoji"], "Bologna", "via Saragozza 41"],
  ["Alessandro Greco", [], "Roma", "via Appia Nuova 210"],
  ["Francesca Romano", ["reads-late"], "Napoli", "via Chiaia 7"],
  ["Davide Gallo", ["slow"], "Genova", "via San Lorenzo 19"],
  ["Martina Rizzo", ["emoji", "chatty"], "Palermo", "via Libertà 103"],
  ["Stefano Moretti", ["unread"], "Verona", "via Mazzini 5"],
  ["Chiara Lombardi", [], "Bergamo", "via Sant’Alessandro 32"],
  ["Paolo Fontana", ["impatient", "chatty"], "Firenze", "via Gioberti 66"],
  ["Elena Serra", ["emoji"], "Cagliari", "via Garibaldi 14"],
  ["Roberto Marini", ["forgetful"], "Padova", "via Altinate 27"],
  ["Sara De Luca", [], "Bari", "via Sparano 120"],
  ["Antonio Villa", ["slow", "unread"], "Monza", "via Italia 9"],
  ["Valentina Costa", ["chatty"], "Trieste", "via Carducci 18"],
];

const OTHERS: readonly Row[] = [
  ["Emma Clarke", ["emoji"], "London", "14 Calvert Avenue"],
  ["Oliver Hughes", [], "Bristol", "3 Park Row"],
  ["Marek Kowalski", ["impatient"], "Kraków", "ul. Długa 21"],
  ["Aisha Rahman", ["chatty"], "Manchester", "52 Oldham Street"],
  ["Tomás Navarro", ["slow"], "Valencia", "carrer de Sorní 8"],
  ["Hannah Meyer", ["reads-late"], "Hamburg", "Lange Reihe 40"],
  ["Jack Sullivan", ["forgetful"], "Dublin", "27 Capel Street"],
  ["Sofia Lindqvist", ["emoji"], "Göteborg", "Linnégatan 15"],
  ["Noah Peters", ["unread"], "Edinburgh", "9 Broughton Street"],
  ["Priya Nair", ["chatty", "emoji"], "Leeds", "60 Call Lane"],
  ["Lukas Novák", [], "Praha", "Dlouhá 33"],
  ["Grace Thompson", ["impatient"], "Cardiff", "18 Wharton Street"],
];

const VISITORS_IT: readonly Row[] = [
  ["Simone Barbieri", [], "Como", "via Volta 3"],
  ["Ilaria Caruso", ["impatient"], "Catania", "via Etnea 200"],
  ["Federico Leone", ["chatty"], "Modena", "via Emilia 71"],
  ["Beatrice Sala", [], "Brescia", "corso Zanardelli 22"],
  ["Nicola Ferri", ["forgetful"], "Perugia", "corso Vannucci 50"],
  ["Giorgia Testa", ["slow"], "Lecce", "via Palmieri 11"],
];

const VISITORS_EN: readonly Row[] = [
  ["Ben Whitaker", [], "Bath", "5 Walcot Street"],
  ["Claire Dubois", ["chatty"], "Lyon", "rue Mercière 28"],
  ["Erik Hansen", ["impatient"], "Oslo", "Thorvald Meyers gate 44"],
  ["Ruth Adler", [], "Wien", "Neubaugasse 19"],
  ["Liam O’Brien", ["forgetful"], "Cork", "12 Oliver Plunkett Street"],
  ["Mia Johnson", ["slow"], "York", "30 Fossgate"],
];

/** Two people of WhatsApp have hidden their number, as one may since 2026. */
const HIDDEN: ReadonlySet<string> = new Set(["Elena Serra", "Sofia Lindqvist"]);

/** Everybody who ever writes in the demo. The numbers are nobody's: Ofcom keeps +44 7700 900xxx for fiction, and no Italian mobile begins with 300. */
export const CAST: readonly Person[] = [
  ...ITALIANS.map((row, n) => onWhatsApp(row, "it", `393005550${String(n + 110)}`, n)),
  ...OTHERS.map((row, n) => onWhatsApp(row, "en", `4477009001${String(n + 10)}`, n)),
  ...VISITORS_IT.map((row, n) => onWebChat(row, "it", n)),
  ...VISITORS_EN.map((row, n) => onWebChat(row, "en", n)),
];

function onWhatsApp([name, traits, city, street]: Row, language: Language, phone: string, n: number): Person {
  const userId = `${language === "it" ? "IT" : "GB"}.1349120865530${100 + n}`;
  return { key: userId, name, language, on: "whatsapp", phone: HIDDEN.has(name) ? null : phone, userId, traits, city, street };
}

function onWebChat([name, traits, city, street]: Row, language: Language, n: number): Person {
  return { key: `visitor-${language}-${n + 1}`, name, language, on: "webchat", phone: null, userId: null, traits, city, street };
}
