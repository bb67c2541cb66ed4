import { deflateSync } from "node:zlib";
import type { Shape } from "./shapes.ts";

export type Colour = readonly [red: number, green: number, blue: number];
/** One thing in a scene, painted over what is below it. `to` is its colour at the bottom, `soft` how wide its edge is. */
export type Layer = { readonly shape: Shape; readonly colour: Colour; readonly to?: Colour; readonly soft?: number; readonly alpha?: number };

const [WIDTH, HEIGHT] = [640, 480];
const SCALE = WIDTH / 400;
const JPEG_QUALITY = 78;
const [GRAIN, VIGNETTE] = [7, 0.22];
const PNG_HEAD = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Paints a scene as if it had been photographed, and gives a JPEG. */
export async function photograph(layers: readonly Layer[]): Promise<Uint8Array> {
  const pixels = new Float32Array(WIDTH * HEIGHT * 3);
  for (const layer of layers) paint(pixels, layer);
  return new Bun.Image(pngOf(developed(pixels))).jpeg({ quality: JPEG_QUALITY }).bytes();
}

function paint(pixels: Float32Array, { shape, colour, to = colour, soft = 0.8, alpha = 1 }: Layer) {
  const [left, top, right, bottom] = shape.within;
  const columns = [pixel(left - soft, WIDTH), pixel(right + soft, WIDTH)] as const;
  for (let row = pixel(top - soft, HEIGHT); row < pixel(bottom + soft, HEIGHT); row++) {
    const y = row / SCALE;
    const down = y / 300;
    for (let column = columns[0]; column < columns[1]; column++) {
      const cover = alpha * smooth(0.5 - shape.distance(column / SCALE, y) / soft);
      if (cover <= 0) continue;
      const at = (row * WIDTH + column) * 3;
      for (const n of [0, 1, 2] as const) {
        const wanted = colour[n] + (to[n] - colour[n]) * down;
        pixels[at + n] = (pixels[at + n] as number) * (1 - cover) + wanted * cover;
      }
    }
  }
}

const pixel = (at: number, max: number): number => Math.min(max, Math.max(0, Math.round(at * SCALE)));

const smooth = (t: number): number => {
  const within = Math.min(1, Math.max(0, t));
  return within * within * (3 - 2 * within);
};

// Darker at the corners, and with a little grain: a telephone's picture. Rows begin with PNG's filter byte.
function developed(pixels: Float32Array): Uint8Array {
  const rows = new Uint8Array((WIDTH * 3 + 1) * HEIGHT);
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const light = 1 - VIGNETTE * ((column / WIDTH - 0.5) ** 2 + (row / HEIGHT - 0.5) ** 2) * 2;
      const grain = (speckle(column, row) - 0.5) * GRAIN;
      for (let n = 0; n < 3; n++) {
        const value = (pixels[(row * WIDTH + column) * 3 + n] as number) * light + grain;
        rows[row * (WIDTH * 3 + 1) + 1 + column * 3 + n] = Math.min(255, Math.max(0, value));
      }
    }
  }
  return rows;
}

// The same for the same place, so that a picture's bytes never change.
function speckle(x: number, y: number): number {
  let mixed = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

// PNG (W3C, third edition): head, picture's measures, pixels, end.
function pngOf(rows: Uint8Array): Uint8Array {
  const measures = new DataView(new ArrayBuffer(13));
  measures.setUint32(0, WIDTH);
  measures.setUint32(4, HEIGHT);
  measures.setUint8(8, 8);
  measures.setUint8(9, 2);
  const pixels = deflateSync(rows, { level: 1 });
  return Buffer.concat([PNG_HEAD, chunk("IHDR", new Uint8Array(measures.buffer)), chunk("IDAT", pixels), chunk("IEND", new Uint8Array())]);
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(Bun.hash.crc32(body), body.length + 4);
  return framed;
}
