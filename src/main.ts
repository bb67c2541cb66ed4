import { parseLine } from "./commands/line.ts";
import type { Process } from "./commands/process.ts";
import { runCommand } from "./commands/run.ts";
import { ConfigProblem } from "./config.ts";

// The only file that knows the clock and the dice; all others are given them.

process.umask(0o077);

let latest = 0;
/** Never goes back, whatever the machine's clock does. */
const clock = () => {
  latest = Math.max(latest, Date.now());
  return latest;
};
const dice = {
  roll: Math.random,
  token: () => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url"),
};
const process_: Process = {
  pid: process.pid,
  cwd: process.cwd(),
  env: process.env,
  clock,
  dice,
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  exit: (code) => process.exit(code),
  onSignal: (end) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);
  },
};

try {
  process.exitCode = await runCommand(parseLine(process.argv.slice(2)), process_);
} catch (error) {
  if (!(error instanceof ConfigProblem)) throw error;
  process_.complain(error.message);
  process.exitCode = error.exitCode;
}
