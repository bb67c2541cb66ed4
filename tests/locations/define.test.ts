import { expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { addLocation, changeLocation, LOCATIONS_MAX, locationsOf, removeLocation } from "../../src/locations/define.ts";
import { type PlaceInput, placeLine, placeText, readPlace } from "../../src/locations/place.ts";
import { refusal } from "../admin/office.ts";
import { happened, lastEvent } from "../talk.ts";
import { type World, world } from "../world.ts";

const SHOP: PlaceInput = { name: "Shop", address: "Via Roma 1, Milano", latitude: "45,46427", longitude: "9.1895100001" };
const adds = (here: World, more: Partial<PlaceInput> = {}) => here.write((db) => addLocation(db, { ...SHOP, ...more }, CONSOLE, here.now));
const audited = ({ db }: World) => db.query("SELECT action, after FROM audit WHERE subject LIKE 'location:%'").values();

test("a place is kept with its coordinates as numbers, listed by name, told and audited", () => {
  const here = world();
  adds(here, { name: "parking" });
  const id = adds(here);
  adds(here, { name: "Office", address: "" });
  expect(locationsOf(here.db).map(({ name }) => name)).toEqual(["Office", "parking", "Shop"]);
  expect(locationsOf(here.db)[2]).toEqual({ id, name: "Shop", address: "Via Roma 1, Milano", latitude: 45.46427, longitude: 9.18951 });
  expect(happened(here).filter(({ kind }) => kind === "location.changed")).toHaveLength(3);
  expect(audited(here)[1]).toEqual(["location.added", '{"name":"Shop","address":"Via Roma 1, Milano","latitude":45.46427,"longitude":9.18951}']);
});

test.each([
  [{ name: " " }, { name: "field.required" }],
  [{ name: "SHOP" }, { name: "field.taken" }],
  [{ latitude: "" }, { latitude: "location.latitude.wrong" }],
  [{ latitude: "90.1" }, { latitude: "location.latitude.wrong" }],
  [{ latitude: "north" }, { latitude: "location.latitude.wrong" }],
  [{ longitude: "-180.5" }, { longitude: "location.longitude.wrong" }],
  [{ longitude: Number.NaN }, { longitude: "location.longitude.wrong" }],
  [{ address: "x".repeat(301) }, { address: "field.too-long" }],
])("with %j it is refused, and it says why", (wrong, why) => {
  const here = world();
  adds(here);
  const before = lastEvent(here);
  expect(refusal(() => adds(here, { name: "Another", ...wrong }))).toEqual(why);
  expect([lastEvent(here), locationsOf(here.db).length]).toEqual([before, 1]);
});

test("a change that changes nothing is not told; what is removed is gone, and twice is not there", () => {
  const here = world();
  const id = adds(here);
  const since = lastEvent(here);
  here.write((db) => changeLocation(db, id, { ...SHOP, name: " Shop " }, CONSOLE, here.now));
  expect(happened(here, since)).toEqual([]);
  here.write((db) => changeLocation(db, id, { ...SHOP, name: "SHOP", latitude: -33 }, CONSOLE, here.now));
  expect(locationsOf(here.db)).toMatchObject([{ name: "SHOP", latitude: -33 }]);
  here.write((db) => removeLocation(db, id, CONSOLE, here.now));
  expect(refusal(() => here.write((db) => removeLocation(db, id, CONSOLE, here.now)))).toBe("error.not-found");
  expect(happened(here, since)).toEqual([1, 2].map(() => ({ kind: "location.changed", data: { locationId: id } })));
  expect(audited(here).map(([action]) => action)).toEqual(["location.added", "location.changed", "location.removed"]);
});

test("there are no more than a chooser can show", () => {
  const here = world();
  here.writeAll(Array.from({ length: LOCATIONS_MAX }, (_, n) => (db) => addLocation(db, { ...SHOP, name: `Place ${n}` }, CONSOLE, here.now)));
  expect(refusal(() => adds(here))).toEqual({ name: "location.too-many" });
});

test("a place reads as a line, and for who gets no map as a text with a link", () => {
  const shop = readPlace(SHOP);
  const point = readPlace({ name: "", address: "", latitude: 1.5, longitude: -2 }, { nameless: true });
  expect([placeLine(shop), placeLine(point)]).toEqual(["Shop, Via Roma 1, Milano", ""]);
  expect(placeText(shop)).toBe("Shop\nVia Roma 1, Milano\nhttps://www.openstreetmap.org/?mlat=45.46427&mlon=9.18951#map=17/45.46427/9.18951");
  expect(placeText(point)).toBe("https://www.openstreetmap.org/?mlat=1.5&mlon=-2#map=17/1.5/-2");
});
