import { expect, test } from "bun:test";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { assetRoutes, readAssets } from "../../src/http/assets.ts";
import { ROOT } from "../../src/http/build.ts";

const assets = readAssets();
const app = assetRoutes(assets);
const get = (path: string, headers: Record<string, string> = {}, method = "GET") => app.handle(new Request(`http://localhost${path}`, { method, headers }));
const source = Bun.file(join(ROOT, "static/css/tokens.css"));
const css = assets.url("css/tokens.css");

test("a page's stylesheet may be kept for ever under the address of this build", async () => {
  const response = await get(css);
  expect(css).toStartWith(`/static/${assets.build}/`);
  expect(await response.text()).toBe(await source.text());
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": "text/css; charset=utf-8",
    "x-content-type-options": "nosniff",
  });
});

test("a page that was opened before an upgrade still gets its parts, to be asked for again", async () => {
  const response = await get("/static/an-older-build/css/tokens.css");
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-cache");
  expect(await response.text()).toBe(await source.text());
});

test("what the browser has already is not sent again", async () => {
  const etag = (await get(css)).headers.get("etag") ?? "";
  const again = await get(css, { "if-none-match": etag });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  expect((await get(css, { "if-none-match": '"another"' })).status).toBe(200);
});

test("text goes compressed to who takes it, fonts go as they are", async () => {
  const bytes = async (accepted: string, address = css) => {
    const response = await get(address, { "accept-encoding": accepted });
    return { encoding: response.headers.get("content-encoding"), body: new Uint8Array(await response.arrayBuffer()) };
  };
  const brotli = await bytes("gzip, deflate, br, zstd");
  expect(brotli.encoding).toBe("br");
  expect(brotliDecompressSync(brotli.body).toString()).toBe(await source.text());
  const gzip = await bytes("gzip, br;q=0");
  expect(gzip.encoding).toBe("gzip");
  expect(gunzipSync(gzip.body).toString()).toBe(await source.text());
  expect((await bytes("identity")).encoding).toBeNull();
  expect((await bytes("gzip, br", assets.url("fonts/inter-latin-opsz-normal.woff2"))).encoding).toBeNull();
});

test("emojis are there in every language, and compress", async () => {
  for (const [language, name] of [
    ["en", "thumbs up"],
    ["it", "pollice in su"],
  ] as const) {
    const response = await get(assets.url(`lib/emoji-${language}.json`), { "accept-encoding": "br" });
    expect([response.status, response.headers.get("content-encoding")]).toEqual([200, "br"]);
    const body = new Uint8Array(await response.arrayBuffer());
    expect(body.byteLength).toBeLessThan(100_000);
    const all = JSON.parse(brotliDecompressSync(body).toString()) as { emoji: string; annotation: string }[];
    expect(all.find(({ annotation }) => annotation === name)?.emoji).toStartWith("👍");
  }
  expect(() => assets.url("lib/emoji-xx.json")).toThrow("there is no static file");
});

test("the libraries are there under their own names", async () => {
  for (const name of ["lib/htmx.js", "lib/alpine.js"]) {
    const response = await get(assets.url(name));
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/javascript; charset=utf-8"]);
    expect(await response.text()).toInclude(name.includes("htmx") ? "htmx" : "Alpine");
  }
});

test("nothing outside the static files can be had", async () => {
  for (const name of ["../package.json", "%2e%2e/package.json", "..%2fpackage.json", "css", "", ".env", "css/none.css"]) {
    const response = await get(`/static/${assets.build}/${name}`);
    expect([name, response.ok]).toEqual([name, false]);
  }
});

test("a page that names a file that is not there says so when it is written", () => {
  expect(() => assets.url("css/tokns.css")).toThrow("there is no static file css/tokns.css");
});

test("a script goes out without its comments, and still imports what it did", async () => {
  const response = await get(assets.url("js/desk/desk.js"), { "accept-encoding": "gzip" });
  const script = gunzipSync(new Uint8Array(await response.arrayBuffer())).toString();
  expect([script.includes("//"), script.includes("./thread.js")]).toEqual([false, true]);
});
