import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { egressOf } from "../../src/http/egress.ts";
import { ended, message } from "./asking.ts";
import { answer, type Behaviour, breakOffInTheHead, closeWithoutAnswer, rawServer, resetWithoutAnswer, stayingSilent } from "./raw-server.ts";

const folder = mkdtempSync(join(tmpdir(), "parlo-egress-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a message leaves us once", () => {
  const silences: [string, Behaviour, RegExp][] = [
    ["closes without an answer", closeWithoutAnswer, /^NoAnswer ECONNRESET/],
    ["resets the connection", resetWithoutAnswer, /^NoAnswer ECONNRESET/],
    ["breaks off in the middle of the answer's head", breakOffInTheHead, /^NoAnswer ECONNRESET/],
    ["never answers", stayingSilent, /^NoAnswer nothing for 2000 ms/],
  ];
  for (const [what, behaviour, end] of silences) {
    test(`when the other side reads it and ${what}, on a first and on a later request`, async () => {
      using server = await rawServer(behaviour);
      expect(await ended(server.url, message)).toMatch(end);
      expect(server.seen.requests).toHaveLength(1);

      server.behaviour = answer;
      expect(await ended(server.url, message)).toBe("200 ok");
      expect(await ended(server.url, message)).toBe("200 ok");

      server.behaviour = behaviour;
      expect(await ended(server.url, message)).toMatch(end);
      await Bun.sleep(50);
      expect(server.seen.requests).toHaveLength(4);
    });
  }

  test("every request has a connection of its own, so that none dies of another's", async () => {
    using server = await rawServer(answer);
    for (let n = 0; n < 3; n++) await ended(server.url, message);
    expect(server.seen.connections).toBe(3);
  });

  test("whole, with its length and its letters", async () => {
    using server = await rawServer(answer);
    await ended(server.url, { ...message, headers: { "content-type": "application/json" } });
    const [request = ""] = server.seen.requests;
    expect(request).toContain("Content-Length: 14\r\n");
    expect(Buffer.from(request.slice(-14), "latin1").toString()).toBe('{"text":"Sì"}');
  });
});

describe("it surely did not leave us", () => {
  test("when nobody listens", async () => expect(await ended("http://127.0.0.1:9/", message)).toBe("NotSent ECONNREFUSED"));

  test("when the name does not exist", async () => expect(await ended("http://no-such-host.invalid/", message)).toBe("NotSent ENOTFOUND"));

  test("when the certificate is of an unknown maker or of another name", async () => {
    const tls = Bun.serve({
      port: 0,
      tls: { cert: Bun.file(`${import.meta.dir}/provider.example.pem`), key: Bun.file(`${import.meta.dir}/provider.example.key.pem`) },
      fetch: () => new Response("must not come here"),
    });
    expect(await ended(`https://127.0.0.1:${tls.port}/`, message)).toBe("NotSent DEPTH_ZERO_SELF_SIGNED_CERT");
    await tls.stop(true);
  });

  test("when the TLS handshake is closed, reset, or never ends", async () => {
    using server = await rawServer(stayingSilent);
    expect(await ended(server.url.replace("http:", "https:"), message)).toBe("NotSent nothing for 2000 ms");
    using closing = await rawServer(answer);
    closing.onConnection = (socket) => socket.end();
    expect(await ended(closing.url.replace("http:", "https:"), message)).toBe("NotSent ECONNRESET");
    closing.onConnection = (socket) => socket.resetAndDestroy();
    expect(await ended(closing.url.replace("http:", "https:"), message)).toBe("NotSent ECONNRESET");
    expect([...server.seen.requests, ...closing.seen.requests]).toEqual([]);
  });

  test("when it waits behind others for a connection until its time is over", async () => {
    using server = await rawServer(stayingSilent);
    const ends = await Promise.all(Array.from({ length: 300 }, () => ended(server.url, { ...message, timeoutMs: 1_000 })));
    await Bun.sleep(100);
    expect(ends.filter((end) => end.startsWith("NoAnswer"))).toHaveLength(server.seen.requests.length);
    expect(ends.filter((end) => end.startsWith("NotSent"))).toHaveLength(300 - server.seen.requests.length);
  });

  test("when the workspace is held", async () => {
    using server = await rawServer(answer);
    const held = egressOf({ held: () => true, token: () => "" });
    expect(await ended(server.url, message, held)).toStartWith("NotSent the workspace is held");
    expect(server.seen.connections).toBe(0);
  });

  test("when its file is gone", async () => {
    using server = await rawServer(answer);
    const body = [{ name: "file", file: { path: join(folder, "gone"), type: "image/png", name: "a.png" } }];
    expect(await ended(server.url, { method: "POST", body })).toBe("NotSent ENOENT");
    expect(server.seen.connections).toBe(0);
  });
});

describe("an answer is bounded", () => {
  const chunked = (...pieces: string[]) =>
    Bun.serve({
      port: 0,
      fetch: () =>
        new Response(async function* () {
          for (const piece of pieces) {
            yield piece;
            await Bun.sleep(100);
          }
        } as unknown as BodyInit),
    });

  test("in its length", async () => {
    const server = chunked("a".repeat(600), "a".repeat(600));
    expect(await ended(server.url.href, { bytesMax: 1_000 })).toBe("NoAnswer the answer is too long");
    expect(await ended(server.url.href, { bytesMax: 1_200 })).toHaveLength(1_204);
    await server.stop(true);
  });

  test("in its silences, which are counted anew with every piece", async () => {
    const server = chunked("a", "b", "c", "d", "e");
    expect(await ended(server.url.href, { timeoutMs: 5_000 })).toBe("200 abcde");
    expect(await ended(server.url.href, { timeoutMs: 50 })).toBe("NoAnswer nothing for 50 ms");
    await server.stop(true);
  });

  test("in the whole", async () => {
    const server = chunked("a", "b", "c", "d", "e");
    expect(await ended(server.url.href, { timeoutMs: 5_000, totalMs: 250 })).toBe("NoAnswer no end after 250 ms");
    await server.stop(true);
  });

  test("and breaking off is told", async () => {
    using server = await rawServer((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
    expect(await ended(server.url)).toStartWith("NoAnswer ");
  });
});

describe("a redirect", () => {
  const headers = { Authorization: "Bearer secret" };
  const to =
    (location: string): Behaviour =>
    (socket) =>
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`);

  test("is followed for what is only asked, with the token on the same origin alone", async () => {
    using target = await rawServer(answer);
    using server = await rawServer(to(`http://localhost:${target.port}/elsewhere`));
    const open = egressOf({ held: () => false, token: () => "", isPrivate: () => false });
    expect(await ended(server.url, { headers }, open)).toBe("200 ok");
    expect(server.seen.requests[0]).toContain("Bearer secret");
    expect(target.seen.requests[0]).toStartWith("GET /elsewhere ");
    expect(target.seen.requests[0]).not.toContain("secret");
  });

  test("never leads into the machine's own network", async () => {
    using target = await rawServer(answer);
    using server = await rawServer(to(target.url));
    expect(await ended(server.url)).toBe("NotSent 127.0.0.1 is a private address");
    expect(target.seen.connections).toBe(0);
  });

  test("is not followed by what sends something", async () => {
    using server = await rawServer(to("/elsewhere"));
    expect(await ended(server.url, message)).toBe("302 ");
    expect(server.seen.requests).toHaveLength(1);
  });

  test("has an end", async () => {
    using server = await rawServer(to("/again"));
    expect(await ended(server.url)).toBe("NotSent too many redirects");
    expect(server.seen.requests).toHaveLength(4);
  });
});
