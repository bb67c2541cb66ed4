import { Elysia } from "elysia";
import { SettingsPage } from "../../views/me/settings.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { Invalid } from "../http/errors.ts";
import { readFields } from "../http/fields.ts";
import { postedOf } from "../http/posted.ts";
import { sentencesOf } from "../http/refuse.tsx";
import { done, seeOther } from "../http/see.ts";
import { languageCookie, type Person } from "../http/session.ts";
import { isLanguage } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { changePreferences, userOr404 } from "./accounts.ts";
import { attemptsOf } from "./attempts.ts";
import { changePassword, hashPassword, isPassword, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, readNewPassword } from "./passwords.ts";
import { changeSignature, signatureOf } from "./signature.ts";
import { findProfile } from "./store.ts";

const SAVED = ["password", "signature"] as const;
type Typed = { problems?: Record<string, string>; saved?: (typeof SAVED)[number] | null; signature?: string };

/** One's own settings: language, theme, loudness, signature, password. */
export const meRoutes = (workspace: Workspace, wait: (ms: number) => Promise<unknown> = Bun.sleep) => {
  const { db, config, write, clock } = workspace;
  const attempts = attemptsOf({ clock, wait });

  const settings = (page: Page, { userId, username, profileId }: Person, typed: Typed = {}) => {
    const profile = findProfile.get(db, { id: profileId })?.name ?? "";
    const { email } = userOr404(db, userId);
    const { problems = {}, saved = null, signature = signatureOf(db, userId) } = typed;
    const about = { username, email, profile, problems, saved, signature, passwordMin: PASSWORD_LENGTH_MIN };
    const status = Object.keys(problems).length > 0 ? 422 : 200;
    return html(page, <SettingsPage bar={barOf(db, userId)} {...about} />, { status });
  };

  return new Elysia()
    .use(access(workspace))
    .get("/me", ({ person, page, query }) => settings(page(), person, { saved: SAVED.find((one) => one === query["saved"]) ?? null }), { may: "signed-in" })
    .get("/me/password", () => seeOther("/me#change-password"), { may: "signed-in" })

    .post(
      "/me/preferences",
      async ({ person: { userId }, body }) => {
        const wanted = body as Readonly<Record<string, unknown>>;
        await write((db) => changePreferences(db, userId, wanted, clock()));
        return done(isLanguage(wanted["language"]) ? { "set-cookie": languageCookie(config, wanted["language"]) } : {});
      },
      { may: "signed-in" },
    )

    .post(
      "/me/password",
      async ({ person, body, page, caller: { address } }) => {
        const { userId, sessionId, username } = person;
        try {
          const { current, password } = readFields(body, (field) => ({
            current: field.exact("current", { max: PASSWORD_LENGTH_MAX }),
            password: readNewPassword(field),
          }));
          const before = userOr404(db, userId).passwordHash;
          const right = await attempts.attempt(username, address, () => isPassword(current, before));
          if (!right || before === null) throw new Invalid({ current: "password.wrong" });
          const passwordHash = await hashPassword(password);
          await write((db) => changePassword(db, { userId, before, passwordHash, sessionId }, { userId, address }, clock()));
          return seeOther("/me?saved=password#change-password");
        } catch (error) {
          if (error instanceof Invalid) return settings(page(), person, { problems: sentencesOf(error, page().language) });
          throw error;
        }
      },
      { may: "signed-in" },
    )
    .post(
      "/me/signature",
      async ({ person, body, page }) => {
        // A form sends lines as the mail of old does.
        const signature = postedOf(body).text("signature").replaceAll("\r\n", "\n");
        try {
          await write((db) => changeSignature(db, person.userId, signature, clock()));
          return seeOther("/me?saved=signature#own-signature");
        } catch (error) {
          if (error instanceof Invalid) return settings(page(), person, { problems: sentencesOf(error, page().language), signature });
          throw error;
        }
      },
      { may: "conversations.handle" },
    );
};
