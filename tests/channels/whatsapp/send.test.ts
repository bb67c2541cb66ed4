import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Consequence, Outbound } from "../../../src/channels/channel.ts";
import { bodyOf } from "../../../src/channels/whatsapp/body.ts";
import { consequenceOf, errorIn, reasonOf } from "../../../src/channels/whatsapp/errors.ts";
import { whatsapp } from "../../../src/channels/whatsapp/index.ts";
import { en, it } from "../../../src/channels/whatsapp/texts.ts";
import { egressOf } from "../../../src/http/egress.ts";
import { startGraph } from "../../fakes/graph.ts";
import { rawServer } from "../../http/raw-server.ts";
import errors from "./fixtures/errors.json";
import outbound from "./fixtures/outbound.json";

const folder = mkdtempSync(join(tmpdir(), "parlo-whatsapp-"));
afterAll(() => rmSync(folder, { recursive: true }));

const egress = egressOf({ held: () => false, token: () => "parlo-boundary" });
const number = [{ kind: "wa_id", value: "393471234567" }];
const bsuid = { kind: "bsuid", value: "IT.13491208655302741918" };

const message = (what: Partial<Outbound>): Outbound => ({
  to: [bsuid, ...number],
  kind: "text",
  text: "",
  file: null,
  replyTo: null,
  tracker: "msg:01J0TEST",
  ...what,
});
const fileOf = (name: string, type: string, bytes: string | Uint8Array = "FAKEOGG"): NonNullable<Outbound["file"]> => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, type, name, size: Bun.file(path).size };
};
const graphOf = (options = {}) => startGraph({ windowRule: false, ...options });
const send = (graph: Awaited<ReturnType<typeof startGraph>>, what: Partial<Outbound>) => whatsapp.send?.(message(what), graph.settings, egress);

describe("what we send is what Meta documents", () => {
  const pdf = { path: "", type: "application/pdf", name: "Listino 2026.pdf", size: 1 };
  const any = { ...pdf, name: "" };
  const CASES: [name: keyof typeof outbound, Partial<Outbound>, mediaId: string | null][] = [
    ["text", { text: "Ciao Mario, come posso aiutarti?" }, null],
    ["text_with_tracker", { text: "Un attimo…" }, null],
    ["text_reply", { text: "Certo!", replyTo: "wamid.IN0001" }, null],
    ["text_to_bsuid", { text: "Ciao!", to: [bsuid] }, null],
    ["image_id", { kind: "image", text: "Ecco la foto", file: any }, "700000000000001"],
    ["video_id", { kind: "video", text: "Tutorial", file: any }, "700000000000002"],
    ["document_id", { kind: "document", text: "Listino", file: pdf }, "700000000000003"],
    ["audio_voice_note", { kind: "voice", file: any }, "700000000000004"],
    ["audio_file", { kind: "audio", file: any }, "700000000000005"],
  ];
  test.each(CASES)("%s", (name, what, mediaId) => {
    // No preview of links is what Meta does when it is not asked for one.
    const { preview_url: _, ...text } = (outbound[name].body as { text?: { preview_url?: boolean } }).text ?? {};
    const expected = { ...outbound[name].body, ...("text" in outbound[name].body ? { text } : {}), biz_opaque_callback_data: "msg:01J0TEST" };
    expect(bodyOf(message(what), mediaId) as unknown).toEqual(expected);
  });

  test("a number that somebody typed is written as Meta wants it", () => {
    expect(bodyOf(message({ to: [{ kind: "phone", value: "+39 347 123-4567" }], text: "x" }), null)).toMatchObject({ to: "+393471234567" });
  });
});

describe("what Meta's errors lead to, by their code", () => {
  const LEADS_TO: Record<Consequence, string[]> = {
    "stop-channel": ["0", "3", "10", "33", "190", "200", "368", "131005", "131031", "131037", "131042", "131045", "133010"],
    retry: ["4", "80007", "130429", "131000", "131016", "131057"],
    "hold-recipient": ["131056"],
    "close-window": ["131047"],
    fail: [
      ...["100", "130403", "130472", "130497", "131008", "131009", "131021", "131026", "131030", "131048", "131049", "131050", "131051", "131052", "131053"],
      ...["131062", "131064", "132000", "132001", "132005", "132007", "132012", "132015", "132016", "135000"],
    ],
  };
  const rows = Object.entries(LEADS_TO).flatMap(([then, codes]) => codes.map((code) => [code, then as Consequence] as const));

  test.each(rows)("%s: %s", async (code, then) => {
    const { body } = errors[code as keyof typeof errors];
    // The statuses are typical only: the answer means the same with any.
    for (const status of [200, 400, 401, 404, 429, 500]) {
      const server = Bun.serve({ port: 0, fetch: () => Response.json(body, { status }) });
      const outcome = await whatsapp.send?.(message({ text: "x" }), { ...settings(server.url.href) }, egress);
      expect(outcome).toMatchObject({ ended: "refused", then, error: { code }, retryAfterMs: null });
      await server.stop(true);
    }
  });

  test("every recorded error has its line here, but the one that only the old API sends", () => {
    expect([...rows.map(([code]) => code), "legacy_470"].toSorted()).toEqual(Object.keys(errors).toSorted());
    expect(errorIn(errors.legacy_470.body)).toBeNull();
    expect(consequenceOf(470)).toBe("close-window");
  });

  test("every permission's error, from 200 to 299, stops the channel", () => {
    expect([199, 200, 219, 299, 300].map(consequenceOf)).toEqual(["fail", "stop-channel", "stop-channel", "stop-channel", "fail"]);
  });

  test("an error of tomorrow is not tried again", () => expect(consequenceOf(999_999)).toBe("fail"));

  test("every one has words of ours, in both languages", () => {
    for (const code of Object.keys(errors)) expect(reasonOf(code) in en && reasonOf(code) in it).toBe(true);
    expect(reasonOf("131047")).toBe("failed.whatsapp.131047");
    expect(reasonOf("210")).toBe("failed.whatsapp.200");
    expect(reasonOf("999999")).toBe("failed.whatsapp");
  });
});

const settings = (apiUrl: string) => ({ phoneNumberId: "300000000000001", accessToken: "t", apiUrl });

describe("how a send ends", () => {
  test("taken: Meta's id, and our tracker in its ledger", async () => {
    using graph = await graphOf();
    const outcome = await send(graph, { text: "Ciao è/é 👍" });
    expect(outcome).toEqual({ ended: "sent", providerId: graph.ledger[0]?.id ?? "" });
    expect(graph.ledger).toMatchObject([{ to: "+393471234567", tracker: "msg:01J0TEST", body: { text: { body: "Ciao è/é 👍" } } }]);
  });

  test("to a customer without a number: by the business-scoped id", async () => {
    using graph = await graphOf();
    expect(await send(graph, { text: "Ciao!", to: [bsuid] })).toMatchObject({ ended: "sent" });
    expect(graph.ledger).toMatchObject([{ to: bsuid.value }]);
  });

  test("refused: nothing is in the ledger, and how long Meta wants us to wait", async () => {
    using graph = await graphOf();
    graph.faults.next({ code: 130429, retryAfterSeconds: 7 });
    expect(await send(graph, { text: "x" })).toMatchObject({ ended: "refused", then: "retry", retryAfterMs: 7_000 });
    expect(graph.ledger).toEqual([]);
  });

  test("waiting until a date is counted by Meta's clock, and never longer than an hour", async () => {
    const headers = { date: "Fri, 20 Nov 2026 10:00:00 GMT", "retry-after": "Fri, 20 Nov 2026 10:00:30 GMT" };
    const server = Bun.serve({
      port: 0,
      fetch: (request) => Response.json(errors["4"].body, { status: 429, headers: request.url.includes("v1") ? headers : { "retry-after": "86400" } }),
    });
    const by = (apiVersion: string) => whatsapp.send?.(message({ text: "x" }), { ...settings(server.url.href), apiVersion }, egress);
    expect(await by("v1")).toMatchObject({ retryAfterMs: 30_000 });
    expect(await by("v2")).toMatchObject({ retryAfterMs: 3_600_000 });
    await server.stop(true);
  });

  test("a token that was withdrawn stops the channel", async () => {
    using graph = await graphOf();
    graph.revokeToken();
    expect(await send(graph, { text: "x" })).toMatchObject({ ended: "refused", then: "stop-channel", error: { code: "190" } });
  });

  test("not sent: nobody there", async () => {
    expect(await whatsapp.send?.(message({ text: "x" }), settings("http://127.0.0.1:9"), egress)).toEqual({ ended: "not-sent", reason: "ECONNREFUSED" });
  });

  test("unknown, and Meta has it once: closed without an answer, or a 5xx without Meta's words", async () => {
    using graph = await graphOf();
    graph.faults.next("close");
    expect(await send(graph, { text: "a" })).toEqual({ ended: "unknown", reason: "ECONNRESET" });
    graph.faults.next({ status: 502, accepted: true });
    expect(await send(graph, { text: "b" })).toEqual({ ended: "unknown", reason: "HTTP 502 without Meta's words" });
    await Bun.sleep(100);
    expect(graph.ledger.map(({ body }) => body["text"])).toEqual([{ body: "a" }, { body: "b" }]);
  });

  test("unknown: Meta hangs", async () => {
    using graph = await graphOf();
    graph.faults.next("hang");
    const impatient: typeof egress = (url, request) => egress(url, { ...request, timeoutMs: 200 });
    expect(await whatsapp.send?.(message({ text: "x" }), graph.settings, impatient)).toEqual({ ended: "unknown", reason: "nothing for 200 ms" });
    expect(graph.ledger).toHaveLength(1);
  });

  test("unknown: an answer that says neither yes nor no", async () => {
    for (const body of ["", "ok", "{}", '{"messages":[]}', '{"messages":[{}]}', '{"error":"no"}']) {
      using server = await rawServer((socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`));
      expect(await whatsapp.send?.(message({ text: "x" }), settings(server.url), egress)).toMatchObject({ ended: "unknown" });
    }
  });

  test("unknown: the answer breaks off after its head", async () => {
    using server = await rawServer((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"));
    expect(await whatsapp.send?.(message({ text: "x" }), settings(server.url), egress)).toMatchObject({ ended: "unknown" });
    expect(server.seen.requests).toHaveLength(1);
  });

  test("what cannot be sent is refused by us, before anything leaves", async () => {
    using graph = await graphOf();
    const ogg = fileOf("a.ogg", "audio/ogg");
    expect(await send(graph, { text: "x", to: [{ kind: "username", value: "mario" }] })).toMatchObject({
      ended: "refused",
      then: "fail",
      error: { code: "no-handle" },
    });
    expect(await send(graph, { kind: "audio", text: "senti", file: ogg })).toMatchObject({ ended: "refused", error: { code: "no-caption" } });
    expect(await send(graph, { kind: "image" })).toMatchObject({ ended: "refused", error: { code: "no-file" } });
    expect(await send(graph, { kind: "image", file: { ...ogg, path: join(folder, "gone") } })).toMatchObject({ ended: "refused", error: { code: "no-file" } });
    for (const code of ["no-handle", "no-caption", "no-file", "not-sent"]) expect(reasonOf(code)).toBe(`failed.whatsapp.${code}`);
    expect(graph.ledger).toEqual([]);
  });
});

describe("a file", () => {
  test("goes up first, then the message that names it", async () => {
    using graph = await graphOf();
    const file = fileOf("Listino 2026.pdf", "application/pdf", new Uint8Array(300_000).fill(7));
    expect(await send(graph, { kind: "document", text: "Listino", file })).toMatchObject({ ended: "sent" });
    const [stored] = graph.media.uploads();
    expect(stored).toMatchObject({ type: "application/pdf", name: "Listino 2026.pdf" });
    expect(stored?.bytes).toEqual(new Uint8Array(300_000).fill(7));
    expect(graph.ledger[0]?.body["document"]).toEqual({ id: stored?.id, caption: "Listino", filename: "Listino 2026.pdf" });
  });

  test.each([
    ["image", "image/jpeg"],
    ["video", "video/mp4"],
    ["audio", "audio/mpeg"],
    ["voice", "audio/ogg"],
  ] as const)("of kind %s is taken", async (kind, type) => {
    using graph = await graphOf();
    expect(await send(graph, { kind, file: fileOf(`file-${kind}`, type) })).toMatchObject({ ended: "sent" });
    expect(graph.ledger[0]?.body[kind === "voice" ? "audio" : kind]).toEqual({
      id: graph.media.uploads()[0]?.id,
      ...(kind === "voice" ? { voice: true } : {}),
    });
  });

  test("that did not go up sends no message, whatever happened: it may all be done again", async () => {
    using graph = await graphOf();
    const file = fileOf("b.png", "image/png");
    for (const fault of ["close", "close-first", { status: 502, accepted: true }] as const) {
      graph.faults.next(fault, 1, "media");
      expect(await send(graph, { kind: "image", file })).toMatchObject({ ended: "not-sent", reason: expect.stringContaining("upload: ") });
    }
    expect(graph.ledger).toEqual([]);
    expect(await send(graph, { kind: "image", file })).toMatchObject({ ended: "sent" });
  });

  test("that Meta refuses is refused by its code", async () => {
    using graph = await graphOf();
    graph.faults.next({ code: 131053 }, 1, "media");
    expect(await send(graph, { kind: "image", file: fileOf("c.png", "image/png") })).toMatchObject({
      ended: "refused",
      then: "fail",
      error: { code: "131053" },
    });
    graph.faults.next({ code: 190 }, 1, "media");
    expect(await send(graph, { kind: "image", file: fileOf("c.png", "image/png") })).toMatchObject({ ended: "refused", then: "stop-channel" });
    expect(graph.ledger).toEqual([]);
  });
});
