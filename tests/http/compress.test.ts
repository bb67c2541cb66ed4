import { afterAll, beforeAll, expect, test } from "bun:test";
import { gunzipSync } from "node:zlib";
import { openApp, type TestApp } from "./app.ts";

// Pages go as small as whoever asks takes them.

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

async function got(accepted: string, path = "/admin/") {
  const response = await (await app.signedIn("ada")).get(path, { "accept-encoding": accepted });
  return { headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

test("a page is compressed as its browser takes it, and the same page under either", async () => {
  const plain = await got("identity");
  const [gzip, zstd] = [await got("gzip, deflate, br"), await got("gzip, br, zstd")];
  expect([plain, gzip, zstd].map(({ headers }) => [headers.get("content-encoding"), headers.get("vary")])).toEqual([
    [null, "accept-encoding"],
    ["gzip", "accept-encoding"],
    ["zstd", "accept-encoding"],
  ]);
  const heading = "<h1";
  expect(new TextDecoder().decode(plain.bytes)).toContain(heading);
  expect(gunzipSync(gzip.bytes).toString()).toContain(heading);
  expect(new TextDecoder().decode(Bun.zstdDecompressSync(zstd.bytes))).toContain(heading);
  expect(gzip.bytes.length).toBeLessThan(plain.bytes.length / 2);
});

test("what a browser refuses it does not get, and what is small stays as it is", async () => {
  expect((await got("zstd;q=0, gzip;q=0")).headers.get("content-encoding")).toBeNull();
  expect((await got("gzip, zstd", "/today")).headers.get("content-encoding")).toBeNull();
});

test("the token in a page is another each time, so that the length of a compressed page tells nothing of it", async () => {
  const ada = await app.signedIn("ada");
  const token = async () => /name="csrf" content="([^"]+)"/.exec(await (await ada.get("/admin/")).text())?.[1];
  const [one, other] = [await token(), await token()];
  expect([typeof one, one === other]).toEqual(["string", false]);
});
