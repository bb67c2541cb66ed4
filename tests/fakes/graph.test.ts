import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Inbound } from "../../src/channels/channel.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import inbound from "../channels/whatsapp/fixtures/inbound.json";
import invalid from "../channels/whatsapp/fixtures/outbound.invalid.json";
import outbound from "../channels/whatsapp/fixtures/outbound.json";
import signatures from "../channels/whatsapp/fixtures/signatures.json";
import { metaJson, signature } from "./graph/webhook.ts";
import { type Graph, startGraph } from "./graph.ts";

// The fake is believed by all other tests: here it is held against the recordings, and against our own reading of what it sends.

const folder = mkdtempSync(join(tmpdir(), "parlo-graph-"));
afterAll(() => rmSync(folder, { recursive: true }));

const mario = { name: "Mario Rossi", phone: "393471234567", userId: "IT.13491208655302741918" };

async function post(graph: { url: string }, body: unknown, token = "test-token") {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const response = await fetch(`${graph.url}/v25.0/300000000000001/messages`, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as { error?: { code: number }; messages?: { id: string }[]; success?: boolean };
}

/** A webhook of ours that keeps what it is told; the first `deaf` calls get 500. */
async function listening(graph: Graph, deaf = 0) {
  const heard: Inbound[] = [];
  const bodies: string[] = [];
  let calls = 0;
  const server = Bun.serve({
    port: 0,
    fetch: async (request) => {
      const bytes = await request.bytes();
      if (request.method === "GET") return new Response(whatsapp.handshake?.(new URL(request.url).searchParams, graph.settings) ?? "", { status: 200 });
      if (++calls <= deaf) return new Response(null, { status: 500 });
      if (!whatsapp.verify?.(request.headers, bytes, graph.settings)) return new Response(null, { status: 401 });
      bodies.push(new TextDecoder().decode(bytes));
      heard.push(...(whatsapp.parse?.(JSON.parse(bodies.at(-1) as string)) ?? []));
      return new Response();
    },
  });
  graph.sendWebhooksTo(server.url.href);
  return { heard, bodies, statuses: () => heard.map((item) => item.what === "receipt" && item.status), [Symbol.dispose]: () => void server.stop(true) };
}

describe("the fake takes", () => {
  test.each(Object.entries(outbound))("%s", async (_, { body }) => {
    using graph = await startGraph();
    expect((await post(graph, body)).error).toBeUndefined();
  });
});

describe("the fake refuses", () => {
  test.each(Object.entries(invalid))("%s", async (_, { body }) => {
    using graph = await startGraph();
    expect((await post(graph, body)).error?.code).toBe(100);
    expect(graph.ledger).toEqual([]);
  });

  test("a wrong token, a dead one, another version, another number", async () => {
    using graph = await startGraph();
    expect((await post(graph, outbound.text.body, "other")).error?.code).toBe(190);
    graph.revokeToken();
    expect((await post(graph, outbound.text.body)).error?.code).toBe(190);
    graph.restoreToken();
    const headers = { authorization: "Bearer test-token" };
    for (const path of ["/v19.0/300000000000001/messages", "/v25.0/7/messages"]) {
      expect((await fetch(graph.url + path, { method: "POST", headers, body: JSON.stringify(outbound.text.body) })).status).toBe(400);
    }
    expect(graph.ledger).toEqual([]);
  });

  test("an unknown template, and one with the wrong number of blanks", async () => {
    using graph = await startGraph({ templates: { "ordine_spedito/it": 2 } });
    expect((await post(graph, outbound.template_positional.body)).error).toBeUndefined();
    expect((await post(graph, outbound.template_no_params.body)).error?.code).toBe(132001);
    const short = structuredClone(outbound.template_positional.body);
    short.template.components[0]?.parameters.pop();
    expect((await post(graph, short)).error?.code).toBe(132000);
  });
});

describe("receipts", () => {
  test("come one after the other, with our tracker", async () => {
    using graph = await startGraph({ windowRule: false });
    using us = await listening(graph);
    await post(graph, outbound.text_with_tracker.body);
    await graph.settled();
    expect(us.statuses()).toEqual(["sent", "delivered", "read"]);
    expect(us.heard[0]).toMatchObject({ providerId: graph.ledger[0]?.id, tracker: "msg:01J0TEST", error: null });
  });

  test("may come before the answer, doubled, disordered and with gaps, but the same for the same seed", async () => {
    const run = async (seed: number) => {
      const receipts = { beforeAnswer: true, shuffled: 0.5, doubled: 0.5, skipped: 0.5 };
      using graph = await startGraph({ windowRule: false, seed, receipts });
      using us = await listening(graph);
      for (let n = 0; n < 5; n++) {
        const { messages } = await post(graph, outbound.text.body);
        expect(us.heard.at(-1)).toMatchObject({ providerId: messages?.[0]?.id ?? "" });
      }
      return us.statuses().join(" ");
    };
    expect(await run(7)).toBe(await run(7));
    expect(await run(7)).not.toBe(await run(8));
  });

  test("say 131047 after a 200 when the customer has not written for 24 hours; a template may go", async () => {
    using graph = await startGraph();
    using us = await listening(graph);
    const lucia = graph.customer(mario);
    await lucia.writes("Buongiorno");
    graph.advance(24 * 3_600_000 - 1_000);
    await post(graph, outbound.text.body);
    await post(graph, outbound.text_to_bsuid.body);
    await graph.settled();
    expect(us.statuses()).not.toContain("failed");
    graph.advance(1_000);
    await lucia.reacts("👍", graph.ledger[0]?.id ?? "");
    expect((await post(graph, outbound.text.body)).messages).toHaveLength(1);
    await post(graph, outbound.template_no_params.body);
    await graph.settled();
    const failures = us.heard.filter((item) => item.what === "receipt" && item.status === "failed");
    expect(failures).toMatchObject([{ providerId: graph.ledger[2]?.id, means: "close-window", error: { code: "131047" } }]);
  });
});

describe("customers", () => {
  test("say all that the recordings know, and we read it as they meant it", async () => {
    using graph = await startGraph();
    using us = await listening(graph);
    const customer = graph.customer(mario);
    const first = await customer.writes("Il mio ordine n° 4471 non è arrivato 😢 1/2");
    await customer.writes("Sì", { replyTo: "wamid.OUT1", forwarded: "often" });
    await customer.shares({ bytes: new Uint8Array(9), type: "image/jpeg", caption: "la scatola" });
    await customer.shares({ bytes: new Uint8Array(9), type: "audio/ogg; codecs=opus", voice: true });
    await customer.shares({ bytes: new Uint8Array(9), type: "application/pdf", name: "Fattura.pdf" });
    await customer.shares({ bytes: new Uint8Array(9), type: "image/webp" });
    await customer.isAt({ latitude: 45.4642, longitude: 9.19, name: "Duomo" });
    await customer.givesContact("Lucia Bianchi", "+393331112222");
    await customer.taps("Confermo", "CONFIRM");
    await customer.chooses({ id: "si", title: "Sì" });
    await customer.chooses({ id: "s3", title: "Gio 10:00", description: "Milano" });
    await customer.reacts("👍", first);
    await customer.edits(first, "Il mio ordine n° 4472");
    await customer.revokes(first);
    await customer.says("hologram", { x: 1 });
    await customer.changesNumber("393479999999");
    await customer.changesUserId("IT.999");
    const kinds = us.heard.map((item) => (item.what === "message" ? item.kind : item.what)).join(" ");
    expect(kinds).toBe(
      "text text image voice document sticker location contacts button interactive interactive reaction edit revoke unsupported rename rename",
    );
    expect(us.heard[0]).toMatchObject({ text: "Il mio ordine n° 4471 non è arrivato 😢 1/2", from: { profileName: "Mario Rossi" }, opensWindow: true });
    expect(us.heard[1]).toMatchObject({ text: "Sì", replyTo: "wamid.OUT1", data: { forwarded: "often" } });
  });

  test("come without their number in BSUID-only mode", async () => {
    using graph = await startGraph({ bsuidOnly: true });
    using us = await listening(graph);
    await graph.customer({ ...mario, username: "mario.rossi", parentUserId: "IT.ENT.1" }).writes("Ciao");
    const from = { handles: [{ kind: "bsuid", value: mario.userId }], profileName: mario.name, username: "mario.rossi", providerParentId: "IT.ENT.1" };
    expect(us.heard).toMatchObject([{ from }]);
    expect(us.bodies.join()).not.toContain(mario.phone);
  });

  test("are batched in one POST on demand, mixed with other news", async () => {
    using graph = await startGraph();
    using us = await listening(graph);
    const written: Promise<unknown>[] = [];
    await graph.inOnePost(() => {
      written.push(graph.customer(mario).writes("uno"), graph.customer({ name: "Lucia", userId: "IT.2" }).writes("due"));
      written.push(graph.tells({ event: "APPROVED" }, "message_template_status_update"));
    });
    await Promise.all(written);
    expect(us.bodies).toHaveLength(1);
    expect(us.heard.map(({ what }) => what)).toEqual(["notice", "message", "message"]);
  });

  test("are told again until we answer 200, and how long it took is kept", async () => {
    using graph = await startGraph();
    using us = await listening(graph, 2);
    await graph.customer(mario).writes("Ciao");
    expect(us.heard).toHaveLength(1);
    expect(graph.webhooks.deliveries[0]?.attempts.map(({ status }) => status)).toEqual([500, 500, 200]);
    expect(graph.webhooks.latency()).toMatchObject({ count: 1, overOneSecond: 0 });
  });

  test("are written and signed as Meta's bytes are", () => {
    const { rawBodyBase64, header, appSecret } = signatures.whatsapp_text_escaped_unicode;
    const raw = Buffer.from(rawBodyBase64, "base64").toString();
    expect(metaJson(inbound.text)).toBe(raw);
    expect(signature(raw, appSecret)).toBe(header);
    expect(metaJson(inbound.image_with_url)).toBe(Buffer.from(signatures.whatsapp_image_escaped_slashes.rawBodyBase64, "base64").toString());
  });

  test("come only to a webhook that knows the verify token", async () => {
    using graph = await startGraph();
    using _ = await listening(graph);
    expect(await (await graph.registers("<b>7</b>")).text()).toBe("<b>7</b>");
  });
});

describe("the ledger", () => {
  test("has marks of our reading by themselves: they are no messages", async () => {
    using graph = await startGraph();
    expect(await post(graph, outbound.mark_read.body)).toEqual({ success: true });
    expect([graph.reads.map(({ body }) => body), graph.ledger]).toEqual([[outbound.mark_read.body], []]);
  });

  test("is on the disk before the answer, in a process of its own too", async () => {
    const ledger = join(folder, "ledger.jsonl");
    const child = Bun.spawn([process.execPath, `${import.meta.dir}/graph.ts`, "--ledger", ledger, "--seed", "3"], { stdout: "pipe" });
    const { value } = await child.stdout.getReader().read();
    const { url } = JSON.parse(new TextDecoder().decode(value)) as { url: string };
    const lines = () =>
      readFileSync(ledger, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { tracker: string; id: string });

    const { messages } = await post({ url }, outbound.text_with_tracker.body);
    expect(lines()).toMatchObject([{ id: messages?.[0]?.id, tracker: "msg:01J0TEST" }]);

    await fetch(`${url}/_fake/fault`, { method: "POST", body: JSON.stringify({ fault: "close" }) });
    await expect(post({ url }, outbound.text.body)).rejects.toThrow();
    expect(lines()).toHaveLength(2);
    expect(await (await fetch(`${url}/_fake/ledger`)).json()).toHaveLength(2);
    child.kill("SIGKILL");
    await child.exited;
  });
});
