import { expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../parlo.ts";

function search(files: Record<string, string>): string[] {
  const folder = makeFolder();
  for (const [path, text] of Object.entries({ "package.json": '{"dependencies":{},"devDependencies":{}}', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { stdout } = Bun.spawnSync([process.execPath, join(import.meta.dir, "../../scripts/dead-code.ts"), folder]);
  return stdout.toString().trim().split("\n").filter(Boolean);
}

test("what somebody uses is alive", () => {
  const found = search({
    "src/main.ts": 'import { a, type T } from "./a.ts";\nimport "./side.ts";\nconst b = await import("./late.ts");\n',
    "src/a.ts": "export const a = 1;\nexport type T = U;\nexport type U = 1;\n",
    "src/side.ts": "run();\n",
    "src/late.ts": "export function late() {}\n",
    "src/db/worker.ts": 'import * as all from "../all.ts";\n',
    "src/all.ts": "export function one() {}\n",
    "static/js/app.js": 'import "./other.js";\n',
    "static/js/other.js": "",
    "views/page.tsx": 'export const Page = () => assets("js/app.js");\n',
    "src/routes.tsx": 'import { Page } from "../views/page.tsx";\nexport const routes = Page;\n',
    "src/http/server.ts": 'import { routes } from "../routes.tsx";\nexport const server = routes;\n',
    "scripts/bench.ts": 'import { server } from "../src/http/server.ts";\n',
  });
  expect(found).toEqual([]);
});

test("files, exports, static files and packages that nobody uses are told", () => {
  const found = search({
    "src/main.ts": 'import { a } from "./a.ts";\n',
    "src/a.ts": "export const a = 1;\nexport const b = 1;\nexport type T = 1;\nexport const tested = 1;\n",
    "src/alone.ts": "run();\n",
    "src/only-tested.ts": "export const x = 1;\n",
    "tests/a.test.ts": 'import { tested } from "../src/a.ts";\nimport { x } from "../src/only-tested.ts";\n',
    "static/old.css": "",
    "package.json": '{"dependencies":{"left":"1.0.0"},"devDependencies":{"bun":"1.0.0"}}',
  });
  expect(found).toEqual([
    "src/alone.ts: nobody imports it",
    "src/only-tested.ts: only tests import it",
    "src/a.ts: nobody imports b",
    "src/a.ts: nobody imports T",
    "src/a.ts: only tests use tested",
    "src/only-tested.ts: only tests use x",
    "static/old.css: nobody names it",
    "package.json: nobody imports left",
  ]);
});
