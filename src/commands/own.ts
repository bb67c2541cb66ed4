import { resolve } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { ConfigProblem, readConfig } from "../config.ts";
import { refuseDemoFolder } from "../demo/folder.ts";
import type { Line } from "./line.ts";
import { askedToEnd, openFolder, type Process } from "./process.ts";
import { type Serving, startServing } from "./serving.ts";

export const VERSION = packageJson.version;

/** Serves a folder until the process is asked to end. */
export async function serve({ flags, words }: Line, process: Process): Promise<number> {
  if (words.length > 1) throw new ConfigProblem(64, `serve takes no ${words[1]}; parlo --help shows what there is`);
  refuseDemoFolder(resolve(process.cwd, readConfig(flags, process.env).dataDir));
  const asked = askedToEnd(process);
  const serving = await startServing(openFolder(process, flags), process);
  return untilAsked(serving, asked);
}

export async function version(_line: Line, { print }: Process): Promise<number> {
  print(`parlo ${VERSION}`);
  return 0;
}

/** Waits for the signal to end, then ends in order: nothing new, what is on its way, the log into the database. */
async function untilAsked(serving: Serving, asked: Promise<void>): Promise<number> {
  await asked;
  await serving.stop();
  return 0;
}
