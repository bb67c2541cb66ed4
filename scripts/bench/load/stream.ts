import { requestOf } from "./connection.ts";

/** What a stream says: where it begins, then what changed. */
export type Signal = { id: number } | { id: number; topics: string[] };

const DATA = /^data: (\{.*\})$/m;

/** Opens a stream of signals and resolves when the first one came. */
export function openStream(url: URL, cookie: string, hear: (signal: Signal) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    Bun.connect({
      hostname: url.hostname,
      port: Number(url.port),
      socket: {
        open: (socket) => void socket.write(requestOf("GET", url, "/stream", { cookie, accept: "text/event-stream" })),
        data: (_, bytes) => {
          const frames = (said + bytes.toString("latin1")).split("\n\n");
          said = frames.pop() ?? "";
          for (const frame of frames) {
            const data = DATA.exec(frame)?.[1];
            if (data) hear(JSON.parse(data) as Signal);
            resolve();
          }
        },
        close: () => reject(new Error("a stream was closed")),
      },
    }).catch(reject);
  });
}
