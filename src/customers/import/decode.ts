import { Invalid } from "../../http/errors.ts";

export const SEPARATORS = [";", ",", "\t"] as const;
type Separator = (typeof SEPARATORS)[number];

// How files begin (Unicode, 23.8; PKWARE APPNOTE, 4.3.7: what newer spreadsheets are packed in; MS-CFB, 2.2: the older ones).
const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;
const SPREADSHEETS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;
const LOOKED_AT = 4096;

/** The text of a file as a spreadsheet writes it: what its mark says, else UTF-8, else Windows-1252. Throws Invalid for what is no text. */
export function decode(bytes: Uint8Array): string {
  const begins = (mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte);
  if (SPREADSHEETS.some(begins)) throw new Invalid({ file: "import.wrong.spreadsheet" });
  const marked = MARKS.find((mark) => begins(mark.bytes));
  if (marked) return new TextDecoder(marked.encoding).decode(bytes);
  if (bytes.subarray(0, LOOKED_AT).includes(0)) throw new Invalid({ file: "import.wrong.text" });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** What stands between the columns: what is most often in the first line, outside of quotation marks. */
export function separatorOf(text: string): Separator {
  const end = text.search(/[\r\n]/);
  const first = (end === -1 ? text : text.slice(0, end)).replace(/"[^"]*"/g, "");
  const counts = SEPARATORS.map((separator) => ({ separator, count: first.split(separator).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).separator;
}
