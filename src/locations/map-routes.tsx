import { Elysia, t } from "elysia";
import { FoundPlaces } from "../../views/locations/dialog.tsx";
import { html } from "../../views/render.tsx";
import { access } from "../http/access.ts";
import { TooMany } from "../http/errors.ts";
import { limiterOf } from "../http/limits.ts";
import type { Workspace } from "../workspace.ts";
import { atlasOf } from "./atlas.ts";

/** More letters than this are no address. */
const ASKED_LENGTH_MAX = 200;
/** Of one person in a minute: a screen of a map has about thirty. */
const TILES_MAX = 1_200;
const MINUTE_MS = 60_000;
const TILE_KEPT_SECONDS = 7 * 24 * 60 * 60;

/** The map and the geocoder that an administrator named, asked by us: neither learns who looks. */
export const mapRoutes = (workspace: Workspace) => {
  const atlas = atlasOf(workspace);
  const tiles = limiterOf({ max: TILES_MAX, windowMs: MINUTE_MS }, workspace.clock);
  const may = "signed-in";
  return new Elysia()
    .use(access(workspace))
    .get(
      "/map/:z/:x/:y",
      async ({ person, params }) => {
        const wait = tiles.take(String(person.userId));
        if (wait > 0) throw new TooMany(wait);
        const { bytes, type } = await atlas.tile(params);
        return new Response(bytes, { headers: { "content-type": type, "cache-control": `private, max-age=${TILE_KEPT_SECONDS}` } });
      },
      { may, params: t.Object({ z: t.Numeric(), x: t.Numeric(), y: t.Numeric() }) },
    )
    .get(
      "/geo",
      async ({ page, query }) => {
        const q = (query["q"] ?? "").replace(/\s+/g, " ").trim().slice(0, ASKED_LENGTH_MAX);
        const now = page();
        return html(now, <FoundPlaces places={q === "" ? [] : await atlas.find(q, now.language)} />);
      },
      { may },
    );
};
