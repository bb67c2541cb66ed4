import { random } from "../../random.ts";
import type { Centre } from "./centre.ts";
import { AGENTS, PASSWORD } from "./centre.ts";
import type { Acked } from "./customers.ts";

/** Somebody's browser, as a script would be one: it keeps its cookie, and sends the token of its pages with every change. */
export type Browser = {
  readonly userId: string;
  /** The status; null when nobody answered. */
  post(path: string, body?: unknown): Promise<number | null>;
  /** Sends a file up. */
  put(path: string, file: string): Promise<number | null>;
};

export type Agents = {
  /** Texts of the answers that the server has said it took, by the id that the page gave them. */
  readonly acked: ReadonlyMap<string, string>;
  /** Nothing new is done; resolves when all that was begun has had its answer. */
  stop(): Promise<void>;
};

type Item = { id: string; username?: string };
const RETRY_MS = 20;
const FILE_SHARE = 0.1;
const JSON_BODY = { "content-type": "application/json" };

/** Signs in, and is Ready. */
export async function signIn({ url, token }: Centre, username: string): Promise<Browser> {
  const form = new URLSearchParams({ username, password: PASSWORD });
  const response = await fetch(`${url}/sign-in`, { method: "POST", body: form, redirect: "manual" });
  const cookie = response.headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
  const page = await fetch(`${url}/me`, { headers: { cookie } }).then((me) => me.text());
  const csrf = /<meta name="csrf" content="([^"]*)"/.exec(page)?.[1] ?? "";
  const { items } = (await ask({ url, token }, "agents")) as { items: Item[] };
  const signed = { cookie, "x-csrf-token": csrf };
  const browser: Browser = {
    userId: items.find((agent) => agent.username === username)?.id ?? "",
    post: (path, body) => send("POST", `${url}${path}`, { ...signed, ...JSON_BODY }, body === undefined ? null : JSON.stringify(body)),
    put: (path, file) => send("PUT", `${url}${path}`, { ...signed, "content-type": "text/plain" }, file),
  };
  const ready = await browser.post("/me/status", { status: "ready" });
  if (ready !== 204) throw new Error(`${username} could not be Ready: sign-in ${response.status}, status ${ready}`);
  return browser;
}

/** Agents who accept what is offered, answer without pause, and close now and then; what nobody answers is tried again. */
export function agentsOf(centre: Centre, browsers: readonly Browser[], { seed, acked, pauseMs = 5 }: { seed: number; acked: Acked; pauseMs?: number }): Agents {
  const { below, chance, pick } = random(seed);
  const known = new Map<string, string>();
  let [said, stopped] = [0, false];

  const surely = async (asks: () => Promise<number | null>) => {
    for (;;) {
      const status = await asks();
      if (status !== null && status < 500) return status;
      await Bun.sleep(RETRY_MS);
    }
  };
  const sendsUp = async (browser: Browser, clientId: string) => {
    const [id, file] = [`file-${clientId}`, `${clientId} `.repeat(1 + below(2_000))];
    if ((await surely(() => browser.put(`/files/${id}?name=${id}.txt`, file))) !== 201) throw new Error(`the file ${id} was refused`);
    acked(`upload:${new Bun.CryptoHasher("sha256").update(file).digest("hex")}`);
    return id;
  };
  const works = async (browser: Browser) => {
    while (!stopped) {
      const { items } = ((await ask(centre, `conversations?agent=${browser.userId}&limit=200`).catch(() => null)) ?? { items: [] }) as {
        items: (Item & { state: string })[];
      };
      for (const { id } of items.filter(({ state }) => state === "offered")) await browser.post(`/conversations/${id}/accept`);
      const [first, ...others] = items.filter(({ state }) => state === "active");
      for (let n = 0; first && n < 5 && !stopped; n++) {
        const { id } = pick([first, ...others]);
        const clientId = `client-${seed}-${++said}`;
        const uploads = chance(FILE_SHARE) ? [await sendsUp(browser, clientId)] : [];
        const body = { clientId, text: `answer ${clientId}.`, uploads };
        if ((await surely(() => browser.post(`/conversations/${id}/messages`, body))) !== 200) continue;
        known.set(clientId, body.text);
        acked(`reply:${clientId}`);
        if (chance(0.03)) await surely(() => browser.post(`/conversations/${id}/close`));
        await Bun.sleep(below(2 * pauseMs));
      }
      await Bun.sleep(RETRY_MS);
    }
  };
  const working = Promise.all(browsers.map(works));
  return {
    acked: known,
    stop: async () => {
      stopped = true;
      await working;
    },
  };
}

/** Reads from the API; throws when nobody answers well. */
export async function ask({ url, token }: Pick<Centre, "url" | "token">, path: string): Promise<unknown> {
  const response = await fetch(`${url}/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** All of a list of the API. */
export async function askAll<T>(centre: Pick<Centre, "url" | "token">, path: string): Promise<T[]> {
  const all: T[] = [];
  for (let after = ""; ; ) {
    const { items, next } = (await ask(centre, `${path}?limit=200${after}`)) as { items: T[]; next: string | null };
    all.push(...items);
    if (next === null) return all;
    after = `&after=${next}`;
  }
}

async function send(method: string, url: string, headers: Record<string, string>, body: string | null): Promise<number | null> {
  try {
    const response = await fetch(url, { method, headers, signal: AbortSignal.timeout(10_000), ...(body === null ? {} : { body }) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

export const signInAll = (centre: Centre) => Promise.all(AGENTS.map((username) => signIn(centre, username)));
