// Reading what a provider sent, whatever it is: nothing here throws.

export type Json = Readonly<Record<string, unknown>>;

export const object = (value: unknown): Json => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {});

/** The objects of a list; what else is in it becomes empty ones. */
export const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(object) : []);

/** A text or a number as text, else "". SQLite ends a text at a NUL, so there is none. */
export function text(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.replaceAll("\0", "") : "";
}

/** Seconds since 1970, as text or number, in ms; 0 when it is neither. */
export function instant(seconds: unknown): number {
  const ms = Math.round(Number(text(seconds)) * 1000);
  return Number.isSafeInteger(ms) && ms > 0 ? ms : 0;
}
