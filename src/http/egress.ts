import { addressesOf, isPrivate } from "./addresses.ts";
import { type Body, multipart, type Part, textBody } from "./multipart.ts";
import { type Watch, watchOver } from "./watch.ts";

/** The other side did nothing: it was not reached, or was only asked to show something. It may be asked again. */
export class NotSent extends Error {}
/** The other side may have got it, and may have acted on it. */
export class NoAnswer extends Error {}

export type EgressRequest = {
  method?: "GET" | "POST" | "DELETE";
  headers?: Readonly<Record<string, string>>;
  /** A text as it is, or a form whose files stream from the disk. */
  body?: string | readonly Part[];
  /** The longest silence of the other side. */
  timeoutMs?: number;
  /** The longest that the whole may take, the answer's last byte included. */
  totalMs?: number;
  /** The longest answer. */
  bytesMax?: number;
  /** An address that an administrator named: its host may be private. */
  named?: string;
};

/**
 * The only way outward: bounded in time, size and redirects, never to private addresses unless an administrator named them.
 * Throws NotSent or NoAnswer; an answer whose body breaks off, stalls or grows too long throws NoAnswer while it is read.
 */
export type Egress = (url: string, request?: EgressRequest) => Promise<Response>;

/** What egress needs of the world; tests give their own names and addresses. */
export type Outside = {
  /** Whether the workspace is held after a restore. */
  held(): boolean;
  /** Letters that nobody can guess. */
  token(): string;
  /** The only address that may be asked, in a demo; null everywhere else. */
  only?(): string | null;
  addressesOf?(host: string): Promise<string[]>;
  isPrivate?(address: string): boolean;
};

const TIMEOUT_MS = 15_000;
const TOTAL_MS = 60_000;
const ANSWER_BYTES_MAX = 1 << 20;
const REDIRECTS_MAX = 3;
const ADDRESSES_MAX = 3;

export function egressOf(outside: Outside): Egress {
  return async (url, request = {}) => {
    if (outside.held()) throw new NotSent("the workspace is held after a restore");
    const headers = new Headers(request.headers);
    let at = urlOf(url);
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      const response = await askAt(at, headers, request, outside);
      const location = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || location === null || (request.method ?? "GET") !== "GET") return response;
      await response.body?.cancel();
      const next = urlOf(location, at);
      if (next.origin !== at.origin) headers.delete("authorization");
      at = next;
    }
    throw new NotSent("too many redirects");
  };
}

function urlOf(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") throw new NotSent(`${text.slice(0, 200)} is no address that can be asked`);
  return url;
}

// The address that was looked at is the one that is asked: a name that answers differently the second time gains nothing.
async function askAt(url: URL, headers: Headers, request: EgressRequest, outside: Outside): Promise<Response> {
  const only = outside.only?.() ?? null;
  if (only !== null && urlOf(only).host !== url.host) throw new NotSent("a demo asks nobody outside");
  if (request.named !== undefined && urlOf(request.named).host === url.host) return ask(url, null, headers, request, outside);
  const addresses = await publicAddresses(url.hostname.replace(/^\[|\]$/g, ""), request.timeoutMs ?? TIMEOUT_MS, outside);
  for (const address of addresses.slice(0, -1)) {
    try {
      return await ask(url, address, headers, request, outside);
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
    }
  }
  return ask(url, addresses.at(-1) as string, headers, request, outside);
}

async function publicAddresses(host: string, timeoutMs: number, outside: Outside): Promise<string[]> {
  const found = await within(timeoutMs, (outside.addressesOf ?? addressesOf)(host)).catch(() => []);
  if (found.length === 0) throw new NotSent(`${host} is not found`);
  if (found.some(outside.isPrivate ?? isPrivate)) throw new NotSent(`${host} is a private address`);
  return found.slice(0, ADDRESSES_MAX);
}

function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("timeout")), ms);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// keepalive stays off: a pooled connection that dies is tried again by the runtime itself, and would send twice.
async function ask(url: URL, address: string | null, headers: Headers, request: EgressRequest, outside: Outside): Promise<Response> {
  const { method = "GET", timeoutMs = TIMEOUT_MS, totalMs = TOTAL_MS, bytesMax = ANSWER_BYTES_MAX } = request;
  const sent = new Headers(headers);
  const body = await bodyOf(request, sent, outside);
  const watch = watchOver(timeoutMs, totalMs);
  // The runtime asks for the body only over a connection that stands. As long as it has not, nothing can have been done on the other side.
  let begun = body === null && method !== "GET";
  const piece = () => {
    begun = true;
    watch.heard();
  };
  try {
    const response = await fetch(address === null ? url : pinned(url, address, sent), {
      method,
      headers: sent,
      ...(body === null ? {} : { body: lazily(body, piece) }),
      ...(address === null ? {} : { tls: { serverName: url.hostname } }),
      redirect: "manual",
      keepalive: false,
      signal: watch.signal,
    });
    watch.rest();
    return bounded(response, bytesMax, watch);
  } catch (error) {
    watch.end();
    throw begun ? new NoAnswer(codeOf(error)) : new NotSent(codeOf(error));
  }
}

function pinned(url: URL, address: string, headers: Headers): URL {
  headers.set("host", url.host);
  const at = new URL(url);
  at.hostname = address.includes(":") ? `[${address}]` : address;
  return at;
}

async function bodyOf({ body }: EgressRequest, headers: Headers, outside: Outside): Promise<Body | null> {
  if (body === undefined) return null;
  const made = typeof body === "string" ? textBody(body) : await formOf(body, headers, outside.token());
  headers.set("content-length", String(made.length));
  return made;
}

async function formOf(parts: readonly Part[], headers: Headers, boundary: string): Promise<Body> {
  headers.set("content-type", `multipart/form-data; boundary=${boundary}`);
  return multipart(parts, boundary).catch((error: unknown) => {
    throw new NotSent(codeOf(error));
  });
}

function lazily({ pieces }: Body, begins: () => void): ReadableStream<Uint8Array> {
  let source: AsyncIterator<Uint8Array> | null = null;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        begins();
        source ??= pieces();
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await source?.return?.()),
    },
    { highWaterMark: 0 },
  );
}

function bounded(response: Response, bytesMax: number, watch: Watch): Response {
  const reader = response.body?.getReader();
  if (!reader) {
    watch.end();
    return response;
  }
  let bytes = 0;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    try {
      watch.heard();
      const { done, value } = await reader.read();
      watch.rest();
      bytes += value?.byteLength ?? 0;
      if (bytes > bytesMax) throw Object.assign(new Error(), { code: "the answer is too long" });
      if (value) return controller.enqueue(value);
      if (done) controller.close();
      watch.end();
    } catch (error) {
      watch.stop();
      controller.error(new NoAnswer(codeOf(error)));
    }
  };
  const body = new ReadableStream<Uint8Array>({ pull, cancel: async () => watch.stop() }, { highWaterMark: 0 });
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: string };
  return typeof code === "string" ? code : (name ?? "unknown");
}
