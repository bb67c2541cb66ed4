import { watch } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./command.ts";

// `npm run dev`: starts Parlo again when a file of src, views or static changes (`bun --watch` would not see the static ones).

const SETTLE_MS = 80;
const start = () => Bun.spawn(["bun", "src/main.ts", ...process.argv.slice(2)], { cwd: ROOT, stdio: ["inherit", "inherit", "inherit"] });

let parlo = start();
let restarted = Promise.resolve();
let settling: Timer | undefined;

// One after the other: two of them would want the same folder.
function restart() {
  restarted = restarted.then(async () => {
    parlo.kill();
    await parlo.exited;
    parlo = start();
  });
}

for (const folder of ["src", "views", "static"])
  watch(join(ROOT, folder), { recursive: true }, () => {
    clearTimeout(settling);
    settling = setTimeout(restart, SETTLE_MS);
  });

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, async () => {
    parlo.kill(signal);
    process.exit(await parlo.exited);
  });
