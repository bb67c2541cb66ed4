import { Elysia } from "elysia";
import { programOf } from "../users/tokens.ts";
import type { Workspace } from "../workspace.ts";
import { access } from "./access.ts";
import { isForwarded, isLoopback } from "./caller.ts";
import { SignedOut } from "./errors.ts";
import { debts } from "./store.ts";

type Reading = readonly [name: string, help: string, read: (workspace: Workspace) => number];

/** What is measured when somebody asks. One line per figure. */
const READINGS: readonly Reading[] = [
  ["parlo_streams_open", "Live streams of staff and visitors", ({ streams }) => streams.count()],
  ["parlo_conversations_waiting", "Conversations that wait for an agent", ({ routing }) => routing.waitingCount],
  ["parlo_agents", "Agents whom routing knows", ({ routing }) => routing.agentCount],
  ["parlo_journal_open", "Rows of the journal that are not done", ({ db }) => debts.get(db)?.journalOpen ?? 0],
  ["parlo_jobs_open", "Jobs that are owed", ({ db }) => debts.get(db)?.jobsOpen ?? 0],
  ["parlo_jobs_failed", "Jobs that failed for good", ({ db }) => debts.get(db)?.jobsFailed ?? 0],
  ["process_resident_memory_bytes", "Memory in use", () => process.memoryUsage.rss()],
  ["process_uptime_seconds", "Time since the start", () => process.uptime()],
];

/** `/metrics` in Prometheus' text format: for a token that may, and for who asks on this very machine without a proxy. */
export function metricsOf(workspace: Workspace) {
  const refusals = new Map<number, number>();
  const routes = new Elysia().use(access(workspace)).get(
    "/metrics",
    async ({ caller, request }) => {
      const local = isLoopback(caller.address) && !isForwarded(request.headers);
      if (!local && !programOf(workspace.db, request.headers)?.permissions.has("api.metrics")) throw new SignedOut("error.token");
      return written(workspace, refusals);
    },
    { may: "anyone" },
  );
  return { routes, refused: (status: number) => void refusals.set(status, (refusals.get(status) ?? 0) + 1) };
}

// The library is a tenth of the memory of all that is ours: where nobody asks, it is not there.
async function written(workspace: Workspace, refusals: ReadonlyMap<number, number>): Promise<Response> {
  const { Counter, Gauge, Registry } = await import("prom-client");
  const registry = new Registry();
  const registers = [registry];
  for (const [name, help, read] of READINGS) new Gauge({ name, help, registers }).set(read(workspace));
  const refused = new Counter({ name: "parlo_refusals_total", help: "Requests that were refused or failed", labelNames: ["status"], registers });
  for (const [status, count] of refusals) refused.inc({ status: String(status) }, count);
  return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
}
