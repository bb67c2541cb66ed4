import type { Egress } from "../http/egress.ts";
import type { Language } from "../texts/catalogue.ts";
import { ADDRESS_LENGTH_MAX, type Place } from "./place.ts";

export type Tile = { bytes: Uint8Array<ArrayBuffer>; type: string };
export type TileAt = { z: number; x: number; y: number };

const ANSWER_MS_MAX = 10_000;
const TILE_BYTES_MAX = 512 * 1024;
const FOUND_BYTES_MAX = 256 * 1024;
const FOUND_MAX = 5;
const PICTURE = /^image\/(png|jpeg|webp|avif)\b/;

/** What a server of maps has at a place of its grid; null when it has no picture there. Throws NotSent, NoAnswer. */
export async function askTile(egress: Egress, template: string, { z, x, y }: TileAt, from: string): Promise<Tile | null> {
  const url = template.replaceAll("{z}", String(z)).replaceAll("{x}", String(x)).replaceAll("{y}", String(y));
  const bounds = { totalMs: ANSWER_MS_MAX, timeoutMs: ANSWER_MS_MAX, bytesMax: TILE_BYTES_MAX };
  const response = await egress(url, { headers: { "user-agent": from, accept: "image/*" }, named: url, ...bounds });
  const type = PICTURE.exec(response.headers.get("content-type") ?? "")?.[0];
  if (response.status !== 200 || !type) {
    await response.body?.cancel();
    return null;
  }
  return { bytes: await response.bytes(), type };
}

/**
 * The places that fit an address, the best first; null when the geocoder's answer is none. One whose path ends in /api speaks as Photon
 * does, any other as Nominatim. Throws NotSent, NoAnswer.
 */
export async function askGeocoder(egress: Egress, address: string, asked: { q: string; language: Language }, from: string): Promise<Place[] | null> {
  const url = new URL(address);
  const isPhoton = /\/api\/?$/.test(url.pathname);
  const nominatim = { format: "jsonv2", "accept-language": asked.language };
  const query = { q: asked.q, limit: String(FOUND_MAX), ...(isPhoton ? {} : nominatim) };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const bounds = { totalMs: ANSWER_MS_MAX, timeoutMs: ANSWER_MS_MAX, bytesMax: FOUND_BYTES_MAX };
  const response = await egress(url.href, { headers: { "user-agent": from, accept: "application/json" }, named: address, ...bounds });
  const text = await response.text();
  return response.status === 200 ? placesIn(text) : null;
}

function placesIn(json: string): Place[] | null {
  const answer = parsed(json);
  const found = Array.isArray(answer) ? answer.map(ofNominatim) : list(object(answer)["features"])?.map(ofPhoton);
  return found?.filter((place) => place !== null).slice(0, FOUND_MAX) ?? null;
}

function ofNominatim(one: unknown): Place | null {
  const { lat, lon, name, display_name: whole } = object(one);
  const called = word(name);
  const address = word(whole);
  return placeOf(lat, lon, called, called && address.startsWith(`${called}, `) ? address.slice(called.length + 2) : address);
}

// RFC 7946: longitude comes first.
function ofPhoton(one: unknown): Place | null {
  const { geometry, properties } = object(one);
  const [longitude, latitude] = list(object(geometry)["coordinates"]) ?? [];
  const { name, street, housenumber, postcode, city, country } = object(properties);
  const lines = [
    [street, housenumber],
    [postcode, city],
  ].map((parts) => parts.map(word).filter(Boolean).join(" "));
  return placeOf(latitude, longitude, word(name), [...lines, word(country)].filter(Boolean).join(", "));
}

function placeOf(north: unknown, east: unknown, name: string, address: string): Place | null {
  const [latitude, longitude] = [north, east].map((value) => (word(value) === "" ? Number.NaN : Number(value))) as [number, number];
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  return { name: name.slice(0, 100), address: address.slice(0, ADDRESS_LENGTH_MAX), latitude, longitude };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const object = (value: unknown) => (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
const list = (value: unknown): unknown[] | null => (Array.isArray(value) ? value : null);
const word = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
