import { type End, graphError } from "./answers.ts";
import type { Endpoint, Fault } from "./types.ts";

/** The switches by which a test makes things go wrong. */
export function faultsOf() {
  const planned = new Map<Endpoint, Fault[]>();
  return {
    /** The next requests at an endpoint go wrong like this. */
    next(fault: Fault, times = 1, at: Endpoint = "messages") {
      planned.set(at, [...(planned.get(at) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    /** All goes well again. */
    clear: () => planned.clear(),
    /** Does an endpoint's work, or what was planned in its place. */
    under: (at: Endpoint, work: () => Promise<End> | End) => suffer(planned.get(at)?.shift() ?? null, work),
  };
}

async function suffer(fault: Fault | null, work: () => Promise<End> | End): Promise<End> {
  if (fault === null) return work();
  if (fault === "close-first") return "close";
  if (typeof fault === "object" && "code" in fault) return graphError(fault.code, undefined, fault);
  if (typeof fault === "object" && "status" in fault && !fault.accepted) return new Response(null, { status: fault.status });
  if (typeof fault === "object" && "slowMs" in fault) await Bun.sleep(fault.slowMs);
  const end = await work();
  if (typeof fault === "object") return "status" in fault ? new Response(null, { status: fault.status }) : end;
  return fault;
}
