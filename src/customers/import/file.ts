import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CsvError } from "csv-parse";
import type { Workspace } from "../../workspace.ts";

/** A line of the file; `line`: where it begins, the first being 1. */
export type Line = { line: number; cells: string[] };
/** From this line on the file cannot be read. */
export class Broken extends Error {
  constructor(readonly line: number) {
    super(`broken at line ${line}`);
  }
}

/** A longer one is no line of a customer: somewhere a quotation mark is not closed. */
const RECORD_BYTES_MAX = 64 * 1024;
const PIECE_BYTES = 32 * 1024;
/** So many lines are read before others have their turn. */
const TURN_LINES = 200;

export const pathOf = ({ config }: Workspace, id: number): string => join(config.dataDir, "imports", `${id}.csv`);

/** Keeps a file, as UTF-8, until its import is done with. */
export async function keepFile(workspace: Workspace, id: number, text: string): Promise<void> {
  const path = pathOf(workspace, id);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await Bun.write(path, text, { mode: 0o600 });
}

export const dropFile = (workspace: Workspace, id: number): Promise<void> => rm(pathOf(workspace, id), { force: true });

/** Reads a file line by line, in pieces, and lets others have their turn in between. Throws Broken. */
export async function* linesIn(path: string, separator: string): AsyncGenerator<Line> {
  // Few ever read one: until then it takes no memory.
  const { parse } = await import("csv-parse");
  const parser = parse({
    delimiter: separator,
    info: true,
    max_record_size: RECORD_BYTES_MAX,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
  });
  const source = createReadStream(path, { highWaterMark: PIECE_BYTES });
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let read = 0;
  let last = 0;
  // Of a line that ends by two signs within quotation marks the parser counts both.
  let twice = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      twice += countIn(record, /\r\n/g);
      last = info.lines - twice;
      yield { line: last - countIn(record, /\r\n|\r|\n/g), cells: record };
      if (++read % TURN_LINES === 0) await Bun.sleep(0);
    }
  } catch (error) {
    if ((error as Partial<CsvError>).code?.startsWith("CSV_")) throw new Broken(last + 1);
    throw error;
  } finally {
    source.destroy();
  }
}

const countIn = (cells: readonly string[], ends: RegExp) => cells.reduce((sum, cell) => sum + (cell.match(ends)?.length ?? 0), 0);

/** Formulas are written with a mark before them (export): here it goes again. */
export const unmarked = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
