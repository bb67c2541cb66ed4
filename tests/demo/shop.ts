import { Database } from "bun:sqlite";
import { join } from "node:path";
import type { Process } from "../../src/commands/process.ts";
import { startServing } from "../../src/commands/serving.ts";
import { readConfig } from "../../src/config.ts";
import { type Demo, setUpDemo } from "../../src/demo/demo.ts";
import { type Opened, openWorkspace } from "../../src/open.ts";
import { freePort, makeFolder } from "../parlo.ts";
import { random } from "../random.ts";

// A demo whose dice and clock are known. Its shop is in Milan.

export const ZONE = "Europe/Rome";
/** A Thursday, 15:30 in Milan. */
export const THURSDAY = Date.UTC(2026, 10, 19, 14, 30);
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export type Shop = Opened & { demo: Demo; folder: string; end(): Promise<void> };

/** `runs`: the clock goes on from `now`; else it stands. */
export async function openShop({ seed = 1, now = THURSDAY, days = 3, folder = makeFolder(), runs = false } = {}): Promise<Shop> {
  const since = performance.now();
  const clock = () => (runs ? now + Math.floor(performance.now() - since) : now);
  const dice = random(seed);
  const token = () => Array.from({ length: 22 }, () => LETTERS[dice.below(LETTERS.length)]).join("");
  const lost = (error: Error): never => {
    throw error;
  };
  const config = { ...readConfig({ port: String(await freePort()), "log-level": "error" }, {}), dataDir: folder };
  const opened = openWorkspace(config, { pid: process.pid, clock, dice: { roll: dice.next, token }, lost });
  const demo = await setUpDemo(opened.workspace, { zone: ZONE, days });
  const end = async () => {
    await demo.stop();
    await opened.close();
  };
  return { ...opened, demo, folder, end };
}

/** A demo that serves, with people in it. */
export async function openDoors(options: Parameters<typeof openShop>[0] = {}): Promise<Shop> {
  const shop = await openShop({ ...options, runs: true });
  const serving = await startServing(shop, {} as Process, () => {});
  shop.demo.open();
  return {
    ...shop,
    end: async () => {
      await shop.demo.stop();
      await serving.stop();
    },
  };
}

/** Rows of a folder's database, whoever has it open. */
export function rowsIn<Row>(folder: string, sql: string): Row[] {
  const db = new Database(join(folder, "parlo.db"), { readonly: true });
  try {
    return db.query(sql).all() as Row[];
  } finally {
    db.close();
  }
}
