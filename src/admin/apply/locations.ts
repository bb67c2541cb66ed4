import { addLocation, changeLocation, locationNamed, removeLocation } from "../../locations/define.ts";
import { degreesIn, type Place } from "../../locations/place.ts";
import { type Section, shown } from "./section.ts";
import { degrees, text } from "./shape.ts";

// As it will be kept, so that the same file changes nothing a second time. What is no number is refused by the verb.
const plain = (value: unknown) => (typeof value === "string" ? value.trim().normalize("NFC") : undefined);
const degreesOf = (value: unknown) => (value === undefined ? undefined : (degreesIn(value as string | number) ?? Number.NaN));

/** The places that are kept to be sent again. */
export const locations: Section<Place> = {
  name: "locations",
  one: "location",
  key: "name",
  attributes: { address: text, latitude: degrees, longitude: degrees },
  needed: ["latitude", "longitude"],
  find: ({ db }, key) => {
    const found = locationNamed(db, key);
    if (!found) return null;
    const { id, ...state } = found;
    return { id: String(id), state };
  },
  wanted: (_, key, given, state) => ({
    name: key,
    address: plain(given["address"]) ?? state?.address ?? "",
    latitude: degreesOf(given["latitude"]) ?? state?.latitude ?? Number.NaN,
    longitude: degreesOf(given["longitude"]) ?? state?.longitude ?? Number.NaN,
  }),
  show: ({ name, address, latitude, longitude }) => ({
    name: shown(name),
    address: shown(address || null),
    latitude: shown(latitude),
    longitude: shown(longitude),
  }),
  add: ({ db, who, now }, state) => void addLocation(db, state, who, now),
  change: ({ db, who, now }, id, state) => changeLocation(db, Number(id), state, who, now),
  rename: ({ db, who, now }, { id, state }, name) => changeLocation(db, Number(id), { ...state, name }, who, now),
  remove: ({ db, who, now }, { id }) => {
    removeLocation(db, Number(id), who, now);
    return "removed";
  },
};
