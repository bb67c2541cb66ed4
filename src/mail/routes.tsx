import { Elysia, t } from "elysia";
import { MailAgainDone, MailAsked, MailForm, MailWindow } from "../../views/desk/mail.tsx";
import { html } from "../../views/render.tsx";
import { setting } from "../admin/settings.ts";
import { toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { openedBy } from "../desk/desk.ts";
import { access } from "../http/access.ts";
import { Conflict } from "../http/errors.ts";
import { postedOf } from "../http/posted.ts";
import type { Person } from "../http/session.ts";
import { isLanguage } from "../texts/catalogue.ts";
import { fileSize } from "../texts/time.ts";
import type { Workspace } from "../workspace.ts";
import { askMail, mailAgain, messageIdOf, readAsked } from "./ask.ts";
import { FILES_BYTES_MAX } from "./letter.ts";
import { mailServer } from "./server.ts";

const may = "conversations.mail";

/** A conversation that somebody sends by mail (SPEC C14): its window, and what comes of it. */
export const mailRoutes = (workspace: Workspace) => {
  const { db, channels, write, clock, dice } = workspace;
  const byId = { may, params: t.Object({ id: t.Numeric() }) } as const;
  const opened = (person: Person, id: number) => openedBy(db, channels, person, id, may).conversation;
  const mustBeSet = () => {
    const server = mailServer(db);
    if (server === null) throw new Conflict("mail.trouble.not-set");
    return server;
  };

  return new Elysia({ prefix: "/conversations/:id/mail" })
    .use(access(workspace))
    .get(
      "/",
      ({ page, person, params: { id } }) => {
        const now = page();
        const conversation = opened(person, id);
        const language = isLanguage(conversation.language) ? conversation.language : setting(db, "language");
        const form = { addresses: conversation.email ?? "", words: "", language, clientId: dice.token() };
        return html(now, <MailWindow conversation={conversation} form={form} ready={mailServer(db) !== null} size={fileSize(now.language, FILES_BYTES_MAX)} />);
      },
      byId,
    )
    .post(
      "/",
      async ({ page, person, caller, params: { id }, body }) => {
        const now = page();
        const conversation = opened(person, id);
        const posted = postedOf(body);
        const form = { addresses: posted.text("addresses"), words: posted.text("words"), language: posted.text("language"), clientId: posted.text("clientId") };
        try {
          const asked = readAsked(form);
          const { fromAddress } = mustBeSet();
          const messageIds = asked.addresses.map(() => messageIdOf(dice.token(), fromAddress));
          await write((db_) => askMail(db_, { ...asked, conversationId: id, messageIds }, whoOf({ person, caller }), clock()));
          return html(now, <MailAsked />);
        } catch (error) {
          const { told, status } = toldOf(error, now.language);
          return html(now, <MailForm conversation={conversation} form={form} told={told} size={fileSize(now.language, FILES_BYTES_MAX)} />, { status });
        }
      },
      byId,
    )
    .post(
      "/:mailId/again",
      async ({ page, person, caller, params: { id, mailId } }) => {
        opened(person, id);
        mustBeSet();
        await write((db_) => mailAgain(db_, { mailId, conversationId: id }, whoOf({ person, caller }), clock()));
        return html(page(), <MailAgainDone />);
      },
      { may, params: t.Object({ id: t.Numeric(), mailId: t.Numeric() }) },
    );
};
