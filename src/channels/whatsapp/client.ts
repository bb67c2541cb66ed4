import { type Egress, type EgressRequest, NotSent } from "../../http/egress.ts";
import { GoneForGood, type Marked, type Outbound, type Outcome, type Settings } from "../channel.ts";
import { bodyOf, impossibleOf, readBodyOf } from "./body.ts";
import { consequenceOf, errorIn } from "./errors.ts";
import { list, object, text } from "./json.ts";
import { hexOf } from "./message.ts";

export const API_URL = "https://graph.facebook.com";
export const API_VERSION = "v25.0";

/** Files may be long under way: silence ends them, not their length. */
const FILE = { timeoutMs: 60_000, totalMs: 30 * 60_000 };
/** Meta takes files up to 100 MB; whoever stores the stream counts exactly. */
const FILE_BYTES_MAX = 101 * 1024 * 1024;
const RETRY_AFTER_MAX_MS = 60 * 60_000;

/** What the Graph API said; `body` is null when that was no JSON. */
export type Answer = { status: number; body: unknown; retryAfterMs: number | null };

/** Asks the Graph API as the channel. Throws NotSent or NoAnswer. */
export async function graph(path: string, settings: Settings, egress: Egress, request: EgressRequest = {}): Promise<Answer> {
  const base = apiUrlOf(settings);
  const headers = { ...request.headers, ...bearer(settings) };
  const response = await egress(`${base}/${settings["apiVersion"] || API_VERSION}/${path}`, { ...request, headers, named: base });
  return { status: response.status, body: parsed(await response.text()), retryAfterMs: retryAfterOf(response.headers) };
}

/** Sends one message, once. A file goes up first: uploads may be repeated, so their failures are never "unknown". */
export async function send(message: Outbound, settings: Settings, egress: Egress): Promise<Outcome> {
  const impossible = impossibleOf(message);
  if (impossible) return refusedByUs(impossible);
  const uploaded = message.file === null ? null : await upload(message.file, settings, egress);
  if (uploaded !== null && typeof uploaded !== "string") return uploaded;
  try {
    const answer = await post(bodyOf(message, uploaded), settings, egress);
    const providerId = text(list(object(answer.body)["messages"])[0]?.["id"]);
    if (answer.status === 200 && providerId) return { ended: "sent", providerId };
    return refusedIn(answer) ?? wordless(answer);
  } catch (error) {
    return unanswered(error);
  }
}

/** Tells Meta that a customer's message, and all before it, was read. May be repeated. */
export async function markRead(messageId: string, settings: Settings, egress: Egress): Promise<Marked> {
  try {
    const answer = await post(readBodyOf(messageId), settings, egress);
    return object(answer.body)["success"] === true ? { ended: "taken" } : (refusedIn(answer) ?? wordless(answer));
  } catch (error) {
    return unanswered(error);
  }
}

function post(body: object, settings: Settings, egress: Egress): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  return graph(`${numberOf(settings)}/messages`, settings, egress, { method: "POST", headers, body: JSON.stringify(body) });
}

async function upload({ path, type, name }: NonNullable<Outbound["file"]>, settings: Settings, egress: Egress): Promise<string | Outcome> {
  try {
    const body = [
      { name: "messaging_product", text: "whatsapp" },
      { name: "type", text: type },
      { name: "file", file: { path, type, name: name || "file" } },
    ];
    const answer = await graph(`${numberOf(settings)}/media`, settings, egress, { method: "POST", body, ...FILE });
    return text(object(answer.body)["id"]) || (refusedIn(answer) ?? { ended: "not-sent", reason: `upload: HTTP ${answer.status} without Meta's words` });
  } catch (error) {
    const reason = (error as Error).message;
    return reason === "ENOENT" ? refusedByUs("no-file") : { ended: "not-sent", reason: `upload: ${reason}` };
  }
}

type Unsent = Exclude<Outcome, { ended: "sent" }>;

function wordless({ status }: Answer): Unsent {
  return { ended: "unknown", reason: `HTTP ${status} without Meta's words` };
}

function unanswered(error: unknown): Unsent {
  return { ended: error instanceof NotSent ? "not-sent" : "unknown", reason: (error as Error).message };
}

function refusedIn({ body, retryAfterMs }: Answer): Unsent | null {
  const error = errorIn(body);
  return error && { ended: "refused", error, then: consequenceOf(Number(error.code)), retryAfterMs };
}

function refusedByUs(code: string): Outcome {
  return { ended: "refused", error: { code, detail: "" }, then: "fail", retryAfterMs: null };
}

/**
 * A customer's file, checked against Meta's checksum while it passes. Its URL lives five minutes, its id seven days: a dead URL is
 * asked for anew once. Throws GoneForGood when Meta has no such file (any more).
 */
export async function download(mediaId: string, settings: Settings, egress: Egress): Promise<ReadableStream<Uint8Array>> {
  const first = await locate(mediaId, settings, egress);
  const response = await fetchFile(first.url, settings, egress);
  if (response.status !== 404) return contentOf(response, first.sha256);
  await response.body?.cancel();
  const second = await locate(mediaId, settings, egress);
  return contentOf(await fetchFile(second.url, settings, egress), second.sha256);
}

async function locate(mediaId: string, settings: Settings, egress: Egress): Promise<{ url: string; sha256: string | null }> {
  const answer = await graph(`${encodeURIComponent(mediaId)}?phone_number_id=${numberOf(settings)}`, settings, egress);
  const error = errorIn(answer.body);
  if (error && consequenceOf(Number(error.code)) === "fail") throw new GoneForGood(error.detail);
  const { url, sha256 } = object(answer.body);
  if (typeof url !== "string") throw new Error(error?.detail ?? `media: HTTP ${answer.status} without Meta's words`);
  return { url, sha256: hexOf(text(sha256)) };
}

// The token goes over TLS only, except to the host that the administrator named.
function fetchFile(url: string, settings: Settings, egress: Egress): Promise<Response> {
  const named = apiUrlOf(settings);
  if (!url.startsWith("https:") && new URL(url).host !== new URL(named).host) throw new Error("media: the address is not https");
  return egress(url, { headers: bearer(settings), named, bytesMax: FILE_BYTES_MAX, ...FILE });
}

async function contentOf(response: Response, sha256: string | null): Promise<ReadableStream<Uint8Array>> {
  if (response.status !== 200 || !response.body) {
    await response.body?.cancel();
    throw new Error(`media: HTTP ${response.status}`);
  }
  return sha256 === null ? response.body : checked(response.body, sha256);
}

function checked(stream: ReadableStream<Uint8Array>, sha256: string): ReadableStream<Uint8Array> {
  const hash = new Bun.CryptoHasher("sha256");
  const check = new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, controller) => {
      hash.update(piece);
      controller.enqueue(piece);
    },
    flush: (controller) => {
      if (hash.digest("hex") !== sha256) controller.error(new Error("media: the checksum differs"));
    },
  });
  return stream.pipeThrough(check);
}

const apiUrlOf = (settings: Settings): string => (settings["apiUrl"] || API_URL).replace(/\/+$/, "");
const numberOf = (settings: Settings): string => encodeURIComponent(settings["phoneNumberId"] ?? "");
const bearer = (settings: Settings) => ({ authorization: `Bearer ${settings["accessToken"] ?? ""}` });

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

// Seconds, or a date that is counted from the answer's own (RFC 9110, 10.2.3).
function retryAfterOf(headers: Headers): number | null {
  const value = headers.get("retry-after") ?? "";
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), RETRY_AFTER_MAX_MS);
}
