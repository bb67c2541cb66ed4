import type { PDFDocument, PDFFont, PDFPage } from "@cantoo/pdf-lib";
import { inLetters } from "./latin.ts";

/** Lengths are points (1/72 inch), y goes up from the lower edge. */
const A4 = { width: 595.28, height: 841.89 };
const TOP = 56;
const BOTTOM = 72;
const LINE_HEIGHT = 1.35;
const HEAD_SIZE = 8.5;
export const LEFT = 56;
export const RIGHT = A4.width - LEFT;

export type Fonts = { plain: PDFFont; bold: PDFFont };
export type Pen = { size?: number; bold?: boolean; grey?: boolean };
type Place = { x: number; width: number; align?: "right" };
type Library = typeof import("@cantoo/pdf-lib");

/** Pages that follow each other as they fill. What is written on them stands at `y` and below it. */
export type Paper = {
  readonly y: number;
  /** Begins a page unless so much still fits on this one; says whether it did. */
  room(height: number): boolean;
  down(by: number): void;
  /** The lines that a text takes in a width. A word that is longer is broken. */
  lines(text: string, width: number, pen?: Pen): string[];
  /** One line, where the pen stands. What is too wide for its place is written smaller. */
  put(line: string, place: Place, pen?: Pen): void;
  rule(): void;
  heightOf(pen?: Pen): number;
  /** Writes what stands on every page: heads on all after the first, and at the foot the page's number. */
  finish(head: { left: string; right: string }, foot: (n: number, count: number) => string): void;
};

/** An empty paper: its first page has room for a letterhead, all others have a head. */
export function paperOf(library: Library, doc: PDFDocument, { plain, bold }: Fonts, letters: ReadonlySet<string>): Paper {
  const pages: PDFPage[] = [];
  let y = 0;
  const turn = () => {
    pages.push(doc.addPage([A4.width, A4.height]));
    y = A4.height - TOP - (pages.length > 1 ? 2 * HEAD_SIZE * LINE_HEIGHT : 0);
  };
  const measure = { plain: widthsOf(plain), bold: widthsOf(bold) };
  const widthOf = (text: string, { size = 9.5, bold: strong = false }: Pen = {}) => measure[strong ? "bold" : "plain"](text) * size;
  const write = (page: PDFPage, line: string, { x, width, align }: Place, at: number, pen: Pen = {}) => {
    const text = inLetters(line, letters);
    const { size = 9.5, bold: strong = false, grey = false } = pen;
    const wide = widthOf(text, pen);
    const fitting = wide > width ? (size * width) / wide : size;
    const start = align === "right" ? x + width - Math.min(wide, width) : x;
    if (text.trim() === "") return;
    page.drawText(text, { x: start, y: at - size, size: fitting, font: strong ? bold : plain, color: library.grayscale(grey ? 0.42 : 0.12) });
  };
  const ruled = (page: PDFPage, at: number) =>
    page.drawLine({ start: { x: LEFT, y: at }, end: { x: RIGHT, y: at }, thickness: 0.5, color: library.grayscale(0.75) });
  turn();
  const heightOf = ({ size = 9.5 }: Pen = {}) => size * LINE_HEIGHT;
  const last = () => pages.at(-1) as PDFPage;
  return {
    get y() {
      return y;
    },
    room: (height) => {
      const fits = y - height >= BOTTOM;
      if (!fits) turn();
      return !fits;
    },
    down: (by) => {
      y -= by;
    },
    lines: (text, width, pen) => wrapped(inLetters(text, letters), width, (part) => widthOf(part, pen)),
    put: (line, place, pen) => write(last(), line, place, y, pen),
    rule: () => void ruled(last(), y),
    heightOf,
    finish: ({ left, right }, foot) => {
      const small = { size: HEAD_SIZE, grey: true };
      const half = (RIGHT - LEFT) / 2;
      for (const [n, page] of pages.entries()) {
        if (n > 0) {
          write(page, left, { x: LEFT, width: half }, A4.height - TOP / 2, small);
          write(page, right, { x: LEFT + half, width: half, align: "right" }, A4.height - TOP / 2, small);
          ruled(page, A4.height - TOP / 2 - 1.8 * HEAD_SIZE);
        }
        write(page, foot(n + 1, pages.length), { x: LEFT, width: RIGHT - LEFT, align: "right" }, BOTTOM / 2, small);
      }
    },
  };
}

// Letter by letter: they are drawn without kerning, and a long text is measured once for each letter that it has.
function widthsOf(font: PDFFont): (text: string) => number {
  const known = new Map<string, number>();
  const of = (letter: string) => {
    let width = known.get(letter);
    if (width === undefined) known.set(letter, (width = font.widthOfTextAtSize(letter, 1)));
    return width;
  };
  return (text) => {
    let sum = 0;
    for (const letter of text) sum += of(letter);
    return sum;
  };
}

/** Breaks at spaces, else where the width ends. */
function wrapped(text: string, width: number, widthOf: (text: string) => number): string[] {
  const space = widthOf(" ");
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let words: string[] = [];
    let used = 0;
    const end = () => {
      lines.push(words.join(" "));
      [words, used] = [[], 0];
    };
    for (const word of paragraph.split(" ").flatMap((one) => broken(one, width, widthOf))) {
      const wide = widthOf(word);
      if (words.length > 0 && used + space + wide > width) end();
      used += (words.length > 0 ? space : 0) + wide;
      words.push(word);
    }
    end();
    return lines;
  });
}

function broken(word: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  let used = 0;
  for (const letter of word) {
    const wide = widthOf(letter);
    if (used + wide > width && part !== "") {
      parts.push(part);
      [part, used] = ["", 0];
    }
    part += letter;
    used += wide;
  }
  return [...parts, part];
}
