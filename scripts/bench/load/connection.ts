import type { Socket } from "bun";

// HTTP/1.1 as a generator of load needs it: connections that stay, one request at a time on each, as cheap as can be, so that
// little is taken from the server that is measured on the same machine.

export type Answer = { status: number; headers: string; body: string };
export type Connection = { ask(request: Uint8Array | string): Promise<Answer>; close(): void };

const END_OF_HEADERS = "\r\n\r\n";

/** Opens one. It rejects what is on its way when the other side closes. */
export async function connect({ hostname, port }: URL): Promise<Connection> {
  let asked: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;
  let heard = "";
  const lost = () => asked?.reject(new Error("the connection was closed"));
  const socket: Socket = await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      data: (_, bytes) => {
        heard = heard === "" ? bytes.toString("latin1") : heard + bytes.toString("latin1");
        const answer = answerIn(heard);
        if (!answer || !asked) return;
        const { resolve } = asked;
        asked = null;
        heard = "";
        resolve(answer);
      },
      close: lost,
      error: lost,
    },
  });
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        asked = { resolve, reject };
        const length = typeof request === "string" ? Buffer.byteLength(request) : request.byteLength;
        if (socket.write(request) < length) reject(new Error("the server takes nothing"));
      }),
    close: () => socket.end(),
  };
}

/** The whole answer, once all of it is there. Every answer that is measured says its length. */
function answerIn(heard: string): Answer | null {
  const at = heard.indexOf(END_OF_HEADERS);
  if (at < 0) return null;
  const headers = heard.slice(0, at);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(headers)?.[1] ?? 0);
  const from = at + END_OF_HEADERS.length;
  if (heard.length < from + length) return null;
  return { status: Number(heard.slice(9, 12)), headers, body: heard.slice(from) };
}

/** The bytes of a request. */
export function requestOf(method: string, url: URL, path: string, headers: Readonly<Record<string, string>> = {}, body = ""): Buffer {
  const lines = Object.entries({ host: url.host, ...headers, ...(method === "GET" ? {} : { "content-length": String(Buffer.byteLength(body)) }) });
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`);
}
