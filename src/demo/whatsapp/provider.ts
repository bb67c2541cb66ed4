import type { Dice } from "../../workspace.ts";
import type { Customer } from "../customer.ts";
import type { FindMedia, Media } from "../media/media.ts";
import { ACCOUNT, DISPLAY_NUMBER } from "./account.ts";
import { type Payload, receiptPayload } from "./payloads.ts";

type World = {
  readonly dice: Dice;
  /** What customers send. */
  readonly media: FindMedia;
  now(): number;
  /** Whose telephone has this number ("+39…") or user id. */
  customer(to: string): Customer | null;
  post(payload: Payload): void;
};

/** A simulated provider: the part of Meta's Graph API that Parlo asks, on a port of this machine. */
export type Provider = {
  readonly url: string;
  messageId(): string;
  trackerOf(messageId: string): string | null;
  stop(): void;
};

/** Uploads and trackers that are remembered. */
const REMEMBERED_MAX = 2_000;
const UPLOAD_BYTES_MAX = 101 * 1024 * 1024;
/** What Meta needs to take a message to the network. */
const SENT_MS = 250;

/** Listens at `port`, or anywhere when that is taken. */
export function startProvider(port: number, world: World): Provider {
  const trackers = new Map<string, string>();
  const uploads = new Map<string, Media>();
  const messageId = () => `wamid.${world.dice.token()}`;

  const take = async (request: Request): Promise<Response> => {
    const body = (await request.json()) as Record<string, unknown>;
    if (body["status"] === "read") return Response.json({ success: true });
    const to = String(body["to"] ?? body["recipient"]);
    const customer = world.customer(to);
    if (!customer) return refusal(131026, "Message undeliverable");
    const id = messageId();
    const tracker = typeof body["biz_opaque_callback_data"] === "string" ? body["biz_opaque_callback_data"] : null;
    if (tracker !== null) remember(trackers, id, tracker);
    setTimeout(() => world.post(receiptPayload(customer.person, "sent", { id, now: world.now(), tracker })), SENT_MS);
    customer.hear({ id, text: textIn(body) });
    return Response.json({ messaging_product: "whatsapp", contacts: [{ input: to, ...contactOf(customer) }], messages: [{ id }] });
  };

  const keep = async (request: Request): Promise<Response> => {
    const file = (await request.formData()).get("file");
    if (!(file instanceof File)) return refusal(100, "file is required");
    const id = `upload-${world.dice.token()}`;
    remember(uploads, id, { bytes: new Uint8Array(await file.arrayBuffer()), type: file.type, name: file.name }, UPLOADS_MAX);
    return Response.json({ id });
  };

  const give = async (id: string, { origin, pathname }: URL): Promise<Response> => {
    const media = uploads.get(id) ?? (await world.media(id));
    if (!media) return refusal(100, "Unsupported get request. Object with ID does not exist");
    if (pathname.startsWith("/files/")) return new Response(new Blob([Uint8Array.from(media.bytes)]), { headers: { "content-type": media.type } });
    const sha256 = new Bun.CryptoHasher("sha256").update(media.bytes).digest("hex");
    return Response.json({ url: `${origin}/files/${id}`, mime_type: media.type, sha256, file_size: media.bytes.length, id });
  };

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (request.headers.get("authorization") !== `Bearer ${ACCOUNT.accessToken}`) return refusal(190, "Access token is not the demo’s");
    const [, version = "", id = "", edge = ""] = url.pathname.split("/");
    if (version === "files") return give(id, url);
    const asked = `${request.method} ${id === ACCOUNT.phoneNumberId ? "number" : id === ACCOUNT.wabaId ? "account" : "object"}/${edge}`;
    if (asked === "POST number/messages") return take(request);
    if (asked === "POST number/media") return keep(request);
    if (asked === "GET number/") return isForged(url) ? refusal(100, "Invalid appsecret_proof") : Response.json(NUMBER);
    if (asked === "GET account/subscribed_apps") return Response.json({ data: [{ whatsapp_business_api_data: { id: "1", name: "Parlo" } }] });
    return asked === "GET object/" ? give(id, url) : refusal(100, "Unsupported request");
  };

  const server = listen(port, (request) => answer(request).catch(() => refusal(131000, "Something went wrong")));
  return {
    url: `http://127.0.0.1:${server.port}`,
    messageId,
    trackerOf: (id) => trackers.get(id) ?? null,
    stop: () => void server.stop(true),
  };
}

const UPLOADS_MAX = 20;
const NUMBER = { id: ACCOUNT.phoneNumberId, display_phone_number: `+${DISPLAY_NUMBER}`, verified_name: "Casa & Luce" };

function listen(port: number, fetch: (request: Request) => Promise<Response>): Bun.Server<unknown> {
  const serve = (at: number) =>
    Bun.serve({ hostname: "127.0.0.1", port: at, maxRequestBodySize: UPLOAD_BYTES_MAX, reusePort: false, development: false, fetch });
  try {
    return serve(port);
  } catch (error) {
    if (port === 0 || (error as { code?: string }).code !== "EADDRINUSE") throw error;
    return serve(0);
  }
}

function isForged({ searchParams }: URL): boolean {
  const proof = searchParams.get("appsecret_proof");
  return proof !== null && proof !== new Bun.CryptoHasher("sha256", ACCOUNT.appSecret).update(ACCOUNT.accessToken).digest("hex");
}

/** As the Graph API words an error. */
function refusal(code: number, details: string): Response {
  const error = { message: `(#${code}) ${details}`, type: "OAuthException", code, error_data: { messaging_product: "whatsapp", details } };
  return Response.json({ error }, { status: code === 190 ? 401 : 400 });
}

function contactOf({ person: { phone, userId } }: Customer) {
  return phone === null ? { user_id: userId } : { wa_id: phone };
}

function textIn(body: Readonly<Record<string, unknown>>): string {
  const part = body[String(body["type"])] as { body?: unknown; caption?: unknown; name?: unknown } | undefined;
  const text = part?.body ?? part?.caption ?? part?.name;
  return typeof text === "string" ? text : "";
}

function remember<T>(kept: Map<string, T>, key: string, value: T, max = REMEMBERED_MAX) {
  kept.set(key, value);
  if (kept.size > max) kept.delete(kept.keys().next().value as string);
}
