// Runs under Node before every npm script: what is installed becomes what the lockfile says. Costs nothing when it already is.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "node_modules", ".parlo-setup");

// The hidden lockfile changes when somebody installs by hand, the platform when a folder is copied to another machine.
function wanted() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of ["package.json", "package-lock.json", "node_modules/.package-lock.json"]) {
    const path = join(root, file);
    hash.update(existsSync(path) ? readFileSync(path) : "none");
  }
  return hash.digest("hex");
}

function run(command, args, shell = false) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell });
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted()) {
  console.error("Installing what Parlo needs…");
  // Without scripts: mediasoup's own wants to download, and fails the whole install on npm 10. --no-save keeps both files as committed.
  const install = ["install", "--ignore-scripts", "--no-save", "--loglevel=error", "--no-audit", "--no-fund"];
  // The npm that is running, whatever else is on the path; not another tool that calls itself so (bun, pnpm).
  const running = process.env.npm_execpath ?? "";
  if (basename(running) === "npm-cli.js") run(process.execPath, [running, ...install]);
  else run("npm", install, process.platform === "win32");
  run(process.execPath, [join(root, "node_modules", "bun", "install.js")]);
  writeFileSync(stamp, wanted());
}
