import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, type Parlo, runParlo, startParlo, until } from "../parlo.ts";

// A company with a web site of its own and Parlo beside it, and Ana, who answers. The site is on another origin than Parlo.

export type Site = {
  readonly url: string;
  /** What the site's page brings besides its text: headers, and what stands in its head and body. */
  page(path: string, parts?: { headers?: Record<string, string>; head?: string; body?: string }): string;
  stop(): Promise<void>;
};

/**
 * A site on a port of its own, with pages as `page` says. On 127.0.0.1 it is another origin than Parlo and the same site, as www and
 * chat of one company are; on localhost it is a foreign site, whose frames may keep nothing in such browsers as the tests'.
 */
export function startSite(hostname: "127.0.0.1" | "localhost"): Site {
  const pages = new Map<string, { headers: Record<string, string>; html: string }>();
  const server = Bun.serve({
    hostname,
    port: 0,
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      const found = pages.get(pathname);
      if (!found) return new Response(null, { status: 204 });
      return new Response(found.html, { headers: { "content-type": "text/html; charset=utf-8", ...found.headers } });
    },
  });
  const url = `http://${hostname}:${server.port}`;
  return {
    url,
    page: (path, { headers = {}, head = "", body = "" } = {}) => {
      const text = `<h1>Casa &amp; Luce</h1>${"<p>Lamps, made by hand in Bologna since 1974.</p>".repeat(30)}`;
      pages.set(path, { headers, html: `<!doctype html><html lang="en"><head><title>Shop</title>${head}</head><body>${text}${body}</body></html>` });
      return url + path;
    },
    stop: () => server.stop(true),
  };
}

const PASSWORD = "a-long-password";
// So that every browser can have an address of its own.
const BEHIND_PROXY = { PARLO_TRUSTED_PROXIES: "127.0.0.1" };

/** Parlo with one web chat `web` for a site, and Ana. */
export async function startCompany(sites: readonly string[]): Promise<Parlo> {
  const folder = makeFolder();
  const file = join(makeFolder(), "workspace.json");
  writeFileSync(
    file,
    JSON.stringify({
      skillsets: [{ name: "sales" }],
      users: [{ username: "ana", name: "Ana", email: "ana@example.com", password: PASSWORD, profile: "agent", capacity: 1000, skillsets: ["sales"] }],
      queues: [{ name: "sales", acceptance: "automatic", priority: "medium", rings: [{ afterSeconds: 0, skillsets: ["sales"] }] }],
      channels: [{ id: "web", kind: "webchat", name: "Casa & Luce", queue: "sales", settings: { allowedSites: sites.join("\n"), fileMegabytes: "2" } }],
    }),
  );
  const { code, err } = await runParlo(["apply", file, "--data", folder]);
  if (code !== 0) throw new Error(err);
  return startParlo({ folder, env: BEHIND_PROXY });
}

/** The same Parlo again, after it died. */
export const startAgain = ({ folder, port }: Parlo): Promise<Parlo> => startParlo({ folder, port, env: BEHIND_PROXY });

export type Ana = {
  /** Takes whatever comes from now on. */
  ready(): Promise<void>;
  /** Signs out, whatever she holds. */
  leave(): Promise<void>;
  /** The last of her conversations now, 0 for none: what the test before has left. */
  newest(): Promise<number>;
  /** The conversation that came last; waits until Ana has one that is not `before`. */
  conversation(before?: number): Promise<number>;
  open(conversation: number): Promise<void>;
  say(conversation: number, text: string, uploads?: string[]): Promise<void>;
  note(conversation: number, text: string): Promise<void>;
  close(conversation: number): Promise<void>;
  sendUp(clientId: string, name: string, bytes: Uint8Array): Promise<void>;
  attachment(id: number): Promise<Response>;
};

/** Ana at her desk: signed in, and answering by the requests that her page makes. */
export async function signInAna(parlo: () => Parlo): Promise<Ana> {
  const { url } = parlo();
  const form = new URLSearchParams({ username: "ana", password: PASSWORD });
  const entered = await fetch(`${url}/sign-in`, { method: "POST", body: form, redirect: "manual" });
  const cookie = entered.headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
  const me = await (await fetch(`${url}/me`, { headers: { cookie } })).text();
  const headers = { cookie, "x-csrf-token": /<meta name="csrf" content="([^"]*)"/.exec(me)?.[1] ?? "", accept: "application/json" };
  const post = async (path: string, body: object = {}) => {
    const answer = await fetch(`${parlo().url}${path}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`Ana's ${path} was refused: ${answer.status} ${await answer.text()}`);
  };
  const clientId = () => crypto.randomUUID();
  const newest = async () => {
    const rows = await (await fetch(`${parlo().url}/conversations/rows`, { headers })).text();
    return Math.max(0, ...[...rows.matchAll(/\/conversations\/(\d+)/g)].map(([, id]) => Number(id)));
  };
  return {
    newest,
    ready: () => post("/me/status", { status: "ready" }),
    leave: () => post("/sign-out", { confirmed: "yes" }),
    conversation: (before = 0) =>
      until(
        async () => {
          const id = await newest();
          return id > before && id;
        },
        10_000,
        "Ana got no conversation",
      ),
    open: (conversation) => post(`/conversations/${conversation}/opened`),
    say: (conversation, text, uploads = []) => post(`/conversations/${conversation}/messages`, { clientId: clientId(), text, uploads, replyTo: null }),
    note: (conversation, text) => post(`/conversations/${conversation}/notes`, { clientId: clientId(), text, uploads: [], replyTo: null }),
    close: (conversation) => post(`/conversations/${conversation}/close`),
    sendUp: async (id, name, bytes) => {
      await fetch(`${parlo().url}/files/${id}?name=${encodeURIComponent(name)}`, { method: "PUT", headers, body: bytes as BodyInit });
    },
    attachment: (id) => fetch(`${parlo().url}/attachments/${id}`, { headers }),
  };
}
