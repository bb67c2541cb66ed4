import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Written in by scripts/build.ts; absent when running from source.
declare const PARLO_BUILD: string | undefined;

/** Where the files are that are read at run time: beside the sources, or inside the executable. */
export const ROOT = Bun.isStandaloneExecutable ? import.meta.dir : join(import.meta.dir, "..", "..");

/** Names what is running. The same files give the same name, from source as compiled. */
export function build(): string {
  return typeof PARLO_BUILD === "string" ? PARLO_BUILD : hashOfSources(ROOT);
}

/** 12 letters over everything that makes a difference to who uses it. */
export function hashOfSources(root: string): string {
  const trees = ["src", "views", "static"].flatMap((tree) => filesIn(root, tree));
  const hash = new Bun.CryptoHasher("sha256");
  for (const path of ["package-lock.json", ...trees]) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest("base64url").slice(0, 12);
}

/** The files of a tree, as paths from the root, in an order of their own. */
export function filesIn(root: string, tree: string): string[] {
  const entries = readdirSync(join(root, tree), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(root.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}
