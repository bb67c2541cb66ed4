import { Elysia } from "elysia";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { LeavingPage } from "../../views/sign-in/leaving.tsx";
import { SignInPage } from "../../views/sign-in/sign-in.tsx";
import { SETTINGS, setting } from "../admin/settings.ts";
import { heldBy } from "../agents/statuses.ts";
import { access, type Seat } from "../http/access.ts";
import { Refusal, SignedOut, TooMany } from "../http/errors.ts";
import { readFields } from "../http/fields.ts";
import { ownPath, seeOther } from "../http/see.ts";
import { chosenLanguage, endedCookie, languageCookie, sessionCookie } from "../http/session.ts";
import { isLanguage, type Key, say } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { USERNAME_LENGTH_MAX } from "./accounts.ts";
import { attemptsOf } from "./attempts.ts";
import { isPassword, PASSWORD_LENGTH_MAX } from "./passwords.ts";
import { hashOf, openSessions } from "./sessions.ts";
import { refuseSignIn, signIn, signOut } from "./sign-in.ts";
import { findUserByName } from "./store.ts";

const HOME = "/";

/** Signing in and out. Scripts sign in with the fields `username` and `password` alone. `wait` slows who guesses. */
export const signInRoutes = (workspace: Workspace, wait: (ms: number) => Promise<unknown> = Bun.sleep) => {
  const { db, config, write, clock, dice } = workspace;
  const attempts = attemptsOf({ clock, wait });

  type Told = { username?: string; next?: string | null; refusal?: Refusal; notice?: Key };
  const show = (page: Page, { username = "", next = null, refusal, notice }: Told) => {
    const name = setting(db, "name");
    const wrong = refusal && say(page.language, refusal.key, refusal.facts);
    const view = (
      <SignInPage company={name === SETTINGS.name ? null : name} username={username} next={next} wrong={wrong} notice={notice && say(page.language, notice)} />
    );
    const headers: Record<string, string> = refusal instanceof TooMany ? { "retry-after": String(refusal.retryAfterSeconds) } : {};
    return html(page, view, { status: refusal?.status ?? 200, headers });
  };

  const letIn = async ({ username, password }: { username: string; password: string }, { caller, visitor }: Seat, headers: Headers) => {
    const user = findUserByName.get(db, { username });
    const { address } = caller;
    const passwordHash = user?.disabledAt === null ? user.passwordHash : null;
    const right = await attempts.attempt(username, address, () => isPassword(password, passwordHash));
    if (!right || !user) {
      await write((db) => refuseSignIn(db, { userId: user?.id ?? null, address }, clock()));
      throw new SignedOut("sign-in.wrong");
    }
    const secret = dice.token();
    const who = { userId: user.id, passwordHash, tokenHash: hashOf(secret), address, language: chosenLanguage(headers), replaces: visitor.person };
    await write((db) => signIn(db, who, clock()));
    workspace.presence.seen(user.id);
    return secret;
  };

  return new Elysia()
    .use(access(workspace))
    .get(
      "/sign-in",
      ({ visitor, page, query }) => {
        const next = query["next"] ?? null;
        if (isLanguage(query["language"])) return seeOther(signInPath(next), { "set-cookie": languageCookie(config, query["language"]) });
        if (visitor.person) return seeOther(ownPath(next, HOME));
        return show(page(), { next, ...(query["out"] === undefined ? {} : { notice: "sign-in.signed-out" }) });
      },
      { may: "anyone" },
    )

    .post(
      "/sign-in",
      async (context) => {
        const { body, page, request } = context;
        const next = textIn(body, "next");
        const username = textIn(body, "username")?.trim() ?? "";
        try {
          const secret = await letIn(readCredentials(body), context, request.headers);
          return seeOther(ownPath(next, HOME), { "set-cookie": sessionCookie(config, secret) });
        } catch (error) {
          if (error instanceof Refusal) return show(page(), { username, next, refusal: error });
          throw error;
        }
      },
      { may: "anyone" },
    )

    .post(
      "/sign-out",
      async ({ person: { userId, sessionId }, caller, body, page }) => {
        const open = heldBy(db, userId).filter(({ state }) => state !== "offered");
        const last = openSessions(db, userId).length <= 1;
        if (last && open.length > 0 && textIn(body, "confirmed") !== "yes") return html(page(), <LeavingPage conversations={open.map(({ id }) => id)} />);
        await write((db) => signOut(db, { userId, sessionId, address: caller.address }, clock()));
        return seeOther("/sign-in?out", { "set-cookie": endedCookie(config) });
      },
      { may: "signed-in" },
    );
};

const signInPath = (next: string | null) => (next === null ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`);

const readCredentials = (body: unknown) =>
  readFields(body, (field) => ({
    username: field.text("username", { max: USERNAME_LENGTH_MAX }),
    password: field.exact("password", { max: PASSWORD_LENGTH_MAX }),
  }));

function textIn(body: unknown, name: string): string | null {
  const value = (body as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof value === "string" && value !== "" ? value : null;
}
