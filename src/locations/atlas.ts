import { setting } from "../admin/settings.ts";
import { NotFound, Refusal, TooMany } from "../http/errors.ts";
import type { Language } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { askGeocoder, askTile, type Tile, type TileAt } from "./client.ts";
import type { Place } from "./place.ts";

/** What an administrator named; what is not named is null, and then nobody outside is asked. */
export type MapGiven = { attribution: string | null; geocodes: boolean };

/** Asks a server of maps and a geocoder for the people of a workspace, who are not seen there themselves. */
export type Atlas = {
  /** Throws NotFound where there is no map or no such tile, TooMany, and Refusal when the server did not answer. */
  tile(at: TileAt): Promise<Tile>;
  /** Throws NotFound without a geocoder, TooMany, and Refusal when it did not answer. */
  find(q: string, language: Language): Promise<readonly Place[]>;
};

export const ZOOM_MAX = 22;
const TILES_AT_ONCE_MAX = 48;
/** Nominatim's usage policy: no more than one request a second, and answers are to be kept. */
const FIND_EVERY_MS = 1_000;
const WAIT_MAX_MS = 3_000;
const FOUND_KEPT_MS = 24 * 60 * 60_000;
const FOUND_KEPT_MAX = 500;

export function mapGiven({ db }: Pick<Workspace, "db">): MapGiven {
  return { attribution: setting(db, "mapTiles") === "" ? null : setting(db, "mapAttribution"), geocodes: setting(db, "geocoder") !== "" };
}

export function atlasOf({ db, egress, config, clock, log }: Workspace): Atlas {
  const kept = new Map<string, { until: number; places: readonly Place[] }>();
  const from = `Parlo (${config.publicUrl.origin})`;
  let tilesNow = 0;
  let nextAt = 0;

  const failed = (error: unknown): never => {
    log.warn({ error }, "the map's server did not answer");
    throw new Refusal(502, "map.unreached");
  };
  return {
    tile: async (at) => {
      const template = setting(db, "mapTiles");
      if (template === "" || !isOnGrid(at)) throw new NotFound();
      if (tilesNow >= TILES_AT_ONCE_MAX) throw new TooMany(1);
      tilesNow++;
      const tile = await askTile(egress, template, at, from)
        .catch(failed)
        .finally(() => tilesNow--);
      if (!tile) throw new NotFound();
      return tile;
    },
    find: async (q, language) => {
      const geocoder = setting(db, "geocoder");
      if (geocoder === "") throw new NotFound();
      const key = JSON.stringify([geocoder, language, q.toLowerCase()]);
      const known = kept.get(key);
      if (known && known.until > clock()) return known.places;
      const now = clock();
      const turnAt = Math.max(now, nextAt);
      if (turnAt - now > WAIT_MAX_MS) throw new TooMany(Math.ceil((turnAt - now) / 1_000));
      nextAt = turnAt + FIND_EVERY_MS;
      await Bun.sleep(turnAt - now);
      const places = (await askGeocoder(egress, geocoder, { q, language }, from).catch(failed)) ?? failed(null);
      kept.delete(key);
      const [oldest] = kept.keys();
      if (kept.size >= FOUND_KEPT_MAX && oldest !== undefined) kept.delete(oldest);
      kept.set(key, { until: clock() + FOUND_KEPT_MS, places });
      return places;
    },
  };
}

function isOnGrid({ z, x, y }: TileAt): boolean {
  return [z, x, y].every((n) => Number.isInteger(n) && n >= 0) && z <= ZOOM_MAX && Math.max(x, y) < 2 ** z;
}
