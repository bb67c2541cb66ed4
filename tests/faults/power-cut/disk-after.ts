import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Random } from "../../random.ts";
import type { Op } from "./log.ts";

// What a disk holds after the power went. Certain is only what a sync covered that had ended: of a file its content, of a folder
// the names in it. Of the rest any part may be there, and of a write also only its beginning.

const SECTOR_BYTES = 512;
/** How much of what is not certain is there; one of these for each cut. */
const SHARES: [number, ...number[]] = [0, 0.3, 0.7, 0.95];
const TORN = 0.1;

type File = { content: Uint8Array; size: number };
type Folder = Map<string, Thing>;
type Thing = File | Folder;

/** An op, and the things it is about: numbers that stay with a file whatever its name is. */
type Step = { op: Op; thing: number; folder: number; from: number };
export type History = { steps: readonly Step[]; syncs: ReadonlyMap<number, readonly (readonly [begun: number, ended: number])[]> };

const NOBODY = -1;
const isFolder = (thing: Thing): thing is Folder => thing instanceof Map;
const targetOf = ({ path, data }: Op) => Buffer.from(data).toString() || path;

/** Follows the names through the log. The root was there before. */
export function historyOf(root: string, ops: readonly Op[]): History {
  const named = new Map<string, number>([[root, 0]]);
  const begun = new Map<string, number>();
  const syncs = new Map<number, [number, number][]>();
  const find = (path: string) => named.get(path) ?? NOBODY;
  let count = 0;
  const steps = ops.map((op, at): Step => {
    const { kind, path, a } = op;
    if ((kind === "C" || kind === "M") && !named.has(path)) named.set(path, ++count);
    const step = { op, thing: find(path), folder: find(dirname(kind === "R" ? targetOf(op) : path)), from: find(dirname(path)) };
    if (kind === "R") rename(named, path, targetOf(op));
    if (kind === "U") named.delete(path);
    if (kind === "B") begun.set(`${path} ${a}`, at);
    if (kind === "S") addSync(syncs, step.thing, begun.get(`${path} ${a}`) ?? NOBODY, at);
    return step;
  });
  return { steps, syncs };
}

// Two may overlap: what the one covered that began later stays covered.
function addSync(syncs: Map<number, [number, number][]>, thing: number, begun: number, ended: number) {
  const all = syncs.get(thing) ?? [];
  all.push([Math.max(begun, all.at(-1)?.[0] ?? NOBODY), ended]);
  syncs.set(thing, all);
}

function rename(named: Map<string, number>, from: string, to: string) {
  for (const [path, thing] of [...named]) {
    if (path !== from && !path.startsWith(`${from}/`)) continue;
    named.delete(path);
    named.set(to + path.slice(from.length), thing);
  }
}

/** What the disk may hold when the power goes just before a step. Without dice: when all has come to the disk. */
export function diskAfter({ steps, syncs }: History, cut: number, dice: Random | null): Folder {
  const share = dice?.pick(SHARES) ?? 1;
  const certain = new Map([...syncs].map(([thing, all]) => [thing, all.findLast(([, ended]) => ended < cut)?.[0] ?? NOBODY]));
  const isCertain = (thing: number, at: number) => at < (certain.get(thing) ?? NOBODY);
  const happens = (thing: number, at: number) => !dice || isCertain(thing, at) || dice.chance(share);
  const things = new Map<number, Thing>([[0, new Map()]]);
  const folder = (n: number): Folder => (things.get(n) as Folder | undefined) ?? new Map();
  const file = (n: number): File => (things.get(n) as File | undefined) ?? { content: new Uint8Array(), size: 0 };

  for (const [at, { op, thing, folder: into, from }] of steps.slice(0, cut).entries()) {
    const name = basename(op.path);
    if (thing === NOBODY) continue;
    if (op.kind === "C" && !things.has(thing)) things.set(thing, file(thing));
    if (op.kind === "M" && !things.has(thing)) things.set(thing, new Map());
    if ((op.kind === "C" || op.kind === "M") && happens(into, at)) folder(into).set(name, things.get(thing) as Thing);
    if (op.kind === "U" && happens(into, at)) folder(into).delete(name);
    if (op.kind === "R" && happens(into, at)) {
      folder(into).set(basename(targetOf(op)), things.get(thing) as Thing);
      if (happens(from, at)) folder(from).delete(name);
    }
    if (op.kind === "T" && happens(thing, at)) cutTo(file(thing), op.a);
    if (op.kind === "W" && happens(thing, at))
      write(file(thing), op.a, !dice || isCertain(thing, at) || !dice.chance(TORN) ? op.data : beginning(op.data, dice));
  }
  return things.get(0) as Folder;
}

function beginning(data: Uint8Array, dice: Random): Uint8Array {
  return data.subarray(0, SECTOR_BYTES * dice.below(Math.ceil(data.length / SECTOR_BYTES)));
}

function cutTo(file: File, size: number) {
  if (size < file.size) file.content.fill(0, size, file.size);
  else makeRoom(file, size);
  file.size = size;
}

function write(file: File, offset: number, data: Uint8Array) {
  makeRoom(file, offset + data.length);
  file.content.set(data, offset);
  file.size = Math.max(file.size, offset + data.length);
}

function makeRoom(file: File, size: number) {
  if (size <= file.content.length) return;
  const larger = new Uint8Array(Math.max(size, 2 * file.content.length));
  larger.set(file.content.subarray(0, file.size));
  file.content = larger;
}

/** Every file in a folder, by its path. */
export function filesIn(folder: Folder, path = ""): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [name, thing] of folder) {
    const at = join(path, name);
    if (isFolder(thing)) for (const [below, content] of filesIn(thing, at)) files.set(below, content);
    else files.set(at, thing.content.subarray(0, thing.size));
  }
  return files;
}

/** Puts a folder on a real disk. */
export function store(folder: Folder, into: string) {
  for (const [path, content] of filesIn(folder)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), content);
  }
}
