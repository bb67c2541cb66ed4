import { type Language, localeOf } from "./catalogue.ts";

// Amounts are whole numbers: of the smallest unit of a currency, or of a power of ten of what people write.

const formats = new Map<string, Intl.NumberFormat>();
function format(language: Language, currency: string, currencyDisplay: "symbol" | "code"): Intl.NumberFormat {
  const key = `${language} ${currency} ${currencyDisplay}`;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.NumberFormat(localeOf(language), { style: "currency", currency, currencyDisplay, useGrouping: "always" })));
  return found;
}

/** Every currency's code (ISO 4217), for choosing one. */
export const currencies = (): readonly string[] => Intl.supportedValuesOf("currency");

/** How many decimals a currency is written with: 2 for EUR, 0 for JPY, 3 for KWD. */
export const digitsOf = (currency: string): number => format("en", currency, "code").resolvedOptions().maximumFractionDigits ?? 2;

/** "€1,234.50", "1.234,50 €"; with its code where the sign cannot be shown. */
export function money(language: Language, currency: string, amount: number, sign: "symbol" | "code" = "symbol"): string {
  return format(language, currency, sign).format(amount / 10 ** digitsOf(currency));
}

/** A number as it is typed into a field, without marks between thousands: "1234,5" for 1234500 thousandths. `min`: decimals that are always written. */
export function decimal(language: Language, amount: number, digits: number, min = 0): string {
  const whole = Math.floor(amount / 10 ** digits);
  const after = digits === 0 ? "" : String(amount % 10 ** digits).padStart(digits, "0");
  const written = after.slice(0, Math.max(min, after.replace(/0+$/, "").length));
  return written === "" ? String(whole) : `${whole}${language === "it" ? "," : "."}${written}`;
}

const TYPED = /^(\d{1,12})(?:[.,](\d*))?$/;

/** Reads what `decimal` writes, with a comma or a point in every language; null where it is none, or has more than `digits` decimals. */
export function readDecimal(typed: string, digits: number): number | null {
  const [, whole = "", after = ""] = TYPED.exec(typed.trim()) ?? [];
  if (whole === "" || after.length > digits) return null;
  return Number(whole + after.padEnd(digits, "0"));
}
