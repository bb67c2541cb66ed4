import { join } from "node:path";
import { sessionOf } from "../load/calls.ts";
import { inTicks, openBare } from "./log.ts";
import { saidIn, signal, streamOf } from "./signals.ts";

// echo.ts PORT FOLDER: every call is written to the disk, then told to the page of its customer's agent, which asks for what was said.

const [port = "0", folder = ""] = process.argv.slice(2);
const PAGES = 200;
const path = join(folder, "bare.db");
const db = openBare(path);
db.run("CREATE TABLE said (id INTEGER PRIMARY KEY, customer INTEGER, text TEXT) STRICT");
db.run("CREATE INDEX said_by_customer ON said (customer, id)");
const insert = db.prepare("INSERT INTO said (customer, text) VALUES (?, ?)");
const saidSince = db.prepare("SELECT id, text FROM said WHERE customer = ? AND id > ? ORDER BY id");
const write = inTicks(db, path, ({ customer, text }: ReturnType<typeof saidIn>) => void insert.run(customer, text));

const pages = new Map<string, Set<ReadableStreamDefaultController<Uint8Array>>>();
const pageOf = (session: string) => pages.get(session) ?? pages.set(session, new Set()).get(session)!;

function changes(address: string): Response {
  const { pathname, searchParams } = new URL(address);
  const rows = saidSince.all(Number(/\d+/.exec(pathname)?.[0]), Number(searchParams.get("after"))) as { id: number; text: string }[];
  return new Response(rows.map(({ text }) => `<p>${text}</p>`).join(""), { headers: { "parlo-seen": String(rows.at(-1)?.id ?? 0) } });
}

Bun.serve({
  port: Number(port),
  hostname: "127.0.0.1",
  idleTimeout: 0,
  fetch: async (request) => {
    if (request.url.endsWith("/healthz")) return new Response("ok");
    if (request.url.includes("/changes")) return changes(request.url);
    if (request.method === "GET") {
      const page = pageOf(request.headers.get("cookie")?.slice("parlo=".length) ?? "");
      return streamOf(
        (out) => page.add(out),
        (out) => page.delete(out),
      );
    }
    const said = saidIn(await request.text());
    await write(said);
    const bytes = signal(said.customer, `conversation-${said.customer}`);
    for (const out of pageOf(sessionOf(said.customer % PAGES))) out.enqueue(bytes);
    return new Response("OK");
  },
});
process.on("SIGTERM", () => process.exit(0));
