import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from "mediabunny";
import { webchat } from "../../src/channels/webchat/index.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { type Reply, reply } from "../../src/conversations/reply.ts";
import { attachmentsOf } from "../../src/files/attachments.ts";
import { pathOf } from "../../src/files/keep.ts";
import { perform } from "../../src/files/rewrap.ts";
import { VOICE_BYTES_MAX } from "../../src/files/take-voice.ts";
import { refusal } from "../admin/office.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { type Outgoing, outgoing } from "../outgoing.ts";
import { happened, message } from "../talk.ts";

// Two seconds that a browser recorded: WebM with Opus, one channel.
const SPOKEN = new Uint8Array(readFileSync(join(import.meta.dir, "../fakes/voice/spoken.webm")));
const SPOKEN_MS = 1_980;
const opus = (numberOfChannels: number): AudioDecoderConfig => {
  // RFC 7845, 5.1: version, channels, what is skipped at first, the rate, the gain, how channels are laid out.
  const head = [...new TextEncoder().encode("OpusHead"), 1, numberOfChannels, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0];
  return { codec: "opus", numberOfChannels, sampleRate: 48_000, description: new Uint8Array(head) };
};
const AAC = { codec: "mp4a.40.2", numberOfChannels: 1, sampleRate: 48_000, description: new Uint8Array([0x11, 0x88]) } as const;

let app: TestApp;
let ana: Browser;
let csrf: string;
beforeAll(async () => {
  app = await openApp();
  ana = await app.signedIn("ana");
  csrf = await ana.csrf();
});
afterAll(() => app.close());

let names = 0;
const nextName = () => `spoken-${++names}`;
const speaks = (bytes: Uint8Array, channel = "whatsapp", clientId = nextName(), to = { app, cookie: ana.cookie, csrf }) => {
  const headers = { cookie: to.cookie, "x-csrf-token": to.csrf, accept: "application/json", "content-type": "audio/webm" };
  const request = new Request(`http://localhost/files/${clientId}?voice=${channel}`, { method: "PUT", headers, body: new Blob([bytes.slice()]) });
  return to.app.app.handle(request);
};
const media = () => join(app.workspace.config.dataDir, "media");
const filesIn = () => readdirSync(media(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
type Row = { sha256: string; type: string; size: number; durationMs: number; voice: number; name: string };
const uploaded = (clientId: string, { db } = app.workspace) =>
  db
    .query(
      "SELECT f.sha256, f.type, f.size, f.duration_ms AS durationMs, u.voice, u.name FROM uploads u JOIN files f ON f.id = u.file_id WHERE u.client_id = ?",
    )
    .get(clientId) as Row | null;
const contentOf = ({ sha256 }: Pick<Row, "sha256">, { config } = app.workspace) => new Uint8Array(readFileSync(pathOf(config.dataDir, sha256)));

/** What is heard: the pieces of sound, whatever they are wrapped in. */
async function heard(bytes: Uint8Array) {
  using input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error("there is no sound in it");
  const packets: string[] = [];
  for await (const { data } of new EncodedPacketSink(track).packets()) packets.push(Buffer.from(data).toString("base64"));
  return { packets, format: (await input.getFormat()).name, channels: await track.getNumberOfChannels(), seconds: await input.computeDuration() };
}

type Made = {
  format?: WebMOutputFormat | Mp4OutputFormat;
  codec?: "opus" | "aac";
  config?: AudioDecoderConfig;
  gapSeconds?: number;
  film?: boolean;
  n?: number;
};
/** A file that no microphone made. */
async function made({ format = new WebMOutputFormat(), codec = "opus", config = opus(1), gapSeconds = 0.02, film = false, n = 3 }: Made) {
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const sound = new EncodedAudioPacketSource(codec);
  const picture = new EncodedVideoPacketSource("vp8");
  output.addAudioTrack(sound);
  if (film) output.addVideoTrack(picture);
  await output.start();
  if (film) await picture.add(new EncodedPacket(new Uint8Array(20), "key", 0, 0.02), { decoderConfig: { codec: "vp8", codedWidth: 8, codedHeight: 8 } });
  for (let at = 0; at < n; at++) await sound.add(new EncodedPacket(new Uint8Array(400).fill(1), "key", at * gapSeconds, 0.02), { decoderConfig: config });
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}

describe("what an agent has spoken", () => {
  test("is wrapped for WhatsApp as Ogg without touching its sound, and it is known how long it plays", async () => {
    const clientId = nextName();
    const answer = await speaks(SPOKEN, "whatsapp", clientId);
    const row = uploaded(clientId) as Row;
    expect([answer.status, await answer.json()]).toEqual([201, { size: row.size, type: "audio/ogg", width: null, height: null }]);
    expect(row).toMatchObject({ type: "audio/ogg", durationMs: SPOKEN_MS, voice: 1, name: "" });
    const bytes = contentOf(row);
    expect([new TextDecoder().decode(bytes.slice(0, 4)), bytes.length, Buffer.from(bytes.slice(0, 64)).includes("OpusHead")]).toEqual(["OggS", row.size, true]);
    const [before, after] = [await heard(SPOKEN), await heard(bytes)];
    expect([after.format, after.channels, after.packets]).toEqual(["Ogg", 1, before.packets]);
    expect(after.seconds).toBeCloseTo(SPOKEN_MS / 1_000, 2);
  });

  test("is wrapped for a visitor's browser so that a place in it can be found", async () => {
    const clientId = nextName();
    await speaks(SPOKEN, "webchat", clientId);
    const row = uploaded(clientId) as Row;
    const [before, after] = [await heard(SPOKEN), await heard(contentOf(row))];
    expect([row.type, after.format, after.packets]).toEqual(["audio/webm", "WebM", before.packets]);
    expect([row.durationMs > 1_800, after.seconds > 1.8]).toEqual([true, true]);
  });

  test("in a browser that knows only AAC stays what it is", async () => {
    const clientId = nextName();
    expect((await speaks(await made({ format: new Mp4OutputFormat(), codec: "aac", config: AAC }), "whatsapp", clientId)).status).toBe(201);
    expect(uploaded(clientId)).toMatchObject({ type: "audio/mp4", voice: 1 });
  });
});

describe("what is no recording of a voice", () => {
  const HOSTILE: [name: string, () => Promise<Uint8Array> | Uint8Array][] = [
    ["a text", () => new TextEncoder().encode("<script>alert(1)</script>".repeat(50))],
    ["noise", () => new Uint8Array(5_000).map((_, at) => (at * 7_919) % 251)],
    ["a beginning without sound", () => SPOKEN.slice(0, 150)],
    ["a film", () => made({ film: true })],
    ["two channels, which WhatsApp does not take", () => made({ config: opus(2) })],
    ["a sound of days", () => made({ gapSeconds: 86_400 })],
    ["an AAC that breaks off", async () => (await made({ format: new Mp4OutputFormat(), codec: "aac", config: AAC })).slice(0, 900)],
  ];
  test.each(HOSTILE)("cannot be wrapped as one: %s", async (_, bytes) => {
    expect(await perform({ do: "rewrap", bytes: await bytes(), types: ["audio/ogg"] })).toBeNull();
  });

  test("what differs from those in nothing else can be wrapped", async () => {
    const made_ = await perform({ do: "rewrap", bytes: await made({}), types: ["audio/ogg"] });
    expect(made_).toMatchObject({ type: "audio/ogg", durationMs: 54 });
    expect(await perform({ do: "rewrap", bytes: await made({ config: opus(2) }), types: ["audio/webm"] })).toMatchObject({ type: "audio/webm" });
  });

  const REFUSED: [name: string, bytes: () => Promise<Uint8Array> | Uint8Array, status: number, words: string][] = [
    ["nothing", () => new Uint8Array(0), 422, "The file is empty"],
    ["a film", () => made({ film: true }), 422, "This recording could not be read. Record it again."],
    ["too much", () => new Uint8Array(VOICE_BYTES_MAX + 1), 413, "8 MB"],
  ];
  test.each(REFUSED)("is refused in plain words, and nothing is left of it: %s", async (_, bytes, status, words) => {
    const [before, clientId] = [filesIn(), nextName()];
    const answer = await speaks(await bytes(), "whatsapp", clientId);
    expect([answer.status, uploaded(clientId), filesIn()]).toEqual([status, null, before]);
    expect(JSON.stringify(await answer.json())).toContain(words);
  });

  test("a recording with bits turned over ends as a recording or as none, never as a failure", async () => {
    const ends = new Set<string>();
    for (let at = 0; at < SPOKEN.length; at += at < 400 ? 3 : 101) {
      const bytes = SPOKEN.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      ends.add((await perform({ do: "rewrap", bytes, types: ["audio/ogg"] })) === null ? "none" : "made");
    }
    expect([...ends].sort()).toEqual(["made", "none"]);
  });

  test("a channel that knows no voice messages takes none", async () => {
    for (const channel of ["email", "nowhere"]) expect((await speaks(SPOKEN, channel)).status).toBe(404);
  });
});

describe("a voice message", () => {
  const says = (one: Outgoing, conversationId: number, upload: string, kind = whatsapp) =>
    one.workspace.write((db) => {
      const said: Reply = { conversationId, agentId: one.ids.ana, clientId: `said-${upload}`, text: "", uploads: [upload], replyTo: null };
      return reply(db, said, kind, one.workspace.clock())[0] as number;
    });
  const sendsUp = async (one: Outgoing, bytes: Uint8Array, channel = "whatsapp") => {
    const [browser, clientId] = [await one.signedIn("ana"), nextName()];
    expect((await speaks(bytes, channel, clientId, { app: one, cookie: browser.cookie, csrf: await browser.csrf() })).status).toBe(201);
    return clientId;
  };

  test("goes to Meta as one: Ogg with Opus, marked as spoken", async () => {
    await using one = await outgoing();
    const conversationId = await one.begins();
    const id = await says(one, conversationId, await sendsUp(one, SPOKEN));
    expect(message(one.workspace, id)).toMatchObject({ direction: "out", kind: "voice", text: "", status: "queued" });
    expect(happened(one.workspace).at(-2)).toEqual({ kind: "message.written", data: { messageId: id } });
    expect(attachmentsOf(one.workspace.db, [id])).toMatchObject([{ type: "audio/ogg", durationMs: SPOKEN_MS, name: "" }]);
    await one.runs();
    const [sent] = one.graph.ledger;
    const { id: mediaId, voice } = (sent?.body["audio"] ?? {}) as { id: string; voice: boolean };
    expect([sent?.type, voice, one.status(id)]).toEqual(["audio", true, "sent"]);
    const file = one.graph.media.find(mediaId);
    expect([
      file?.type,
      Buffer.from(file?.bytes ?? [])
        .subarray(0, 64)
        .includes("OpusHead"),
    ]).toEqual(["audio/ogg", true]);
  });

  test("that is no Opus, or larger than WhatsApp lets play at once, goes as a sound", async () => {
    await using one = await outgoing();
    const conversationId = await one.begins();
    const aac = await says(one, conversationId, await sendsUp(one, await made({ format: new Mp4OutputFormat(), codec: "aac", config: AAC })));
    const long = await says(one, conversationId, await sendsUp(one, await made({ n: 1_400 })));
    expect([aac, long].map((id) => message(one.workspace, id).kind)).toEqual(["audio", "audio"]);
    expect(attachmentsOf(one.workspace.db, [long])[0]?.size).toBeGreaterThan(512 * 1024);
  });

  test("for a visitor is one whatever their colleague's browser records; a file of sound that is only attached is none", async () => {
    await using one = await outgoing();
    const conversationId = await one.begins();
    const spoken = await says(one, conversationId, await sendsUp(one, SPOKEN, "webchat"), webchat);
    const aac = await says(
      one,
      conversationId,
      await sendsUp(one, await made({ format: new Mp4OutputFormat(), codec: "aac", config: AAC }), "webchat"),
      webchat,
    );
    expect([spoken, aac].map((id) => message(one.workspace, id).kind)).toEqual(["voice", "voice"]);
    one.workspace.db.run("UPDATE uploads SET voice = 0");
    const attached = await sendsUp(one, SPOKEN);
    await one.workspace.write((db) => db.run("UPDATE uploads SET voice = 0"));
    expect(message(one.workspace, await says(one, conversationId, attached)).kind).toBe("audio");
  });

  test("is its speaker's: nobody else sends it", async () => {
    await using one = await outgoing();
    const conversationId = await one.begins();
    const upload = await sendsUp(one, SPOKEN);
    const said = { conversationId, agentId: one.ids.ana, clientId: "theirs-1", text: "", uploads: [upload], replyTo: null };
    one.workspace.db.run("UPDATE uploads SET owner = 'user:999'");
    expect(refusal(() => reply(one.workspace.db, said, whatsapp, one.workspace.clock()))).toEqual({ files: "reply.file-missing" });
  });

  test("of a customer is measured when it is here, and the list says how long it plays", async () => {
    await using one = await outgoing();
    const conversationId = await one.begins();
    const { id } = one.graph.media.put(SPOKEN, { type: "audio/webm" });
    const timestamp = String(one.workspace.clock() / 1_000);
    await one.hears({ messages: [{ id: "wamid.voice", from: "393471234567", timestamp, type: "audio", audio: { id, mime_type: "audio/webm", voice: true } }] });
    await one.runs();
    const [said] = one.workspace.db.query("SELECT id FROM messages WHERE kind = 'voice'").all() as { id: number }[];
    expect(attachmentsOf(one.workspace.db, [said?.id ?? 0])[0]?.durationMs).toBeGreaterThan(1_800);
    const browser = await one.signedIn("ana");
    expect(await (await browser.get("/conversations?lane=mine")).text()).toContain("Voice message 0:02");
    const thread = await (await browser.get(`/conversations/${conversationId}`)).text();
    expect(thread).toMatch(/class="voice" data-sound="\/attachments\/\d+" data-seconds="[\d.]+" data-play="Play Voice message 0:02"/);
  });
});
