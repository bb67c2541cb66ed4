import { Elysia } from "elysia";
import type { Page } from "../../views/page.ts";
import type { Language } from "../texts/catalogue.ts";
import { type Action, allows, isAction, type Permissions } from "../users/permissions.ts";
import { noteUse, SESSION_TOUCH_MS } from "../users/sessions.ts";
import { type Program, programOf } from "../users/tokens.ts";
import type { Workspace } from "../workspace.ts";
import { type Caller, callerOf, proxiesOf } from "./caller.ts";
import { checkOrigin, checkToken } from "./csrf.ts";
import { Forbidden, SignedOut } from "./errors.ts";
import { pageOf } from "./page.ts";
import { languageFor, type Person, personOf } from "./session.ts";

/**
 * Who may come to a route: anyone, whoever is signed in, or whose profile allows an action. "administer" asks for any action of
 * that group. Actions that begin with "api." are for programs with a token; all others are for people with a session.
 */
export type May = "anyone" | "signed-in" | "administer" | Action;

/** What a handler knows of who asks. Which of person and program is there follows from `may`; the other one throws when it is touched. */
export type Seat = {
  readonly person: Person;
  readonly program: Program;
  /** Who asks at a route for anyone: maybe somebody who is signed in. */
  readonly visitor: { readonly person: Person | null; readonly language: Language };
  readonly caller: Caller;
  /** What the views know of the page that is being written. Take it before reading what the page shows. */
  page(): Page;
};

type Guard = (() => void) & { readonly may: May };
/** `peer`: who is at the other end of the connection; absent where there is none, in tests. */
type Context = { request: Request; body?: unknown; peer?: string };
type Seated = Context & { -readonly [K in keyof Seat]: Seat[K] };

const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/**
 * The macro by which every route states who may come: `{ may: "administer.users" }`. It runs after a body has been read within its
 * limit and before any field of it is looked at. Throws SignedOut, Forbidden.
 */
export const access = (workspace: Workspace) => {
  const proxies = proxiesOf(workspace.config.trustedProxies);
  const secure = workspace.config.tls !== null;
  return new Elysia({ name: "access" }).macro({
    may: (may: May) => ({
      transform: (context: Context) => {
        const { request, body, peer = "127.0.0.1" } = context;
        const seat = seatOf(workspace, may, request, body);
        // One by one: where the context is handed on whole, Elysia takes it that all of it is wanted. It then reads cookies and query
        // of every request, and copies every answer.
        const seated = context as Seated;
        seated.caller = callerOf(request.headers, peer, proxies, secure);
        seated.person = seat.person;
        seated.program = seat.program;
        seated.visitor = seat.visitor;
        seated.page = seat.page;
      },
      beforeHandle: Object.assign(() => {}, { may }) satisfies Guard,
      resolve: () => ({}) as Seat,
    }),
  });
};

/** What a route has stated, for the test that every one has. */
export function statedBy(hooks: { beforeHandle?: unknown }): May | null {
  const guards = [hooks.beforeHandle ?? []].flat() as { fn?: Partial<Guard> }[];
  return guards.map(({ fn }) => fn?.may).find((may) => may !== undefined) ?? null;
}

function seatOf(workspace: Workspace, may: May, request: Request, body: unknown): Omit<Seat, "caller"> {
  const { publicUrl } = workspace.config;
  if (may.startsWith("api.")) return { ...EMPTY, program: admitProgram(workspace, may as Action, request) };

  if (CHANGES.has(request.method)) checkOrigin(request, publicUrl);
  const visitor = visitorOf(workspace, request.headers);
  const page = () => pageOf(workspace, visitor, request.headers);
  if (may === "anyone") return { ...EMPTY, visitor, page };

  const { person } = visitor;
  if (!person) throw new SignedOut();
  noteSeen(workspace, person);
  if (CHANGES.has(request.method)) checkToken(request.headers, body, person);
  if (!mayCome(person.permissions, may)) throw new Forbidden();
  return { ...EMPTY, person, visitor, page };
}

/** Looked up when it is first asked for: a provider's webhook has no session to look for. */
export function visitorOf({ db, config, clock }: Workspace, headers: Headers): Seat["visitor"] {
  let person: Person | null | undefined;
  const find = () => {
    if (person === undefined) person = personOf(db, config, headers, clock());
    return person;
  };
  return {
    get person() {
      return find();
    },
    get language() {
      return find()?.language ?? languageFor(db, headers);
    },
  };
}

function admitProgram({ db }: Workspace, action: Action, { headers }: Request): Program {
  const program = programOf(db, headers);
  if (!program) throw new SignedOut("error.token");
  if (!mayCome(program.permissions, action)) throw new Forbidden();
  return program;
}

const mayCome = (permissions: Permissions, may: May): boolean => may === "signed-in" || (isAction(may) ? permissions.has(may) : allows(permissions, may));

// Whatever a page asks shows that somebody is there. Reading becomes writing only every few minutes.
function noteSeen({ presence, write, clock, log }: Workspace, { userId, sessionId, seenAt }: Person) {
  presence.seen(userId);
  const now = clock();
  if (now - seenAt < SESSION_TOUCH_MS) return;
  write((db) => noteUse(db, sessionId, now)).catch((error) => log.error({ error }, "a session's use was not noted"));
}

const nobody = (what: string) =>
  new Proxy(Object.create(null), {
    get: () => {
      throw new Error(`this route has no ${what}: see what it states with \`may\``);
    },
  });
const EMPTY = {
  person: nobody("person") as Person,
  program: nobody("program") as Program,
  visitor: nobody("visitor") as Seat["visitor"],
  page: nobody("page") as Seat["page"],
};
