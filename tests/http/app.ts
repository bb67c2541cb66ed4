import type { AnyElysia } from "elysia";
import pino from "pino";
import { CONSOLE } from "../../src/admin/audit.ts";
import { keepJournalProcessed } from "../../src/channels/journal.ts";
import { routesOf } from "../../src/commands/serving.ts";
import { readConfig } from "../../src/config.ts";
import type { Background } from "../../src/db/background.ts";
import type { Event } from "../../src/events/kinds.ts";
import { serverOf } from "../../src/http/server.ts";
import { openWorkspace } from "../../src/open.ts";
import { addUser } from "../../src/users/accounts.ts";
import type { Role } from "../../src/users/permissions.ts";
import { foundProfiles, profileNamed } from "../../src/users/profiles.ts";
import type { Dice, Workspace } from "../../src/workspace.ts";
import { makeFolder } from "../parlo.ts";
import { random } from "../random.ts";
import { NINE } from "../world.ts";

/** Everybody's password here; its hash is a cheap one, so that signing in costs no test its time. */
export const PASSWORD = "parlo-demo";
const HASH = await Bun.password.hash(PASSWORD, { algorithm: "argon2id", memoryCost: 8, timeCost: 1 });

/** One user for each starting role, named for it in passing. */
export const STAFF = { ana: "agent", sara: "super-agent", vito: "supervisor", ada: "administrator" } as const satisfies Record<string, Role>;
export type Name = keyof typeof STAFF;

type Fields = Readonly<Record<string, string | number | readonly string[]>>;

/** Somebody's browser: keeps cookies, and sends with every change the token that its pages carry. */
export type Browser = {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, fields?: Fields, headers?: Record<string, string>): Promise<Response>;
  /** The status that a request with this method gets. */
  status(method: string, path: string): Promise<number>;
  cookie: string;
  csrf(): Promise<string>;
};

export type TestApp = {
  workspace: Workspace;
  background: Background;
  app: ReturnType<typeof serverOf>;
  ids: Readonly<Record<Name, number>>;
  /** Everything that was told since the beginning. */
  heard: Event[];
  /** The lines of the log. */
  logged: string[];
  /** How long attempts to guess a password were made to wait, in ms, one by one. */
  waits: number[];
  /** Lets time go by. */
  pass(ms: number): void;
  browser(headers?: Record<string, string>): Browser;
  signedIn(username: Name): Promise<Browser>;
  close(): Promise<void>;
};

type Options = {
  env?: Record<string, string>;
  /** False: an empty folder, before the first run. */
  staff?: boolean;
  /** Routes of the test's own, besides all that Parlo has. */
  routes?: (workspace: Workspace) => AnyElysia[];
};

/** Parlo without its doors: a real workspace in a folder of its own, its clock in our hands, seeded dice, asked by `app.handle`. */
export async function openApp({ env = {}, staff = true, routes = () => [] }: Options = {}): Promise<TestApp> {
  const time = { now: NINE };
  const config = readConfig({ data: makeFolder(), "log-level": "error" }, env);
  const lost = (error: Error): never => {
    throw error;
  };
  const opened = openWorkspace(config, { pid: process.pid, clock: () => time.now, dice: seededDice(1), lost });
  const logged: string[] = [];
  const workspace: Workspace = {
    ...opened.workspace,
    log: pino({ serializers: { error: pino.stdSerializers.err } }, { write: (line: string) => void logged.push(line) }),
  };
  const ids = await workspace.write((db) => {
    foundProfiles(db);
    return Object.fromEntries(staff ? Object.entries(STAFF).map(([name, role]) => [name, hire(workspace, name, role)]) : []) as Record<Name, number>;
  });
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const journal = keepJournalProcessed(workspace);
  const app = serverOf(workspace, ...routesOf(workspace, opened.background, journal, wait), ...routes(workspace));
  const heard: Event[] = [];
  workspace.bus.subscribe((event) => void heard.push(event));
  const browser = (headers: Record<string, string> = {}) => browserOf(app, headers);
  return {
    workspace,
    background: opened.background,
    app,
    ids,
    heard,
    logged,
    waits,
    browser,
    pass: (ms) => {
      time.now += ms;
    },
    signedIn: async (username) => {
      const one = browser();
      const response = await one.post("/sign-in", { username, password: PASSWORD });
      if (response.status !== 303) throw new Error(`${username} was not let in: ${response.status}`);
      return one;
    },
    close: async () => {
      journal.stop();
      await opened.close();
    },
  };
}

function hire({ db, clock }: Workspace, username: string, role: Role): number {
  const name = username.slice(0, 1).toUpperCase() + username.slice(1);
  return addUser(db, { username, name, profileId: profileNamed(db, role)?.id ?? 0, passwordHash: HASH }, CONSOLE, clock());
}

export function seededDice(seed: number): Dice {
  const { next, below } = random(seed);
  return { roll: next, token: () => Buffer.from(Array.from({ length: 16 }, () => below(256))).toString("base64url") };
}

function browserOf(app: TestApp["app"], own: Record<string, string>): Browser {
  let csrf = "";
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: URLSearchParams) => {
    const cookie = browser.cookie === "" ? {} : { cookie: browser.cookie };
    const response = await app.handle(
      new Request(`http://localhost${path}`, { method, headers: { ...own, ...cookie, ...headers }, ...(body ? { body } : {}) }),
    );
    for (const set of response.headers.getSetCookie()) browser.cookie = withCookie(browser.cookie, set);
    return response;
  };
  const browser: Browser = {
    cookie: "",
    get: (path, headers = {}) => ask("GET", path, headers),
    csrf: async () => {
      if (csrf === "" && browser.cookie.includes("parlo=")) csrf = tokenIn(await (await ask("GET", "/me", {})).text());
      return csrf;
    },
    post: async (path, fields = {}, headers = {}) => {
      const token = path === "/sign-in" ? "" : await browser.csrf();
      const body = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)])));
      return ask("POST", path, { "x-csrf-token": token, ...headers }, body);
    },
    status: async (method, path) => {
      const reads = method === "GET" || method === "HEAD";
      return (method === "POST" ? await browser.post(path) : await ask(method, path, reads ? {} : { "x-csrf-token": await browser.csrf() })).status;
    },
  };
  return browser;
}

const tokenIn = (page: string) => /<meta name="csrf" content="([^"]*)"/.exec(page)?.[1] ?? "";

function withCookie(jar: string, set: string): string {
  const [pair = ""] = set.split(";");
  const name = pair.slice(0, pair.indexOf("=") + 1);
  const others = jar.split("; ").filter((one) => one !== "" && !one.startsWith(name));
  return (/Max-Age=0/.test(set) ? others : [...others, pair]).join("; ");
}
