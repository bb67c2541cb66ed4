import { resolve } from "node:path";
import { WrongKey } from "../admin/seal.ts";
import { ConfigProblem, type Environment, type Flags, readConfig } from "../config.ts";
import { FolderTaken } from "../db/lock.ts";
import { FolderTooNew } from "../db/open.ts";
import { type Opened, openWorkspace } from "../open.ts";
import type { Dice } from "../workspace.ts";

/** The process as commands see it; main makes it, tests may too. */
export type Process = {
  pid: number;
  cwd: string;
  env: Environment;
  clock(): number;
  dice: Dice;
  print(line: string): void;
  complain(line: string): void;
  exit(code: number): never;
  onSignal(end: () => void): void;
};

/** Opens the folder that the line names. Throws ConfigProblem (78) where that cannot be. */
export function openFolder(process: Process, flags: Flags): Opened {
  const config = readConfig(flags, process.env);
  const dataDir = resolve(process.cwd, config.dataDir);
  const { pid, clock, dice, complain, exit } = process;
  const lost = (error: Error): never => {
    complain(JSON.stringify({ level: 60, msg: "the disk failed to sync; what was said last may be lost, so the process ends", error: error.message }));
    return exit(74);
  };
  try {
    return openWorkspace({ ...config, dataDir }, { pid, clock, dice, lost });
  } catch (error) {
    if (error instanceof FolderTaken)
      throw new ConfigProblem(78, `${dataDir} is in use by process ${error.pid}: stop that one, or choose another folder with --data`);
    if (error instanceof FolderTooNew || error instanceof WrongKey) throw new ConfigProblem(78, error.message);
    throw error;
  }
}

/** When somebody wants the process to end. To be called first: who serves may be asked to end at once. */
export function askedToEnd({ onSignal }: Process): Promise<void> {
  return new Promise((end) => onSignal(end));
}
