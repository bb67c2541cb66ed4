import { Elysia } from "elysia";
import { Counter, Gauge, Registry } from "prom-client";
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
  const registry = new Registry();
  for (const [name, help, read] of READINGS) {
    const gauge: Gauge = new Gauge({ name, help, registers: [registry], collect: () => gauge.set(read(workspace)) });
  }
  const refusals = new Counter({ name: "parlo_refusals_total", help: "Requests that were refused or failed", labelNames: ["status"], registers: [registry] });

  const routes = new Elysia().use(access(workspace)).get(
    "/metrics",
    async ({ caller, request }) => {
      const local = isLoopback(caller.address) && !isForwarded(request.headers);
      if (!local && !programOf(workspace.db, request.headers)?.permissions.has("api.metrics")) throw new SignedOut("error.token");
      return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
    },
    { may: "anyone" },
  );
  return { routes, refused: (status: number) => refusals.inc({ status: String(status) }) };
}
