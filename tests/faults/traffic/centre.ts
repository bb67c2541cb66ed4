import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GraphOptions } from "../../fakes/graph/types.ts";
import { type Graph, startGraph } from "../../fakes/graph.ts";
import { atTheEnd } from "../../leftovers.ts";
import { freePort, makeFolder, type Parlo, runParlo, startParlo } from "../../parlo.ts";

// A centre with one number and two agents, in a folder and on a port of its own, as a server that may die at any moment.

export const AGENTS = ["ana", "ben"] as const;
export const PASSWORD = "correct horse battery";

export type Centre = {
  readonly folder: string;
  readonly url: string;
  readonly token: string;
  readonly graph: Graph;
  /** Where the fake Meta writes what it has taken, before it answers. */
  readonly ledger: string;
  /** Starts the server, again and again on the same folder and port. */
  start(env?: Record<string, string>): Promise<Parlo>;
};

type Options = {
  graph?: GraphOptions;
  folder?: string;
  /** Of every process that touches the folder. */
  env?: Record<string, string>;
  /** Where the server finds Meta, when not at the fake itself. */
  apiUrl?(graph: Graph, url: string): string;
};

/** Makes the folder and the fake Meta; the server is started by the test. */
export async function centre({ graph: options = {}, folder = makeFolder(), env = {}, apiUrl }: Options = {}): Promise<Centre> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const ledger = join(makeFolder(), "ledger");
  const graph = await startGraph({ windowRule: false, ledger, webhook: `${url}/webhooks/wa`, ...options });
  atTheEnd(graph.stop);
  const declared = join(makeFolder(), "centre.json");
  writeFileSync(declared, JSON.stringify(declarationOf({ ...graph.settings, ...(apiUrl ? { apiUrl: apiUrl(graph, url) } : {}) })));
  await ran(["apply", declared, "--data", folder], env);
  const token = (await ran(["token", "create", "--name", "test", "--data", folder], env)).trim();
  return { folder, url, token, graph, ledger, start: (more = {}) => startParlo({ folder, port, env: { PARLO_LOG: "error", ...env, ...more } }) };
}

// Nobody is slowed down by a provider's limits, and nobody is ever full: it is the faults that are tried.
function declarationOf(settings: Graph["settings"]) {
  const ring = { afterSeconds: 0, skillsets: ["sales"] };
  const people = AGENTS.map((username) => ({ username, name: username, password: PASSWORD, profile: "agent", capacity: 1000, skillsets: ["sales"] }));
  return {
    skillsets: [{ name: "sales" }],
    users: people,
    queues: [{ name: "sales", acceptance: "manual", offerSeconds: 30, rings: [ring] }],
    channels: [
      {
        id: "wa",
        kind: "whatsapp",
        name: "Main number",
        queue: "sales",
        settings: { ...settings, perSecond: "10000", recipientEveryMs: "1", recipientBurst: "10000" },
      },
    ],
  };
}

async function ran(command: string[], env: Record<string, string>): Promise<string> {
  const { code, out, err } = await runParlo(command, env);
  if (code !== 0) throw new Error(`parlo ${command.join(" ")} ended with ${code}: ${err}`);
  return out;
}
