import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Subprocess } from "bun";
import { atTheEnd } from "./leftovers.ts";

// Parlo as a process of its own, the way somebody runs it: from source, or the executable that PARLO_BIN names.

const ROOT = join(import.meta.dir, "..");
const READY_MAX_MS = 40_000;
const COMMAND_MAX_MS = 60_000;
const POLL_MS = 10;
/** An address with a token in it: 128 bits, 22 letters. */
const ONE_TIME_LINK = /https?:\/\/\S*[\w-]{22}/;

export type Parlo = {
  url: string;
  port: number;
  /** The data folder. */
  folder: string;
  pid: number;
  /** From the start to the first answer of /healthz. */
  readyMs: number;
  /** All that the console said so far. */
  output(): string;
  /** The first thing on the console that matches; waits for it. */
  said(pattern: RegExp, withinMs?: number): Promise<RegExpMatchArray>;
  /** The one-time link that the console prints. */
  link(): Promise<string>;
  /** Asks it to end (SIGTERM) and tells its exit code. */
  stop(): Promise<number>;
  /** Pulls the plug. The folder is there for the next start: `startParlo({ folder })`. */
  kill9(): Promise<void>;
};

type Start = {
  /** The words before `--data` and `--port`: a command and its flags; none is `serve`. */
  args?: string[];
  folder?: string;
  port?: number;
  env?: Record<string, string>;
};

/** The command line of Parlo. */
export function parloCommand(...args: string[]): string[] {
  const executable = process.env["PARLO_BIN"];
  return executable ? [executable, ...args] : [process.execPath, join(ROOT, "src", "main.ts"), ...args];
}

// The executable must need nothing round it; from source bunfig.toml is read where it starts. Nothing of the tester's own settings.
const surroundings = (env: Record<string, string>) => ({
  cwd: process.env["PARLO_BIN"] ? dirname(process.env["PARLO_BIN"]) : ROOT,
  env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? tmpdir(), ...env },
  stdin: "ignore" as const,
  stdout: "pipe" as const,
  stderr: "pipe" as const,
});

/** A folder of its own, removed when the tests are through. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parlo-test-"));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs one command to its end; one that does not end is killed (code 137). */
export async function runParlo(args: string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const child = Bun.spawn(parloCommand(...args), { ...surroundings(env), timeout: COMMAND_MAX_MS, killSignal: "SIGKILL" });
  const [out, err, code] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited]);
  return { code, out, err };
}

/** Starts a server on a free port and waits until it can serve. Throws, with all it said, when it ends instead. */
export async function startParlo({ args = [], folder = makeFolder(), port, env = {} }: Start = {}): Promise<Parlo> {
  const at = port ?? (await freePort());
  const since = performance.now();
  const child = Bun.spawn(parloCommand(...args, "--data", folder, "--port", String(at)), surroundings(env));
  atTheEnd(() => child.kill("SIGKILL"));
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    child.kill(signal);
    return child.exited;
  };
  const output = listen(child);
  const url = `http://127.0.0.1:${at}`;
  try {
    await ready(url, child);
  } catch (error) {
    await end("SIGKILL");
    throw new Error(`${(error as Error).message}. It said:\n${output()}`);
  }
  const said: Parlo["said"] = (pattern, withinMs = READY_MAX_MS) =>
    until(() => output().match(pattern), withinMs, `the console never said ${pattern}, but:\n${output()}`);
  return {
    url,
    port: at,
    folder,
    pid: child.pid,
    readyMs: performance.now() - since,
    output,
    said,
    link: async () => (await said(ONE_TIME_LINK))[0],
    stop: () => end("SIGTERM"),
    kill9: async () => void (await end("SIGKILL")),
  };
}

type Nothing = null | undefined | false;

/** Looks again and again until there is something. */
export async function until<T>(look: () => T | Nothing | Promise<T | Nothing>, withinMs: number, problem: string): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`${problem} (waited ${withinMs} ms)`);
    await Bun.sleep(POLL_MS);
  }
}

function ready(url: string, child: Subprocess): Promise<boolean> {
  const answers = () =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  const look = () => {
    if (child.exitCode === null && child.signalCode === null) return answers();
    throw new Error(`Parlo ended with ${child.exitCode ?? child.signalCode} before it could serve`);
  };
  return until(look, READY_MAX_MS, "Parlo did not come up");
}

function listen(child: Subprocess<"ignore", "pipe", "pipe">): () => string {
  let said = "";
  const follow = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) said += decoder.decode(bytes, { stream: true });
  };
  void follow(child.stdout);
  void follow(child.stderr);
  return () => said;
}

/** A port that nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
