import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { egressOf } from "../../src/http/egress.ts";
import { type Parlo, startParlo, until } from "../parlo.ts";
import { rowsIn } from "./shop.ts";

// A demo talks to nobody: its way outward is closed, and what its process really connects to is looked at.

const WATCHED_MS = 8_000;
const LOOK_MS = 15;
/** How Linux writes 127.0.0.1, ::1, ::ffff:127.0.0.1 and no address at all. */
const HERE = /^(0100007F|0{24}01000000|0{16}FFFF00000100007F|0{8}|0{32})$/;

test("its egress asks the simulated provider and nobody else, not even after a redirect", async () => {
  using provider = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: ({ url }) => (url.endsWith("/away") ? Response.redirect("https://example.com/") : new Response("here")),
  });
  const origin = provider.url.origin;
  const egress = egressOf({ held: () => false, token: () => "", only: () => origin, addressesOf: async () => ["192.0.2.1"] });
  expect(await (await egress(`${origin}/`, { named: origin })).text()).toBe("here");
  for (const url of ["https://example.com/", "https://graph.facebook.com/v25.0/1", "http://127.0.0.1:9/", "http://localhost:9/"])
    await expect(egress(url, { named: url })).rejects.toThrow("a demo asks nobody outside");
  await expect(egress(`${origin}/away`, { named: origin })).rejects.toThrow("a demo asks nobody outside");
});

let demo: Parlo;
beforeAll(async () => {
  demo = await startParlo({ args: ["demo"] });
});
afterAll(() => demo.stop());

test.if(process.platform === "linux")("while customers write and are answered, its process is connected to nothing but this machine", async () => {
  const said = () => rowsIn<{ n: number }>(demo.folder, "SELECT count(*) AS n FROM messages")[0]?.n ?? 0;
  const before = said();
  const far = new Set<string>();
  const near = new Set<string>();
  const end = performance.now() + WATCHED_MS;
  while (performance.now() < end) {
    for (const remote of remotesOf(demo.pid)) (HERE.test(remote) ? near : far).add(remote);
    await Bun.sleep(LOOK_MS);
  }
  expect([...far]).toEqual([]);
  expect(near.size).toBeGreaterThan(0);
  await until(() => said() > before + 2, 30_000, "nobody said anything");
});

/** The far ends of a process's TCP and UDP sockets, as the kernel writes them. */
function remotesOf(pid: number): string[] {
  const mine = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ["tcp", "tcp6", "udp", "udp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => mine.has(columns[9] ?? ""))
      .map((columns) => columns[2]?.split(":")[0] ?? ""),
  );
}
