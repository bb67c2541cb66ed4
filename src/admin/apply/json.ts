import { FileProblems } from "./declaration.ts";

/** Broken JSON: where, and what was expected there. Lines and columns begin at 1. */
export class BrokenJson extends FileProblems {
  constructor(line: number, column: number, expected: string) {
    super([{ path: "", key: "apply.broken", facts: { line, column, expected } }]);
  }
}

const DEPTH_MAX = 50;
const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Reader = { readonly text: string; at: number };

/** JSON (RFC 8259) as a value. The engine's own parser does not say where it stumbled, and takes a name twice. Throws BrokenJson. */
export function parseJson(text: string): unknown {
  const reader = { text, at: text.startsWith("\uFEFF") ? 1 : 0 };
  const value = readValue(reader, 0);
  if (peek(reader) !== undefined) throw broken(reader, "the end, but there is more");
  return value;
}

function readValue(reader: Reader, depth: number): unknown {
  if (depth > DEPTH_MAX) throw broken(reader, `at most ${DEPTH_MAX} levels`);
  const next = peek(reader);
  if (next === "{") return readObject(reader, depth);
  if (next === "[") return readList(reader, depth);
  if (next === '"') return readString(reader);
  const word = take(reader, OTHER);
  if (!word) throw broken(reader, next === undefined ? "more, but the file ends" : "a value");
  return JSON.parse(word);
}

function readObject(reader: Reader, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = Object.create(null);
  readMembers(reader, "}", () => {
    if (peek(reader) !== '"') throw broken(reader, 'a name in "quotes"');
    const at = reader.at;
    const name = readString(reader);
    if (Object.hasOwn(object, name)) throw broken({ ...reader, at }, `"${name}" once, it is here a second time`);
    if (peek(reader) !== ":") throw broken(reader, `a colon after "${name}"`);
    reader.at++;
    object[name] = readValue(reader, depth + 1);
  });
  return { ...object };
}

function readList(reader: Reader, depth: number): unknown[] {
  const list: unknown[] = [];
  readMembers(reader, "]", () => void list.push(readValue(reader, depth + 1)));
  return list;
}

function readMembers(reader: Reader, end: "}" | "]", readOne: () => void) {
  reader.at++;
  if (peek(reader) === end) return void reader.at++;
  for (;;) {
    readOne();
    const next = peek(reader);
    if (next !== "," && next !== end) throw broken(reader, `a comma or ${end}`);
    reader.at++;
    if (next === end) return;
    if (peek(reader) === end) throw broken(reader, `no comma before ${end}`);
  }
}

function readString(reader: Reader): string {
  const { at } = reader;
  try {
    return JSON.parse(take(reader, STRING)) as string;
  } catch {
    throw broken({ ...reader, at }, "a text that ends with a quote on its line");
  }
}

// The next sign that is not a space.
function peek(reader: Reader): string | undefined {
  take(reader, SPACE);
  return reader.text[reader.at];
}

function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const word = pattern.exec(reader.text)?.[0] ?? "";
  reader.at += word.length;
  return word;
}

function broken({ text, at }: Reader, expected: string): BrokenJson {
  const before = text.slice(0, at).split("\n");
  return new BrokenJson(before.length, (before.at(-1)?.length ?? 0) + 1, `expected ${expected}`);
}
