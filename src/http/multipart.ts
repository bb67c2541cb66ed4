import { stat } from "node:fs/promises";

/** A field of a form, or a file that is read from the disk while it goes out. */
export type Part = { name: string; text: string } | { name: string; file: { path: string; type: string; name: string } };

/** Bytes of known length that are made only when somebody asks for them. */
export type Body = { length: number; pieces: () => AsyncIterator<Uint8Array> };

const encoder = new TextEncoder();

/**
 * A form as the bytes of multipart/form-data (RFC 7578). A file passes through in pieces: the runtime's own FormData holds it whole,
 * twice. `boundary` must be in none of the parts. Throws when a file is not there.
 */
export async function multipart(parts: readonly Part[], boundary: string): Promise<Body> {
  const heads = parts.map((part) => encoder.encode(headOf(part, boundary)));
  const sizes = await Promise.all(parts.map(sizeOf));
  const tail = encoder.encode(`--${boundary}--\r\n`);
  const between = encoder.encode("\r\n");
  const length = heads.reduce((sum, head) => sum + head.length + between.length, 0) + sizes.reduce((sum, size) => sum + size, 0) + tail.length;
  return {
    length,
    pieces: async function* () {
      for (const [at, part] of parts.entries()) {
        yield heads[at] as Uint8Array;
        if ("file" in part) yield* Bun.file(part.file.path).stream();
        else yield encoder.encode(part.text);
        yield between;
      }
      yield tail;
    },
  };
}

/** A text as a body. */
export function textBody(text: string): Body {
  const bytes = encoder.encode(text);
  return {
    length: bytes.length,
    pieces: async function* () {
      yield bytes;
    },
  };
}

function headOf(part: Part, boundary: string): string {
  const what = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(part.name)}"`;
  return "file" in part
    ? `${what}; filename="${quoted(part.file.name)}"\r\nContent-Type: ${part.file.type.replace(/[\r\n]/g, " ")}\r\n\r\n`
    : `${what}\r\n\r\n`;
}

async function sizeOf(part: Part): Promise<number> {
  return "file" in part ? (await stat(part.file.path)).size : encoder.encode(part.text).length;
}

// As browsers write names in forms (WHATWG HTML, "multipart form data").
function quoted(name: string): string {
  return name.replace(/"/g, "%22").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
