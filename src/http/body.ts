import { TooLarge } from "./errors.ts";

/** A form, or JSON of the API: what Elysia reads before the handler runs. */
export const FORM_BYTES_MAX = 1024 * 1024;
/** No body of any kind is longer; routes that read one themselves say how much of it they take. */
export const BODY_BYTES_MAX = 128 * 1024 * 1024;

/** What the body of a request to this address may have before its route looks at it. */
export const bytesMaxFor = (url: string): number => (isStreamed(url) ? BODY_BYTES_MAX : FORM_BYTES_MAX);

// Routes with `parse: "none"`: they read the body as it comes in, with a limit of their own. (An expression took a twentieth of a request.)
function isStreamed(url: string): boolean {
  const path = url.indexOf("/", url.indexOf("://") + 3);
  if (url.startsWith("/webhooks/", path) || url.startsWith("/files/", path) || url.startsWith("/customers/import/file", path)) return true;
  return url.startsWith("/chat/", path) && url.startsWith("/files/", url.indexOf("/", path + "/chat/".length));
}

/**
 * The same request, whose body ends in TooLarge once it is longer than allowed. An announced length is believed, as the server
 * reads no more than that; what comes without one is counted. Throws TooLarge at once where the length says so.
 */
export function withinLimit(request: Request, bytesMax: number): Request {
  const announced = request.headers.get("content-length");
  if (Number(announced) > bytesMax) throw tooLarge(bytesMax);
  if (announced !== null || !request.body) return request;
  return new Request(request, { body: request.body.pipeThrough(counted(bytesMax)) });
}

/** The whole body as bytes, at most so many. Throws TooLarge, having read no more than that. */
export async function readBody(request: Request, bytesMax: number): Promise<Uint8Array> {
  return new Uint8Array(await withinLimit(request, bytesMax).arrayBuffer());
}

/** Hands bytes on and fails with TooLarge once there are more than allowed. */
export function counted(bytesMax: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) controller.error(tooLarge(bytesMax));
      else controller.enqueue(chunk);
    },
  });
}

const tooLarge = (bytesMax: number) => new TooLarge("error.too-large", { megabytes: Math.round(bytesMax / 1024 / 102.4) / 10 });
