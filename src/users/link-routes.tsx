import { Elysia } from "elysia";
import { html } from "../../views/render.tsx";
import { DeadLinkPage } from "../../views/sign-in/dead-link.tsx";
import { FirstRunPage } from "../../views/sign-in/first-run.tsx";
import { PasswordLinkPage } from "../../views/sign-in/password-link.tsx";
import { setting } from "../admin/settings.ts";
import { access, type Seat } from "../http/access.ts";
import { Gone, Invalid } from "../http/errors.ts";
import { readFields } from "../http/fields.ts";
import { sentencesOf } from "../http/refuse.tsx";
import { seeOther } from "../http/see.ts";
import { languageCookie, sessionCookie } from "../http/session.ts";
import { isLanguage, LANGUAGES, type Language, say } from "../texts/catalogue.ts";
import { isZone } from "../texts/time.ts";
import type { Workspace } from "../workspace.ts";
import { readIdentity, userOr404 } from "./accounts.ts";
import { makeFirstAdministrator, openLink, setPasswordByLink } from "./links.ts";
import { hashPassword, PASSWORD_LENGTH_MIN, readNewPassword } from "./passwords.ts";
import { hashOf } from "./sessions.ts";
import { signIn } from "./sign-in.ts";

const TIME_ZONE_LENGTH_MAX = 100;

/** What one-time links open: the first run, and a new password. */
export const linkRoutes = (workspace: Workspace) => {
  const { db, config, write, clock, dice } = workspace;

  // A dead link is told in its own words; wrong fields bring the form again with all that was written, passwords excepted.
  const tell = (error: unknown, page: Seat["page"], path: string, form: (problems: Record<string, string>) => Response) => {
    if (error instanceof Invalid) return form(sentencesOf(error, page().language));
    if (!(error instanceof Gone)) throw error;
    const shown = page();
    const help = error.key === "first-run.dead" ? { help: say(shown.language, "first-run.dead.help") } : {};
    return html(shown, <DeadLinkPage path={path} sentence={say(shown.language, error.key)} {...help} />, { status: error.status });
  };
  const inLanguage = (path: string, language: unknown) => (isLanguage(language) ? seeOther(path, { "set-cookie": languageCookie(config, language) }) : null);

  const firstRun = (page: Seat["page"], path: string, body: unknown, problems: Record<string, string>, status: number) => {
    const given = body as Readonly<Record<string, unknown>> | null;
    const value = (name: string) => (typeof given?.[name] === "string" ? given[name] : "");
    const values = { name: value("name"), username: value("username"), email: value("email"), timeZone: value("timeZone") || setting(db, "timeZone") };
    return html(page(), <FirstRunPage path={path} values={values} problems={problems} passwordMin={PASSWORD_LENGTH_MIN} />, { status });
  };
  const newPassword = (page: Seat["page"], path: string, userId: number | null, problems: Record<string, string>, status: number) => {
    const { username } = userOr404(db, userId ?? 0);
    return html(page(), <PasswordLinkPage path={path} username={username} problems={problems} passwordMin={PASSWORD_LENGTH_MIN} />, { status });
  };

  return new Elysia()
    .use(access(workspace))
    .get(
      "/first-run/:token",
      ({ params: { token }, query, page, path }) => {
        try {
          openLink(db, "first-run", token, clock());
          return inLanguage(path, query["language"]) ?? firstRun(page, path, null, {}, 200);
        } catch (error) {
          return tell(error, page, path, () => firstRun(page, path, null, {}, 200));
        }
      },
      { may: "anyone" },
    )
    .post(
      "/first-run/:token",
      async ({ params: { token }, body, page, path, caller, visitor }) => {
        try {
          openLink(db, "first-run", token, clock());
          const first = readFirst(body, visitor.language);
          const passwordHash = await hashPassword(first.password);
          const secret = dice.token();
          const { address } = caller;
          await write((db) => {
            const userId = makeFirstAdministrator(db, token, { ...first, passwordHash }, { userId: null, address }, clock());
            signIn(db, { userId, passwordHash, tokenHash: hashOf(secret), address, language: null, replaces: null }, clock());
          });
          return seeOther("/", { "set-cookie": sessionCookie(config, secret) });
        } catch (error) {
          return tell(error, page, path, (problems) => firstRun(page, path, body, problems, 422));
        }
      },
      { may: "anyone" },
    )

    .get(
      "/password/:token",
      ({ params: { token }, query, page, path }) => {
        try {
          const { userId } = openLink(db, "password", token, clock());
          return inLanguage(path, query["language"]) ?? newPassword(page, path, userId, {}, 200);
        } catch (error) {
          return tell(error, page, path, () => seeOther(path));
        }
      },
      { may: "anyone" },
    )
    .post(
      "/password/:token",
      async ({ params: { token }, body, page, path, caller }) => {
        try {
          openLink(db, "password", token, clock());
          const passwordHash = await hashPassword(readFields(body, readNewPassword));
          await write((db) => setPasswordByLink(db, token, passwordHash, { userId: null, address: caller.address }, clock()));
          return seeOther("/sign-in");
        } catch (error) {
          return tell(error, page, path, (problems) => newPassword(page, path, openLink(db, "password", token, clock()).userId, problems, 422));
        }
      },
      { may: "anyone" },
    );
};

/** The first administrator's form. Throws Invalid with everything that is wrong with it. */
function readFirst(body: unknown, language: Language) {
  return readFields({ language, ...(body as object | null) }, (field) => {
    const timeZone = field.text("timeZone", { max: TIME_ZONE_LENGTH_MAX });
    if (!isZone(timeZone)) field.wrong("timeZone", "field.choose");
    return { ...readIdentity(field), password: readNewPassword(field), language: field.choice("language", LANGUAGES), timeZone };
  });
}
