import type { Database } from "bun:sqlite";
import { join } from "node:path";
import { changeSetting, setting } from "../admin/settings.ts";
import { ConfigProblem } from "../config.ts";
import { peekSetting } from "../db/peek.ts";

/** A demo and a real company never share a folder. Throws ConfigProblem (78) for a demo's folder. */
export function refuseDemoFolder(dataDir: string) {
  if (kindOf(dataDir) === "demo") throw new ConfigProblem(78, `${dataDir} was made by parlo demo: start it with parlo demo --data, or choose another folder`);
}

/** Throws ConfigProblem (78) for a folder that somebody works with. */
export function refuseRealFolder(dataDir: string) {
  if (kindOf(dataDir) === "real") throw new ConfigProblem(78, `${dataDir} is no demo, and parlo demo touches nothing else: choose another folder with --data`);
}

/** From now on this folder is a demo, and its provider is at this address: nothing else is asked from there. */
export function becomeDemo(db: Database, demo: { provider: string; seed: string }, now: number) {
  changeSetting(db, "demo", demo, now);
}

/** Where the provider listened when the demo ran last, and what its visitors' browsers keep; null the first time. */
export const lastDemo = (db: Database) => setting(db, "demo");

function kindOf(dataDir: string): "none" | "demo" | "real" {
  const found = peekSetting(join(dataDir, "parlo.db"), "demo");
  if (found === "none") return "none";
  return found === null || found === "null" ? "real" : "demo";
}
