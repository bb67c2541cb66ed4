import { isLoopback } from "../http/caller.ts";

const PATIENCE_MS = 20_000;

/**
 * How simulated people reach Parlo: over HTTP, through its own door. They are outside of the company, so its way outward is not
 * theirs; and they can go nowhere else. Throws when nobody answers.
 */
export type Door = (
  path: string,
  request: { method: "GET" | "POST" | "PUT"; headers?: Readonly<Record<string, string>>; body?: string | Uint8Array; signal?: AbortSignal },
) => Promise<Response>;

export const isThisMachine = (host: string): boolean => host === "localhost" || isLoopback(host.replace(/^\[|\]$/g, ""));

/** The door at an address of this machine. */
export function doorAt(origin: string): Door {
  const { hostname } = new URL(origin);
  if (!isThisMachine(hostname)) throw new Error(`${hostname} is not this machine`);
  return (path, { method, headers = {}, body, signal = AbortSignal.timeout(PATIENCE_MS) }) =>
    fetch(new URL(path, origin), { method, headers, redirect: "manual", signal, ...(body === undefined ? {} : { body: body as BodyInit }) });
}
