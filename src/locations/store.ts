import { sql } from "../db/sql.ts";
import type { Place } from "./place.ts";

/** A place that is kept to be sent again. */
export type Location = Place & { id: number };

const LOCATION = "l.id, l.name, l.address, l.latitude, l.longitude";

export const allLocations = sql<Location>(`SELECT ${LOCATION} FROM locations l ORDER BY l.name COLLATE NOCASE, l.id`);
export const findLocation = sql<Location, { id: number }>(`SELECT ${LOCATION} FROM locations l WHERE l.id = $id`);
export const locationNamed = sql<Location, { name: string }>(`SELECT ${LOCATION} FROM locations l WHERE l.name = $name COLLATE NOCASE`);
export const countLocations = sql<{ n: number }>("SELECT count(*) AS n FROM locations");

export const insertLocation = sql<{ id: number }, Place>(
  "INSERT INTO locations (name, address, latitude, longitude) VALUES ($name, $address, $latitude, $longitude) RETURNING id",
);
export const updateLocation = sql<never, Location>(
  "UPDATE locations SET name = $name, address = $address, latitude = $latitude, longitude = $longitude WHERE id = $id",
);
export const deleteLocation = sql<never, { id: number }>("DELETE FROM locations WHERE id = $id");
