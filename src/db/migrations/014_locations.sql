-- Places that agents send again and again: the shop, the office, where to park.
CREATE TABLE locations (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  name      TEXT NOT NULL CHECK (name <> ''),
  address   TEXT NOT NULL DEFAULT '',
  latitude  REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180)
) STRICT;
CREATE UNIQUE INDEX locations_by_name ON locations (name COLLATE NOCASE);
