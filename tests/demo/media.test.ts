import { expect, test } from "bun:test";
import { join } from "node:path";
import { mediaOf } from "../../src/demo/media/media.ts";
import { sniff } from "../../src/files/type.ts";
import { makeFolder } from "../parlo.ts";

const media = mediaOf();

async function looked(id: string) {
  const made = await media(id);
  if (!made) return null;
  const path = join(makeFolder(), "file");
  await Bun.write(path, made.bytes);
  return { ...(await sniff(path, made.bytes.subarray(0, 8192), made.type)), told: made.type };
}

for (const name of ["blue-lamp", "torn-box", "broken-glass", "screws", "room"]) {
  test(`the picture ${name} is a JPEG that can be opened`, async () => {
    expect(await looked(`photo-${name}`)).toEqual({ type: "image/jpeg", told: "image/jpeg", width: 640, height: 480 });
    const pixels = await new Bun.Image((await media(`photo-${name}`))?.bytes ?? new Uint8Array()).png().bytes();
    expect(pixels.length).toBeGreaterThan(10_000);
  });
}

test("a voice is sound of its length, louder than nothing", async () => {
  expect(await looked("voice-3")).toMatchObject({ type: "audio/wav", told: "audio/wav" });
  const { bytes } = (await media("voice-3")) ?? { bytes: new Uint8Array() };
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [rate, length] = [view.getUint32(24, true), view.getUint32(40, true)];
  expect(length / 2 / rate).toBe(3);
  const samples = Array.from({ length: length / 2 }, (_, n) => Math.abs(view.getInt16(44 + n * 2, true)));
  expect(Math.max(...samples)).toBeGreaterThan(10_000);
});

for (const name of ["company", "plan"]) {
  test(`the paper ${name} is a PDF whose parts are where it says`, async () => {
    expect(await looked(`paper-${name}`)).toMatchObject({ type: "application/pdf" });
    const text = Buffer.from((await media(`paper-${name}`))?.bytes ?? "").toString("latin1");
    const places = [...text.matchAll(/^(\d{10}) 00000 n/gm)].map(([, at]) => Number(at));
    expect(places.map((at, n) => text.startsWith(`${n + 1} 0 obj`, at))).toEqual([true, true, true, true, true]);
    expect(text.startsWith("xref", Number(/startxref\n(\d+)/.exec(text)?.[1]))).toBe(true);
  });
}

test("there is nothing under another name", async () => {
  expect(await Promise.all(["photo-cat", "voice-0", "voice-9999", "paper-", "x", ""].map(media))).toEqual([null, null, null, null, null, null]);
});
