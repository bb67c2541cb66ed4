import type { Person } from "./customers.ts";
import type { Endpoint, Fault } from "./types.ts";

type Fake = {
  ledger: unknown;
  customer: (person: Person) => { writes: (text: string) => Promise<string> };
  faults: { next: (fault: Fault, times?: number, at?: Endpoint) => void };
  sendWebhooksTo: (url: string | null) => void;
  revokeToken: () => void;
};
type Order = { person?: Person; text?: string; url?: string; fault?: Fault; times?: number; at?: Endpoint };

/** What a test in another process may ask of a fake that runs by itself: /_fake/ledger, write, fault, webhook, revoke. */
export async function control(graph: Fake, path: string, request: Request): Promise<Response> {
  const order = (request.method === "POST" ? await request.json() : {}) as Order;
  switch (path) {
    case "/_fake/ledger":
      return Response.json(graph.ledger);
    case "/_fake/write":
      return Response.json({ id: await graph.customer(order.person ?? { name: "Mario Rossi", phone: "393471234567" }).writes(order.text ?? "") });
    case "/_fake/fault":
      graph.faults.next(order.fault ?? { code: 131000 }, order.times, order.at);
      return Response.json({});
    case "/_fake/webhook":
      graph.sendWebhooksTo(order.url ?? null);
      return Response.json({});
    case "/_fake/revoke":
      graph.revokeToken();
      return Response.json({});
    default:
      return new Response("no such order", { status: 404 });
  }
}
