import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { End } from "./answers.ts";

/**
 * An HTTP server whose handler may also end a request without an answer: "close" cuts the connection, "hang" leaves it open.
 * (Bun.serve has no way to close without answering.)
 */
export async function httpServer(port: number, handle: (request: Request) => Promise<End>) {
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing, handle));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.on("error", reject);
  server.listen(port, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  const actual = await promise;
  return {
    url: `http://127.0.0.1:${actual}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, handle: (request: Request) => Promise<End>) {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of incoming) pieces.push(piece as Uint8Array);
  } catch {
    // Who asked is gone before it was said what.
    return;
  }
  const method = incoming.method ?? "GET";
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as [string, string]));
  const body = method === "GET" ? {} : { body: Buffer.concat(pieces) };
  const end = await handle(new Request(`http://${incoming.headers.host}${incoming.url}`, { method, headers, ...body })).catch(
    (error: unknown) => new Response(String(error), { status: 500 }),
  );
  if (end === "hang") return;
  if (end === "close") return void incoming.socket.destroy();
  outgoing.writeHead(end.status, Object.fromEntries(end.headers));
  outgoing.end(new Uint8Array(await end.arrayBuffer()));
}
