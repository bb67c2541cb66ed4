import { run } from "./command.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

export const HOW_TO_INSTALL = "apt-get update && apt-get install -y --no-install-recommends chromium";

/** The Chromium of this machine: `$CHROMIUM`, or the one on the path. */
export function findChromium(): string | null {
  const named = process.env["CHROMIUM"];
  if (named) return Bun.which(named);
  for (const name of NAMES) {
    const found = Bun.which(name);
    if (found) return found;
  }
  return null;
}

/** Finds it, or installs it where that needs nobody's password. Null = somebody has to (`HOW_TO_INSTALL`). */
export async function haveChromium(): Promise<string | null> {
  const found = findChromium();
  if (found || process.env["CHROMIUM"] || process.getuid?.() !== 0 || !Bun.which("apt-get")) return found;
  console.log("Installing Chromium for the browser tests…");
  const { code, output } = await run(["sh", "-c", HOW_TO_INSTALL], { env: { DEBIAN_FRONTEND: "noninteractive" } });
  if (code !== 0) console.error(output);
  return findChromium();
}
