import { type FieldReader, NAME_LENGTH_MAX, readFields } from "../http/fields.ts";

/** A point on the earth (degrees, WGS 84), with what people call it; "" where it has no name or address. */
export type Place = { name: string; address: string; latitude: number; longitude: number };
/** As it was typed. */
export type PlaceInput = { readonly [K in keyof Place]: string | number };

export const ADDRESS_LENGTH_MAX = 300;
/** Six decimals are a tenth of a metre. */
const DECIMALS = 6;
const DEGREES = /^[+-]?\d{1,3}(?:[.,]\d{1,20})?$/;

/** Reads a place. One without a name must be allowed. Throws Invalid. */
export function readPlace(input: PlaceInput, { nameless = false } = {}): Place {
  return readFields(input, (field) => placeIn(field, input, nameless));
}

export function placeIn(field: FieldReader, input: PlaceInput, nameless: boolean): Place {
  return {
    name: field.text("name", { max: NAME_LENGTH_MAX, optional: nameless }),
    address: field.text("address", { max: ADDRESS_LENGTH_MAX, optional: true }),
    latitude: degrees(field, "latitude", input.latitude, 90),
    longitude: degrees(field, "longitude", input.longitude, 180),
  };
}

function degrees(field: FieldReader, name: "latitude" | "longitude", given: string | number, max: number): number {
  const value = degreesIn(given);
  if (value === null || Math.abs(value) > max) field.wrong(name, `location.${name}.wrong`);
  return value ?? 0;
}

/** "45,4642" or 45.4642; null when it is no number. */
export function degreesIn(given: string | number): number | null {
  const text = String(given).trim();
  return DEGREES.test(text) ? Number(Number(text.replace(",", ".")).toFixed(DECIMALS)) : null;
}

/** In one line, as a list shows it. "" for a mere point. */
export const placeLine = ({ name, address }: Place): string => [name, address].filter(Boolean).join(", ");

/** As a message carries it, sent like received: a name or an address that it does not have is left out. */
export const placeData = ({ name, address, latitude, longitude }: Place): string =>
  JSON.stringify({ latitude, longitude, ...(name && { name }), ...(address && { address }) });

/** The place that a message carries; null when it carries none. */
export function placeInData(data: string | null): Place | null {
  const { latitude, longitude, name = "", address = "" } = (data === null ? {} : JSON.parse(data)) as Partial<Place>;
  return typeof latitude === "number" && typeof longitude === "number" ? { name, address, latitude, longitude } : null;
}

/** For who gets no map: what it is called, where it is, and a link that shows it. */
export const placeText = ({ name, address, latitude, longitude }: Place): string =>
  [name, address, `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`].filter(Boolean).join("\n");
