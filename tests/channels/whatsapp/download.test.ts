import { describe, expect, test } from "bun:test";
import { GoneForGood } from "../../../src/channels/channel.ts";
import { whatsapp } from "../../../src/channels/whatsapp/index.ts";
import { type Egress, egressOf } from "../../../src/http/egress.ts";
import { type Graph, startGraph } from "../../fakes/graph.ts";
import media from "./fixtures/media.json";

const egress = egressOf({ held: () => false, token: () => "" });
const fetched = async (graph: Graph, id: string, by = egress) => new Response(await whatsapp.download?.(id, graph.settings, by)).bytes();
const voice = new Uint8Array(200_000).map((_, at) => at % 251);

describe("a customer's file", () => {
  test("comes whole", async () => {
    using graph = await startGraph();
    const { id } = graph.media.put(voice, { type: "audio/ogg; codecs=opus" });
    expect(await fetched(graph, id)).toEqual(voice);
  });

  test("comes although its address died meanwhile: a new one is asked for, once", async () => {
    using graph = await startGraph();
    const { id } = graph.media.put(voice, { type: "image/png" });
    let late = 1;
    const tardy: Egress = (url, request) => {
      if (url.includes("/whatsapp_business/") && late-- > 0) graph.advance(5 * 60_000);
      return egress(url, request);
    };
    expect(await fetched(graph, id, tardy)).toEqual(voice);
    late = 2;
    const error = await fetched(graph, id, tardy).catch((caught: unknown) => caught);
    expect(String(error)).toBe("Error: media: HTTP 404");
    expect(error).not.toBeInstanceOf(GoneForGood);
    expect(await fetched(graph, id, tardy)).toEqual(voice);
  });

  test("is gone for good after seven days, or when Meta never had it", async () => {
    using graph = await startGraph({ clock: () => 1_795_000_000_000 });
    const { id } = graph.media.put(voice, { type: "image/png" });
    graph.advance(7 * 24 * 3_600_000 - 1);
    expect(await fetched(graph, id)).toEqual(voice);
    graph.advance(1);
    await expect(fetched(graph, id)).rejects.toThrow(GoneForGood);
    await expect(fetched(graph, "400000000000999")).rejects.toThrow(GoneForGood);
  });

  test("may come later when the token is dead, Meta out of order, or nobody there", async () => {
    using graph = await startGraph();
    const { id } = graph.media.put(voice, { type: "image/png" });
    graph.revokeToken();
    expect(await fetched(graph, id).catch((error: unknown) => error)).not.toBeInstanceOf(GoneForGood);
    graph.restoreToken();
    for (const fault of [{ code: 131016 }, { status: 502 }, "close-first"] as const) {
      graph.faults.next(fault, 1, "url");
      const error = await fetched(graph, id).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(GoneForGood);
    }
    expect(await fetched(graph, id)).toEqual(voice);
  });

  const bytes = Buffer.from(media.download.response.bodyBase64, "base64");
  const answering = (sha256: string | undefined, url?: string) =>
    Bun.serve({
      port: 0,
      fetch: (request) => {
        if (request.headers.get("authorization") !== "Bearer t") return Response.json(media.download_no_token.response.body, { status: 401 });
        const { pathname, origin } = new URL(request.url);
        if (pathname === "/file") return new Response(bytes);
        return Response.json({ ...media.get_url.response.body, url: url ?? `${origin}/file`, sha256 });
      },
    });
  const by = async (server: { url: URL }) =>
    new Response(await whatsapp.download?.("1", { phoneNumberId: "3", accessToken: "t", apiUrl: server.url.href }, egress)).text();

  test("is checked by Meta's checksum, in hex or base64; without one it is taken as it is", async () => {
    for (const sha256 of [media.get_url.response.body.sha256, Buffer.from(media.get_url.response.body.sha256, "hex").toString("base64"), undefined]) {
      const server = answering(sha256);
      expect(await by(server)).toBe("FAKEOGG");
      await server.stop(true);
    }
    const wrong = answering("00".repeat(32));
    await expect(by(wrong)).rejects.toThrow("the checksum differs");
    await wrong.stop();
  });

  test("is not asked for in the machine's own network, nor with the token in the clear", async () => {
    const inner = answering(undefined, "https://169.254.169.254/latest");
    await expect(by(inner)).rejects.toThrow("169.254.169.254 is a private address");
    const clear = answering(undefined, "http://lookaside.example/file");
    await expect(by(clear)).rejects.toThrow("the address is not https");
    await Promise.all([inner.stop(), clear.stop()]);
  });
});
