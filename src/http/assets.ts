import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import alpine from "@alpinejs/csp/dist/module.esm.min.js" with { type: "file" };
import { Elysia } from "elysia";
import emojiEn from "emoji-picker-element-data/en/cldr/data.json" with { type: "file" };
import emojiIt from "emoji-picker-element-data/it/cldr/data.json" with { type: "file" };
import htmx from "htmx.org/dist/htmx.min.js" with { type: "file" };
import leafletStyle from "leaflet/dist/leaflet.css" with { type: "file" };
import leaflet from "leaflet/dist/leaflet.js" with { type: "file" };
// Its package names only modules in many files; this one file is all of it.
import chart from "../../node_modules/chart.js/dist/chart.umd.min.js" with { type: "file" };
import { build, filesIn, ROOT } from "./build.ts";
import { ENCODERS, type Encoding, encodingFor } from "./compress.ts";
import { NotFound } from "./errors.ts";

/** Our own files for the browser, and the libraries under the names that pages know them by. */
const LIBRARIES = {
  "lib/alpine.js": alpine,
  "lib/chart.js": chart,
  "lib/emoji-en.json": emojiEn,
  "lib/emoji-it.json": emojiIt,
  "lib/htmx.js": htmx,
  "lib/leaflet.css": leafletStyle,
  "lib/leaflet.js": leaflet,
};
/** In the executable the page's script is there in one file, which goes before its parts (scripts/build.ts). */
const TREES = Bun.isStandaloneExecutable ? ["static", "bundled"] : ["static"];

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wav": "audio/wav",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const COMPRESSIBLE = /^(text\/|application\/(json|manifest)|image\/svg)/;
const FOREVER = "public, max-age=31536000, immutable";
/** Lines of a script that only who reads the sources needs, and what stands before the others. No text of ours goes over several lines. */
const UNREAD = /^[ \t]*(?:\/\/.*|\/\*\*[\s\S]*?\*\/)\n|^[ \t]+/gm;

type Asset = { path: string; type: string; etag: string; encoded: Map<Encoding, Uint8Array<ArrayBuffer>>; own: boolean };

export type Assets = {
  /** Names this build; part of every file's address. */
  readonly build: string;
  /** The address of a file: `url("css/tokens.css")`. Throws when there is none. */
  url(name: string): string;
  /** A file as it is now. `forever`: the address will never name another content. Throws NotFound. */
  answer(name: string, request: Request, forever: boolean): Response;
};

/** Knows every file. Each is compressed when somebody first asks for it so, and kept (the largest takes 40 ms, once). */
export function readAssets(): Assets {
  const own = TREES.flatMap((tree) => filesIn(ROOT, tree).map((path) => [path.slice(tree.length + 1), join(ROOT, path)] as const));
  const paths = new Map([...own, ...Object.entries(LIBRARIES)]);
  for (const name of paths.keys()) typeOf(name);
  const read = new Map<string, Asset>();
  const id = build();
  const find = (name: string) => {
    const path = paths.get(name);
    if (!path) throw new NotFound();
    const found = read.get(name) ?? readAsset(name, path);
    read.set(name, found);
    return found;
  };
  return {
    build: id,
    url: (name) => {
      if (!paths.has(name)) throw new Error(`there is no static file ${name}`);
      return `/static/${id}/${name}`;
    },
    answer: (name, request, forever) => answer(find(name), request, forever),
  };
}

/**
 * `/static/<build>/…`. A page that was opened before an upgrade names the old build: it gets the file as it is now, to be asked for again.
 * Not @elysiajs/static: it compresses nothing, and knows only the build of today.
 */
export const assetRoutes = (assets: Assets) =>
  new Elysia().get("/static/:build/*", ({ params, request }) => assets.answer(params["*"], request, params.build === assets.build));

function readAsset(name: string, path: string): Asset {
  return { path, type: typeOf(name), etag: `W/"${Bun.hash(readFileSync(path)).toString(36)}"`, encoded: new Map(), own: name.startsWith("js/") };
}

function typeOf(name: string): string {
  const type = TYPES[extname(name)];
  if (!type) throw new Error(`static/${name}: a file of this kind has no type yet (http/assets.ts)`);
  return type;
}

function answer(asset: Asset, { headers: asked }: Request, forever: boolean): Response {
  const encoding = COMPRESSIBLE.test(asset.type) ? encodingFor(asked.get("accept-encoding") ?? "") : null;
  const headers = {
    "cache-control": forever ? FOREVER : "no-cache",
    "content-type": asset.type,
    etag: asset.etag,
    vary: "accept-encoding",
    "x-content-type-options": "nosniff",
  };
  if (asked.get("if-none-match")?.includes(asset.etag)) return new Response(null, { status: 304, headers });
  if (!encoding) return new Response(readFileSync(asset.path), { headers });
  return new Response(compressed(asset, encoding), { headers: { ...headers, "content-encoding": encoding } });
}

function compressed(asset: Asset, encoding: Encoding): Uint8Array<ArrayBuffer> {
  const known = asset.encoded.get(encoding) ?? new Uint8Array(ENCODERS[encoding](lean(asset)));
  asset.encoded.set(encoding, known);
  return known;
}

function lean({ path, type, own }: Asset): Uint8Array | string {
  const bytes = readFileSync(path);
  return own && type.startsWith("text/javascript") ? bytes.toString().replace(UNREAD, "") : bytes;
}
