import { afterAll } from "bun:test";

// Loaded before every run (bunfig.toml): what a test made outside itself is gone at the end, also when the test failed.
const leftovers: (() => void)[] = [];

afterAll(() => {
  for (const remove of leftovers.splice(0).reverse()) remove();
});

/** Removes something when all tests are through. */
export function atTheEnd(remove: () => void) {
  leftovers.push(remove);
}
