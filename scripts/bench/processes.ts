import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Subprocess } from "bun";
import { ROOT } from "../command.ts";

// Processes that are measured, and those that load them: Parlo, the bare programs, the generators.

const READY_MAX_MS = 60_000;

export type Running = {
  url: URL;
  /** From the start of the process to its first answer. */
  readyMs: number;
  /** What it takes of the machine's memory, in bytes. */
  memory(): number;
  /** How long it has kept a processor busy, in seconds. */
  cpuSeconds(): number;
  stop(): Promise<void>;
  kill9(): Promise<void>;
};

/** The command line of Parlo: the executable that PARLO_BIN names, else from source. */
function parloCommand(...words: string[]): string[] {
  const executable = process.env["PARLO_BIN"];
  return executable ? [executable, ...words] : ["bun", "src/main.ts", ...words];
}

/** Runs one command of Parlo to its end. Throws what it said when that went wrong. */
export async function parlo(...words: string[]) {
  const child = Bun.spawn(parloCommand(...words), { cwd: ROOT, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const said = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  if ((await child.exited) !== 0) throw new Error(`parlo ${words[0]}: ${said.join("")}`);
}

const serveWords = (folder: string, port: number) => ["serve", "--data", folder, "--port", String(port)];

/** Serves a folder. */
export const serve = (folder: string): Promise<Running> => start((port) => parloCommand(...serveWords(folder, port)));

/** Serves a folder from source, with a program of the bench in the same process. */
export const serveWith = (preload: URL, folder: string, env: Record<string, string>): Promise<Running> =>
  start((port) => ["bun", "--preload", preload.pathname, "src/main.ts", ...serveWords(folder, port)], env);

/** Starts a bare program, which is told its port and a folder. */
export const bare = (program: URL, folder: string): Promise<Running> => start((port) => ["bun", program.pathname, String(port), folder]);

async function start(command: (port: number) => string[], env: Record<string, string> = {}): Promise<Running> {
  const port = await freePort();
  const since = performance.now();
  const child = Bun.spawn(command(port), { cwd: ROOT, env: { ...process.env, ...env }, stdin: "ignore", stdout: "ignore", stderr: "inherit" });
  const url = new URL(`http://127.0.0.1:${port}/`);
  await ready(url, child);
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    child.kill(signal);
    await child.exited;
  };
  return {
    url,
    readyMs: performance.now() - since,
    memory: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) * 1024,
    cpuSeconds: () => busySeconds(readFileSync(`/proc/${child.pid}/stat`, "utf8")),
    stop: () => end("SIGTERM"),
    kill9: () => end("SIGKILL"),
  };
}

// utime and stime are the 12th and 13th after the name in brackets, in hundredths of a second (proc(5)).
function busySeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function ready(url: URL, child: Subprocess) {
  const until = performance.now() + READY_MAX_MS;
  while (child.exitCode === null && performance.now() < until) {
    const answered = await fetch(new URL("/healthz", url)).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await Bun.sleep(1);
  }
  child.kill("SIGKILL");
  throw new Error(`it did not come up at ${url}`);
}

/** Runs a generator of load in a process of its own; gives what it printed. */
export async function load<T>(program: URL, ...words: (string | number)[]): Promise<T> {
  const child = Bun.spawn(["bun", program.pathname, ...words.map(String)], { cwd: ROOT, stdin: "ignore", stdout: "pipe", stderr: "inherit" });
  const said = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error(`${program.pathname} broke`);
  return JSON.parse(said) as T;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
