import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import { packerOf, unpack } from "../../src/admin/backup-file.ts";
import { TAR_END, tarEntries, tarHeader, tarPadding } from "../../src/admin/backup-tar.ts";

/** What lies in a backup, by name, in order. */
export type Parts = [name: string, bytes: Uint8Array][];

/** Takes a backup apart. */
export function partsOf(file: string): Parts {
  const opened = openSync(file, "r");
  const source = (count: number) => {
    const bytes = new Uint8Array(count);
    return bytes.subarray(0, readSync(opened, bytes));
  };
  try {
    return Array.from(tarEntries(unpack(source, null)), ({ name, read }) => [name, Buffer.concat([...read()].map((part) => Buffer.from(part)))]);
  } finally {
    closeSync(opened);
  }
}

/** Makes a backup of parts as somebody would who knows how: its outside is in order, whatever is in it. */
export function forge(file: string, parts: Parts) {
  const out: Uint8Array[] = [];
  const packer = packerOf((bytes) => void out.push(Buffer.from(bytes)), null);
  for (const [name, bytes] of parts) for (const part of [tarHeader(name, bytes.length, 0), bytes, tarPadding(bytes.length)]) packer.write(part);
  packer.write(TAR_END);
  packer.end();
  writeFileSync(file, Buffer.concat(out));
}

/** The same parts, but those of one name changed; null leaves it out. */
export function changed(parts: Parts, name: string, change: (bytes: Uint8Array) => Uint8Array | null): Parts {
  return parts.flatMap(([own, bytes]): Parts => {
    const now = own === name ? change(bytes) : bytes;
    return now === null ? [] : [[own, now]];
  });
}

/** The same JSON with a change. */
export const json =
  (change: (value: Record<string, never>) => unknown) =>
  (bytes: Uint8Array): Uint8Array =>
    Buffer.from(JSON.stringify(change(JSON.parse(new TextDecoder().decode(bytes)))));
