import { join } from "node:path";
import { inTicks, openBare } from "./log.ts";
import { saidIn, signal, streamOf } from "./signals.ts";

// streams.ts PORT FOLDER: every call is written to the disk, then told to every stream.

const [port = "0", folder = ""] = process.argv.slice(2);
const path = join(folder, "bare.db");
const db = openBare(path);
db.run("CREATE TABLE said (id INTEGER PRIMARY KEY, customer INTEGER, text TEXT) STRICT");
const insert = db.prepare("INSERT INTO said (customer, text) VALUES (?, ?)");
const write = inTicks(db, path, ({ customer, text }: ReturnType<typeof saidIn>) => void insert.run(customer, text));
const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

Bun.serve({
  port: Number(port),
  hostname: "127.0.0.1",
  idleTimeout: 0,
  fetch: async (request) => {
    if (request.url.endsWith("/healthz")) return new Response("ok");
    if (request.method === "GET")
      return streamOf(
        (out) => streams.add(out),
        (out) => streams.delete(out),
      );
    const said = saidIn(await request.text());
    await write(said);
    const bytes = signal(said.customer, `conversation-${said.customer}`);
    for (const out of streams) out.enqueue(bytes);
    return new Response("OK");
  },
});
process.on("SIGTERM", () => process.exit(0));
