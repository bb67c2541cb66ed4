import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ended } from "./asking.ts";

const folder = mkdtempSync(join(tmpdir(), "parlo-multipart-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a form", () => {
  test("carries its fields and files as they are, names made harmless", async () => {
    const path = join(folder, "foto");
    writeFileSync(path, "\x89PNG…\r\n--parlo");
    const server = Bun.serve({
      port: 0,
      fetch: async (request) => {
        const form = await request.formData();
        const file = form.get("file") as File;
        return Response.json([form.get("type"), file.name, file.type, await file.text()]);
      },
    });
    const body = [
      { name: "type", text: "image/png" },
      { name: "file", file: { path, type: "image/png", name: 'Così "bella"\r\nX: y.png' } },
    ];
    const end = await ended(server.url.href, { method: "POST", body });
    expect(JSON.parse(end.slice(4))).toEqual(["image/png", "Così %22bella%22%0D%0AX: y.png", "image/png", "\x89PNG…\r\n--parlo"]);
    await server.stop(true);
  });

  test("may take long to go out, as long as the other side goes on taking it", async () => {
    const path = join(folder, "long");
    writeFileSync(path, Buffer.alloc(48 << 20, 7));
    const slow = createServer((socket) => {
      let bytes = 0;
      socket.on("data", (piece) => {
        const before = bytes;
        bytes += piece.length;
        if (before <= 48 << 20 && bytes > 48 << 20) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        socket.pause();
        setTimeout(() => socket.resume(), piece.length >> 15);
      });
    });
    await new Promise<void>((listening) => slow.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(slow.address() as { port: number }).port}`;
    const began = performance.now();
    expect(await ended(url, { method: "POST", timeoutMs: 1_000, body: [{ name: "file", file: { path, type: "video/mp4", name: "a.mp4" } }] })).toBe("200 ok");
    expect(performance.now() - began).toBeGreaterThan(1_100);
    slow.close();
  });

  test("streams from the disk: 64 MB cost less than 48 MB of memory", async () => {
    const path = join(folder, "big");
    writeFileSync(path, Buffer.alloc(64 << 20, 7));
    const script = `
      import { egressOf } from "${import.meta.dir}/../../src/http/egress.ts";
      import { readFileSync } from "node:fs";
      const peak = () => Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) >> 10;
      const before = peak();
      const egress = egressOf({ held: () => false, token: () => "b" });
      const file = { path: ${JSON.stringify(path)}, type: "application/pdf", name: "big.pdf" };
      const response = await egress(process.argv[1], { method: "POST", named: process.argv[1], body: [{ name: "file", file }] });
      console.log(JSON.stringify({ bytes: Number(await response.text()), grownMb: peak() - before }));`;
    let bytes = 0;
    const server = Bun.serve({
      port: 0,
      fetch: async (request) => {
        for await (const piece of request.body ?? []) bytes += piece.length;
        return new Response(String(bytes));
      },
    });
    const child = Bun.spawn([process.execPath, "-e", script, server.url.href], { stdout: "pipe" });
    const seen = JSON.parse(await new Response(child.stdout).text()) as { bytes: number; grownMb: number };
    expect(seen.bytes).toBeGreaterThan(64 << 20);
    expect(seen.grownMb).toBeLessThan(48);
    await server.stop(true);
  });
});
