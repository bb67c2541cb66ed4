import { Elysia } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { type MailForm, MailPage, type MailTest, MailTested } from "../../views/admin/mail.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { setting } from "../admin/settings.ts";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { Invalid } from "../http/errors.ts";
import { type Posted, postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import { wordsOf } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { messageIdOf } from "./ask.ts";
import type { Letter } from "./client.ts";
import { sendLetter } from "./send.ts";
import { changeMailServer, hasPassword, type MailInput, type MailServer, mailServer, mailState, passwordFor, readServer } from "./server.ts";
import { emailOfUser } from "./store.ts";

const may = "administer.workspace";
const EMPTY: MailForm = { host: "", port: "587", security: "starttls", username: "", password: "", fromName: "", fromAddress: "" };

/** The server that mails leave by, in the browser, and its test. */
export const mailServerRoutes = (workspace: Workspace) => {
  const { db, seal, write, clock, dice } = workspace;

  type Shown = { form?: MailForm; revision?: string; told?: Told; status?: number; tested?: MailTest | null };
  const show = (page: Page, userId: number, { form, revision, told = UNTOLD, status = 200, tested = null }: Shown) => {
    const server = mailServer(db);
    const now = server ? { ...server, port: String(server.port), password: "" } : { ...EMPTY, fromName: setting(db, "name") };
    const about = { form: form ?? now, revision: revision ?? revisionOf(mailState(db)), told, tested, isSet: hasPassword(db) };
    return html(page, <MailPage bar={barOf(db, userId)} {...about} />, { status });
  };
  const tryOut = async (input: MailInput, to: string, page: Page): Promise<MailTest> => {
    const set = passwordFor(db, seal, input.host);
    const server = readServer(input, set !== null);
    const posted = await sendLetter(workspace, testLetter(server, to, page), server, input.password || set);
    if (posted.ended === "sent") return { ok: true, key: "mail.test.good", address: to };
    if (posted.ended === "unknown") return { ok: false, key: "mail.test.unknown", detail: posted.detail };
    return { ok: false, key: `mail.trouble.${posted.code}`, detail: posted.detail };
  };
  const testLetter = ({ host, fromAddress }: MailServer, to: string, { language }: Page): Letter => {
    const t = wordsOf(language);
    const text = t("mail.test.text", { host });
    const subject = t("mail.test.subject", { company: setting(db, "name") });
    const messageId = messageIdOf(dice.token(), fromAddress);
    return { to, subject, text, html: `<p>${Bun.escapeHTML(text)}</p>`, messageId, date: new Date(clock()), files: [] };
  };

  return new Elysia({ prefix: "/admin/mail" })
    .use(access(workspace))
    .get("/", ({ page, person, query }) => show(page(), person.userId, { told: toldIn(query) }), { may })
    .post(
      "/",
      async ({ page, person, caller, body }) => {
        const posted = postedOf(body);
        const revision = posted.text("revision");
        try {
          await write((db_) => {
            const change = () => changeMailServer(db_, seal, formOf(posted), whoOf({ person, caller }), clock());
            unlessStale(db_, { subject: "mail", revision, state: mailState(db_) }, change);
          });
          return seeOther("/admin/mail?saved");
        } catch (error) {
          return show(page(), person.userId, { form: formOf(posted), ...toldOf(error, page().language, revision) });
        }
      },
      { may },
    )
    .post(
      "/test",
      async ({ page, person, body, request }) => {
        const now = page();
        const posted = postedOf(body);
        const isPart = request.headers.has("hx-request");
        const to = emailOfUser.get(db, { id: person.userId })?.email;
        try {
          const tested: MailTest = to ? await tryOut(formOf(posted), to, now) : { ok: false, key: "mail.test.no-address" };
          if (isPart) return html(now, <MailTested tested={tested} />);
          return show(now, person.userId, { form: formOf(posted), revision: posted.text("revision"), tested });
        } catch (error) {
          if (!(error instanceof Invalid)) throw error;
          if (isPart) return html(now, <MailTested tested={{ ok: false, key: "mail.test.incomplete" }} />);
          return show(now, person.userId, { form: formOf(posted), ...toldOf(error, now.language, posted.text("revision")) });
        }
      },
      { may },
    );
};

const formOf = (posted: Posted): MailForm => ({
  host: posted.text("host"),
  port: posted.text("port").trim(),
  security: posted.text("security"),
  username: posted.text("username"),
  password: posted.text("password"),
  fromName: posted.text("fromName"),
  fromAddress: posted.text("fromAddress"),
});
