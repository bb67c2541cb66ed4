import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

/** What happened to the disk, and what was promised meanwhile (disk.c says what the kinds are). A: somebody was told that they may rely on something. */
export type Op = { kind: "W" | "T" | "B" | "S" | "C" | "M" | "R" | "U" | "A"; path: string; a: number; data: Uint8Array };

const LINE_END = 10;

export function readLog(file: string): Op[] {
  const log = readFileSync(file);
  const ops: Op[] = [];
  for (let at = 0; at < log.length; ) {
    const end = log.indexOf(LINE_END, at);
    const [kind, path, a, length] = log.toString("utf8", at, end).split(" ") as [Op["kind"], string, string, string];
    const data = log.subarray(end + 1, end + 1 + Number(length));
    ops.push({ kind, path, a: Number(a), data });
    at = end + 1 + Number(length);
  }
  return ops;
}

/** Writes into the same log what was promised, at the moment when it was. */
export function promisesIn(file: string): { promise(what: string): void; close(): void } {
  const log = openSync(file, "a");
  return { promise: (what) => void writeSync(log, `A ${what} 0 0\n`), close: () => closeSync(log) };
}
