import { atTheEnd } from "../../leftovers.ts";

/**
 * Stands between the server and Meta, both ways, and notes what each has been told: a request of the server when it arrives, a
 * receipt when the server has answered 200 for it.
 */
export function relayOf(graph: { url: string }, parlo: () => string, promise: (what: string) => void) {
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 60,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const inward = pathname.startsWith("/webhooks/");
      const body = request.method === "GET" ? null : await request.bytes();
      if (!inward && body && pathname.endsWith("/messages")) promise(`request:${trackerIn(body)}`);
      const answer = await pass(`${inward ? parlo() : graph.url}${pathname}${search}`, request, body);
      if (inward && body && answer.status === 200) for (const receipt of receiptsIn(body)) promise(`receipt:${receipt}`);
      return answer;
    },
  });
  atTheEnd(() => void server.stop(true));
  return server.url.origin;
}

async function pass(url: string, { method, headers }: Request, body: Uint8Array | null): Promise<Response> {
  try {
    const answer = await fetch(url, { method, headers, ...(body ? { body: Uint8Array.from(body) } : {}) });
    return new Response(await answer.bytes(), { status: answer.status, headers: { "content-type": answer.headers.get("content-type") ?? "" } });
  } catch {
    return new Response(null, { status: 502 });
  }
}

type Posted = { entry: { changes: { value: { statuses?: { id: string; status: string }[] } }[] }[] };

const trackerIn = (body: Uint8Array) => (JSON.parse(new TextDecoder().decode(body)) as { biz_opaque_callback_data: string }).biz_opaque_callback_data;

function receiptsIn(body: Uint8Array): string[] {
  const { entry } = JSON.parse(new TextDecoder().decode(body)) as Posted;
  return entry.flatMap(({ changes }) => changes.flatMap(({ value }) => (value.statuses ?? []).map(({ id, status }) => `${id}:${status}`)));
}
