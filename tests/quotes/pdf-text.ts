import { decodePDFRawStream, PDFArray, PDFDocument, type PDFPage, PDFRawStream } from "@cantoo/pdf-lib";

/** A piece of text where it stands on its page; lengths are points, y goes up. */
export type Piece = { text: string; x: number; y: number; size: number; bold: boolean };

const NUMBER = "(-?[\\d.]+)";
const SHOWN = new RegExp(`/(Helvetica[\\w-]*) ${NUMBER} Tf[^<]*?1 0 0 1 ${NUMBER} ${NUMBER} Tm\\s*<([0-9A-Fa-f]*)> Tj`, "g");
const windows1252 = new TextDecoder("windows-1252");

/** What a PDF of ours says, page by page, read back from what it draws. */
export async function textOf(bytes: Uint8Array): Promise<Piece[][]> {
  const doc = await PDFDocument.load(bytes, { updateMetadata: false });
  return doc.getPages().map(piecesOf);
}

function piecesOf(page: PDFPage): Piece[] {
  const contents = page.node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray().map((ref) => page.doc.context.lookup(ref)) : [contents];
  const drawn = streams.map((stream) => (stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1") : "")).join("\n");
  return [...drawn.matchAll(SHOWN)].map(([, font = "", size, x, y, hex = ""]) => ({
    text: windows1252.decode(Buffer.from(hex, "hex")),
    x: Number(x),
    y: Number(y),
    size: Number(size),
    bold: font.includes("Bold"),
  }));
}
