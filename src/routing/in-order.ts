const BLOCK_MAX = 512;

/** Things kept in order: one is put in, found and taken out in about the same time whether ten are there or a hundred thousand. */
export class InOrder<T> {
  #blocks: T[][] = [];
  #size = 0;

  /** `compare` must tell any two things apart. */
  constructor(private readonly compare: (a: T, b: T) => number) {}

  get size() {
    return this.#size;
  }

  add(thing: T) {
    this.#size++;
    const at = Math.min(
      this.#blockOf((other) => this.compare(other, thing) > 0),
      this.#blocks.length - 1,
    );
    const block = this.#blocks[at];
    if (!block) return void this.#blocks.push([thing]);
    block.splice(
      firstWhere(block, (other) => this.compare(other, thing) > 0),
      0,
      thing,
    );
    if (block.length > BLOCK_MAX) this.#blocks.splice(at + 1, 0, block.splice(BLOCK_MAX / 2));
  }

  /** Takes out what compares as the same. False when nothing does. */
  delete(thing: T): boolean {
    const at = this.#blockOf((other) => this.compare(other, thing) >= 0);
    const block = this.#blocks[at];
    const within = block ? firstWhere(block, (other) => this.compare(other, thing) >= 0) : -1;
    const found = block?.[within];
    if (!block || found === undefined || this.compare(found, thing) !== 0) return false;
    block.splice(within, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
    this.#size--;
    return true;
  }

  /** The first thing that `is` true of; `is` must stay true from there on. */
  first(is: (thing: T) => boolean): T | undefined {
    const front = this.#blocks[0]?.[0];
    if (front === undefined || is(front)) return front;
    const block = this.#blocks[this.#blockOf(is)];
    return block?.[firstWhere(block, is)];
  }

  /** How many stand before the first that `is` true of. */
  countBefore(is: (thing: T) => boolean): number {
    const at = this.#blockOf(is);
    const block = this.#blocks[at];
    return this.#blocks.slice(0, at).reduce((sum, { length }) => sum + length, 0) + (block ? firstWhere(block, is) : 0);
  }

  *[Symbol.iterator](): Generator<T> {
    for (const block of this.#blocks) yield* block;
  }

  #blockOf(is: (thing: T) => boolean): number {
    return firstWhere(this.#blocks, (block) => is(block[block.length - 1] as T));
  }
}

function firstWhere<T>(things: readonly T[], is: (thing: T) => boolean): number {
  let [low, high] = [0, things.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(things[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
