import { Elysia, t } from "elysia";
import { WrapUpForm, WrapUpWindow } from "../../views/desk/wrap-up.tsx";
import { html } from "../../views/render.tsx";
import { toldOf } from "../admin/told.ts";
import { dispose, giveLater, keepOwed } from "../conversations/dispose.ts";
import { leadTo } from "../conversations/faster.ts";
import { access } from "../http/access.ts";
import { Conflict, Forbidden, NotFound } from "../http/errors.ts";
import { postedOf } from "../http/posted.ts";
import { done } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import type { Workspace } from "../workspace.ts";
import { readWrapUp } from "../wrap-up/form.ts";
import { closingFormOf, owes } from "./closing.ts";
import { openedBy } from "./desk.ts";

/** What is recorded of a conversation that is over: kept while it is filled in, disposed of, changed later. */
export const closingRoutes = (workspace: Workspace) => {
  const { db, channels, write, clock } = workspace;
  const rules = { may: "conversations.view", params: t.Object({ id: t.Numeric() }) } as const;
  const partsOf = (person: Person, id: number) => {
    const { conversation } = openedBy(db, channels, person, id);
    const closing = closingFormOf(db, person, conversation);
    return { conversation, closing, owed: owes(conversation, person), by: { conversationId: id, agentId: person.userId } };
  };
  const closingIn = ({ closing }: ReturnType<typeof partsOf>) => {
    if (!closing) throw new NotFound();
    return closing;
  };

  return new Elysia({ prefix: "/conversations/:id" })
    .use(access(workspace))
    .get(
      "/wrap-up",
      ({ page, person, params: { id } }) => {
        const now = page();
        const parts = partsOf(person, id);
        const closing = closingIn(parts);
        if (parts.owed) return html(now, <WrapUpForm conversation={parts.conversation} closing={closing} />);
        if (!closing.mayChange) throw new Forbidden();
        return html(now, <WrapUpWindow conversation={parts.conversation} closing={closing} />);
      },
      rules,
    )
    .post(
      "/wrap-up",
      async ({ page, person, params: { id }, body }) => {
        const parts = partsOf(person, id);
        const closing = closingIn(parts);
        if (!parts.owed && !closing.mayChange) throw new Conflict("conflict.not-yours");
        try {
          const wrapUp = readWrapUp(postedOf(body), closing);
          await write((db_) => (parts.owed ? keepOwed : giveLater)(db_, parts.by, wrapUp, clock()));
          if (!parts.owed) return done();
          return html(page(), <WrapUpForm conversation={parts.conversation} closing={closingIn(partsOf(person, id))} />);
        } catch (error) {
          const now = page();
          const { told, status } = toldOf(error, now.language);
          return html(now, <WrapUpForm conversation={parts.conversation} closing={closing} told={told} typed={postedOf(body)} />, { status });
        }
      },
      rules,
    )
    .post(
      "/dispose",
      async ({ page, person, params: { id }, body, request }) => {
        const parts = partsOf(person, id);
        const { closing } = parts;
        if (!parts.owed || !closing) throw new Conflict("conflict.not-yours");
        const posted = postedOf(body);
        try {
          const wrapUp = readWrapUp(posted, closing);
          // What was recorded is kept, also where it is not enough.
          await write((db_) => keepOwed(db_, parts.by, wrapUp, clock()));
          await write((db_) => dispose(db_, parts.by, clock()));
          return done(leadTo(request, "/conversations"));
        } catch (error) {
          const now = page();
          const { told, status } = toldOf(error, now.language);
          const after = partsOf(person, id).closing ?? closing;
          return html(now, <WrapUpForm conversation={parts.conversation} closing={after} told={told} typed={posted} />, { status });
        }
      },
      rules,
    );
};
