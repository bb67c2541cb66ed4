import type { Language } from "../texts/catalogue.ts";

/** What a spreadsheet takes for a formula when it stands first (OWASP, CSV injection). */
const FORMULA = /^'*[=+\-@\t\r]/;
const BOM = "\ufeff";

/** A cell that is a text to every spreadsheet. What is taken in again loses the mark (import/file.ts). */
export const marked = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/**
 * A file for spreadsheets, written while it is read: a page at a time, and others have their turn in between. UTF-8 with its mark, and the
 * separator that spreadsheets of the language expect.
 */
export function csvFile(name: string, language: Language, pages: Iterator<readonly (readonly string[])[]>): Response {
  const encoder = new TextEncoder();
  const delimiter = language === "it" ? ";" : ",";
  let begun = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(out) {
      await Bun.sleep(0);
      const { value, done } = pages.next();
      if (done) return out.close();
      // Few ever ask for one: until then it takes no memory.
      const { stringify } = await import("csv-stringify/sync");
      const text = stringify(
        value.map((row) => row.map(marked)),
        { delimiter, record_delimiter: "\r\n" },
      );
      out.enqueue(encoder.encode(begun ? text : BOM + text));
      begun = true;
    },
  });
  const disposition = `attachment; filename="${name}.csv"`;
  return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": disposition, "cache-control": "no-store" } });
}
