import { createServer, type Socket } from "node:net";

/** What a server on bare sockets does with one whole request. */
export type Behaviour = (socket: Socket, request: string) => void;

export const answer: Behaviour = (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
export const closeWithoutAnswer: Behaviour = (socket) => socket.end();
export const resetWithoutAnswer: Behaviour = (socket) => socket.resetAndDestroy();
export const breakOffInTheHead: Behaviour = (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Le");
export const stayingSilent: Behaviour = () => undefined;

/** A server that counts what really came over its sockets; nothing of an HTTP library in between. */
export async function rawServer(behaviour: Behaviour) {
  const seen = { connections: 0, requests: [] as string[], bytes: 0 };
  const server = createServer((socket) => {
    seen.connections++;
    let text = "";
    socket.on("error", () => undefined);
    self.onConnection(socket);
    socket.on("data", (bytes) => {
      seen.bytes += bytes.length;
      text += bytes.toString("latin1");
      for (let end = endOf(text); end > 0; end = endOf(text)) {
        const request = text.slice(0, end);
        text = text.slice(end);
        seen.requests.push(request);
        self.behaviour(socket, request);
      }
    });
  });
  const { promise, resolve } = Promise.withResolvers<number>();
  server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  const port = await promise;
  const self = {
    behaviour,
    onConnection: (_: Socket): void => undefined,
    seen,
    port,
    url: `http://127.0.0.1:${port}`,
    [Symbol.dispose]: () => void server.close(),
  };
  return self;
}

/** Where the first request in a text ends, 0 when it is not whole. */
function endOf(text: string): number {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return 0;
  const end = head + 4 + Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  return text.length < end ? 0 : end;
}
