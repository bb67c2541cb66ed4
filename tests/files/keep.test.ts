import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { FileEmpty, FileTooLarge, type Kept, keep, pathOf } from "../../src/files/keep.ts";
import { makeFolder } from "../parlo.ts";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const BIG = new Uint8Array(3_000_000).map((_, at) => at % 251);
const sha256 = (bytes: Uint8Array) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

/** Comes in pieces, and breaks off after so many. */
function coming(bytes: Uint8Array, { breaksAfter = Number.POSITIVE_INFINITY, pieceBytes = 65_536 } = {}): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (at / pieceBytes >= breaksAfter) return controller.error(new Error("broke off"));
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
}

function folder() {
  const dataDir = makeFolder();
  const keeps = (stream: ReadableStream<Uint8Array>, { bytesMax = 10_000_000, told = "", ticket = "one" } = {}): Promise<Kept> =>
    keep(dataDir, stream, { bytesMax, told, ticket });
  const unfinished = () => readdirSync(join(dataDir, "media", "tmp"));
  const all = () => readdirSync(join(dataDir, "media"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return { dataDir, keeps, unfinished, all };
}

describe("a file that is kept", () => {
  test("lies under its hash, whole, and nobody else may read it", async () => {
    const { dataDir, keeps, unfinished } = folder();
    const kept = await keeps(coming(BIG));
    expect(kept).toEqual({ sha256: sha256(BIG), size: BIG.length, type: "application/octet-stream", width: null, height: null });
    const path = pathOf(dataDir, kept.sha256);
    expect(path).toBe(join(dataDir, "media", kept.sha256.slice(0, 2), kept.sha256));
    expect(sha256(readFileSync(path))).toBe(kept.sha256);
    expect([statSync(path).mode & 0o777, unfinished()]).toEqual([0o600, []]);
  });

  test("is what its content says, whatever its sender calls it", async () => {
    const { keeps } = folder();
    expect(await keeps(coming(PNG), { told: "text/html" })).toMatchObject({ type: "image/png", width: 1, height: 1 });
    expect((await keeps(coming(new TextEncoder().encode("<script>alert(1)</script>")), { told: "text/html" })).type).toBe("text/plain");
  });

  test("is there once, however often it comes, also at the same time", async () => {
    const { keeps, all } = folder();
    const kept = await Promise.all(["a", "b", "c"].map((ticket) => keeps(coming(BIG), { ticket })));
    expect(new Set(kept.map((one) => one.sha256)).size).toBe(1);
    expect(all()).toHaveLength(1);
  });

  test("may be as large as is allowed, and not a byte more", async () => {
    const { keeps, all } = folder();
    expect((await keeps(coming(BIG), { bytesMax: BIG.length })).size).toBe(BIG.length);
    const larger = keeps(coming(BIG.slice(1)), { bytesMax: BIG.length - 2 });
    expect(await larger.catch((error) => error)).toBeInstanceOf(FileTooLarge);
    expect(all()).toHaveLength(1);
  });
});

describe("of a file that does not come", () => {
  test.each([
    ["breaks off", () => coming(BIG, { breaksAfter: 3 }), /broke off/],
    ["is empty", () => coming(new Uint8Array()), FileEmpty],
  ] as const)("whole, because it %s, nothing is left", async (_, stream, problem) => {
    const { keeps, all } = folder();
    const error = await keeps(stream()).catch((caught) => caught);
    if (problem instanceof RegExp) expect(String(error)).toMatch(problem);
    else expect(error).toBeInstanceOf(problem);
    expect(all()).toEqual([]);
  });
});
