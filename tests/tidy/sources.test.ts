import { expect, test } from "bun:test";
import { sourceOf } from "./sources.ts";

const source = sourceOf(
  "src/queues/queue.ts",
  `import { sql } from "../db/sql.ts";
import type { Row } from "../channels/store.ts";
import {
  type A,
  type B,
} from "./store.ts";

// Date.now() in a comment, and https://example.com/ in one
const address = "https://example.com/"; // the end

export async function take({
  id,
}: Given): Promise<void> {
  if (id) {
    return;
  }
}

export const put = (a: number) =>
  new Map([
    [a, 1],
  ]);
const short = (a: number) => a + 1;
const routes = () => {
  const inner = (x: number) => {
    return x;
  };
  return { inner, deep() {
    return short(1);
  } };
};
`,
);

test("a file's imports are paths from the root, types apart", () => {
  expect(source.imports).toEqual([
    { to: "src/db/sql.ts", typeOnly: false, names: ["sql"] },
    { to: "src/channels/store.ts", typeOnly: true, names: [] },
    { to: "src/queues/store.ts", typeOnly: true, names: [] },
  ]);
});

test("functions are measured from their name to the line that closes them", () => {
  const measured = Object.fromEntries(source.functions.map(({ name, lines }) => [name, lines]));
  expect(measured).toEqual({ take: 7, put: 4, short: 1, routes: 8, inner: 3 });
});

test("comments are no code, addresses in texts are", () => {
  expect(source.code).not.toInclude("Date.now");
  expect(source.code).not.toInclude("the end");
  expect(source.code).toInclude('"https://example.com/"');
  expect(source.code.split("\n")).toHaveLength(source.text.split("\n").length);
});
