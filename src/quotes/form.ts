import { type FieldReader, readFields } from "../http/fields.ts";
import { postedOf } from "../http/posted.ts";
import type { Language } from "../texts/catalogue.ts";
import { decimal, digitsOf, readDecimal } from "../texts/money.ts";
import { isDay } from "../texts/time.ts";
import { type Line, type Totals, totalsOf } from "./amounts.ts";
import type { Quote, QuoteInput } from "./store.ts";

export const LINES_MAX = 100;
export const LINE_TEXT_LENGTH_MAX = 1_000;
export const QUOTE_NOTES_LENGTH_MAX = 10_000;
const DAY_LENGTH_MAX = 10;
/** In thousandths: a million of something. */
const QUANTITY_MAX = 1_000_000_000;
const PRICE_MAX = 100_000_000_000;
/** Far below where whole numbers end to be exact (2^53). */
const TOTAL_MAX = 10_000_000_000_000;
const RATE_MAX = 10_000;
const RATE_DIGITS = 2;

/** A line and a quote as they are typed. */
export type LineValues = Readonly<Record<"text" | "quantity" | "price" | "vat" | "discount", string>>;
export type QuoteValues = { day: string; validUntil: string; notes: string; lines: readonly LineValues[] };

/** What somebody typed, line by line. */
export function valuesOf(body: unknown): QuoteValues {
  const posted = postedOf(body);
  const lines = posted.all("text").map((text, n): LineValues => {
    const at = (name: string) => posted.all(name)[n] ?? "";
    return { text, quantity: at("quantity"), price: at("price"), vat: at("vat"), discount: at("discount") };
  });
  return { day: posted.text("day"), validUntil: posted.text("validUntil"), notes: posted.text("notes"), lines: lines.slice(0, LINES_MAX + 1) };
}

/** A quote as it would be typed. */
export function valuesFrom({ day, validUntil, notes, lines, currency }: Quote, language: Language): QuoteValues {
  const digits = digitsOf(currency);
  const typed = lines.map(({ text, quantity, price, vat, discount }) => ({
    text,
    quantity: decimal(language, quantity, QUANTITY.digits),
    price: decimal(language, price, digits, digits),
    vat: decimal(language, vat, RATE_DIGITS),
    discount: discount === 0 ? "" : decimal(language, discount, RATE_DIGITS),
  }));
  return { day, validUntil: validUntil ?? "", notes, lines: typed };
}

/** A line that is added: one of something, at the rate that was used last. */
export const emptyLine = (language: Language, vat: number | null): LineValues => ({
  text: "",
  quantity: "1",
  price: "",
  vat: vat === null ? "" : decimal(language, vat, RATE_DIGITS),
  discount: "",
});

/** Reads what was typed; a line in which nothing of its own stands is none. What is wrong with a line is named "price-0". Throws Invalid. */
export function readQuote(values: QuoteValues, currency: string): QuoteInput {
  const all = values.lines.map((line, n) => ({ ...line, n }));
  const lines = all.filter(({ text, price }) => text.trim() !== "" || price.trim() !== "");
  const texts = Object.fromEntries(lines.map(({ text, n }) => [`text-${n}`, text]));
  return readFields({ ...values, ...texts }, (field) => {
    const day = dayIn(field, "day", false);
    const validUntil = dayIn(field, "validUntil", true) || null;
    if (validUntil !== null && validUntil < day) field.wrong("validUntil", "quote.wrong.valid-until");
    const input = {
      day,
      validUntil,
      notes: field.text("notes", { max: QUOTE_NOTES_LENGTH_MAX, optional: true }),
      lines: lines.map(({ n, ...typed }) => ({
        text: field.text(`text-${n}`, { max: LINE_TEXT_LENGTH_MAX }),
        ...amountsIn(typed, digitsOf(currency), (name, key, facts) => field.wrong(`${name}-${n}`, key, facts)),
      })),
    };
    if (lines.length === 0) field.wrong("lines", "quote.wrong.no-lines");
    if (values.lines.length > LINES_MAX) field.wrong("lines", "quote.wrong.too-many-lines", { max: LINES_MAX });
    if (totalsOf(input.lines).total > TOTAL_MAX) field.wrong("lines", "quote.wrong.too-much");
    return input;
  });
}

function dayIn(field: FieldReader, name: string, optional: boolean): string {
  const day = field.text(name, { max: DAY_LENGTH_MAX, optional });
  if (day !== "" && !isDay(day)) field.wrong(name, "quote.wrong.day");
  return day;
}

type Rules = { digits: number; min?: number; max: number; wrong: string };
const QUANTITY: Rules = { digits: 3, min: 1, max: QUANTITY_MAX, wrong: "quote.wrong.quantity" };
const RATE: Rules = { digits: RATE_DIGITS, max: RATE_MAX, wrong: "quote.wrong.rate" };

function amountsIn(typed: LineValues, digits: number, wrong: FieldReader["wrong"]): Omit<Line, "text"> {
  const number = (name: keyof LineValues, rules: Rules) => {
    const found = readDecimal(typed[name], rules.digits);
    if (found !== null && found >= (rules.min ?? 0) && found <= rules.max) return found;
    wrong(name, rules.wrong, { digits: rules.digits });
    return 0;
  };
  return {
    quantity: number("quantity", QUANTITY),
    price: number("price", { digits, max: PRICE_MAX, wrong: digits === 0 ? "quote.wrong.price-whole" : "quote.wrong.price" }),
    vat: number("vat", RATE),
    discount: typed.discount.trim() === "" ? 0 : number("discount", RATE),
  };
}

/** What the lines come to that can be computed already, of the others null; for what is shown while one types. */
export function totalsSoFar({ lines }: QuoteValues, currency: string): Omit<Totals, "nets"> & { nets: (number | null)[] } {
  const known = lines.map((typed) => {
    let whole = true;
    const amounts = amountsIn(typed, digitsOf(currency), () => {
      whole = false;
    });
    return whole ? amounts : null;
  });
  const { nets, ...totals } = totalsOf(known.filter((one) => one !== null));
  const rest = nets.values();
  return { ...totals, nets: known.map((one) => (one === null ? null : (rest.next().value ?? null))) };
}
