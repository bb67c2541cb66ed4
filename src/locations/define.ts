import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import { readFields } from "../http/fields.ts";
import { type Place, type PlaceInput, placeIn } from "./place.ts";
import * as store from "./store.ts";

/** So many a chooser can still show at once. */
export const LOCATIONS_MAX = 500;

/** Keeps a place to be sent again, and gives its id. Throws Invalid. */
export function addLocation(db: Database, input: PlaceInput, who: Who, now: number): number {
  const place = check(db, input, null);
  if ((store.countLocations.get(db)?.n ?? 0) >= LOCATIONS_MAX) throw new Invalid({ name: "location.too-many" }, { name: { max: LOCATIONS_MAX } });
  const { id } = store.insertLocation.get(db, place) as { id: number };
  audit(db, { who, action: "location.added", subject: `location:${id}`, after: place }, now);
  record(db, now, "location.changed", {}, { locationId: id });
  return id;
}

/** Changes a place; what is as it was changes nothing. What was sent stays. Throws Invalid, NotFound. */
export function changeLocation(db: Database, id: number, input: PlaceInput, who: Who, now: number) {
  const { id: _, ...before } = locationOr404(db, id);
  const after = check(db, input, id);
  if (Bun.deepEquals(before, after)) return;
  store.updateLocation.run(db, { id, ...after });
  audit(db, { who, action: "location.changed", subject: `location:${id}`, before, after }, now);
  record(db, now, "location.changed", {}, { locationId: id });
}

/** Removes a place. What was sent stays. Throws NotFound. */
export function removeLocation(db: Database, id: number, who: Who, now: number) {
  const { id: _, ...before } = locationOr404(db, id);
  store.deleteLocation.run(db, { id });
  audit(db, { who, action: "location.removed", subject: `location:${id}`, before }, now);
  record(db, now, "location.changed", {}, { locationId: id });
}

export function locationOr404(db: Database, id: number): store.Location {
  const found = store.findLocation.get(db, { id });
  if (!found) throw new NotFound();
  return found;
}

/** All of them, by name. */
export const locationsOf = (db: Database): store.Location[] => store.allLocations.all(db);

/** The one of this name, whatever the case of its letters. */
export const locationNamed = (db: Database, name: string): store.Location | null => store.locationNamed.get(db, { name });

function check(db: Database, input: PlaceInput, id: number | null): Place {
  return readFields(input, (field) => {
    const place = placeIn(field, input, false);
    const namesake = store.locationNamed.get(db, { name: place.name });
    if (namesake && namesake.id !== id) field.wrong("name", "field.taken");
    return place;
  });
}
