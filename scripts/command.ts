import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(import.meta.dir, "..");

/** How a command ended, how long it took, and all it said (both streams, in order). */
export type Done = { code: number; ms: number; output: string };
type Options = { env?: Record<string, string>; limitMs?: number };

/** Runs a command at the root of the project to its end. Killed at `limitMs` it ends with code 124. */
export async function run(command: string[], { env = {}, limitMs }: Options = {}): Promise<Done> {
  const folder = mkdtempSync(join(tmpdir(), "parlo-run-"));
  const said = join(folder, "said");
  const file = openSync(said, "a");
  const since = performance.now();
  const child = Bun.spawn(command, { cwd: ROOT, env: { ...process.env, ...env }, stdin: "ignore", stdout: file, stderr: file });
  const limit = limitMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), limitMs);
  const code = await child.exited;
  clearTimeout(limit);
  closeSync(file);
  const output = readFileSync(said, "utf8");
  rmSync(folder, { recursive: true });
  return { code: child.signalCode === "SIGKILL" ? 124 : code, ms: performance.now() - since, output };
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
