import { Elysia, t } from "elysia";
import { Answered } from "../../views/desk/answered.tsx";
import { html } from "../../views/render.tsx";
import { access } from "../http/access.ts";
import { Conflict, Invalid, NotFound } from "../http/errors.ts";
import { done } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import { quotesSent } from "../quotes/attach.ts";
import { visibleTo } from "../users/visible.ts";
import type { Workspace } from "../workspace.ts";
import { accept, markOpened, reject } from "./assignment.ts";
import { close } from "./close.ts";
import { sendAgain } from "./delivery.ts";
import { draftSent } from "./draft.ts";
import { choicesGiven } from "./draft-routes.ts";
import { leadTo, named } from "./faster.ts";
import { markRead } from "./read.ts";
import { FILES_MAX, note, reply, WRITTEN_MAX } from "./reply.ts";
import { AnsweredMeanwhile, checkSecond } from "./second.ts";
import { findHolder, findSeen } from "./store.ts";

const byId = t.Object({ id: t.Numeric() });
const CLIENT_ID_MAX = 64;
/** Answers of its own that a page names. */
const SENT_MAX = 20;
/** Room for what is trimmed away; the verb says what is too long. */
const PLACE_FIELD_MAX = 2_000;

const clientId = t.String({ minLength: 8, maxLength: CLIENT_ID_MAX });
const words = t.String({ maxLength: PLACE_FIELD_MAX });
const degrees = t.Union([t.Number(), words]);
/** Of the draft that is sent; 0 = it was never kept. */
const draft = t.Integer({ minimum: 0, default: 0 });
const written = t.Object({
  clientId,
  draft,
  text: t.String({ maxLength: WRITTEN_MAX }),
  uploads: t.Array(t.String({ maxLength: CLIENT_ID_MAX }), { maxItems: FILES_MAX }),
  choices: choicesGiven,
  // Of a page that does not say what it knows, nothing is asked.
  known: t.Optional(
    t.Object({
      seen: t.Integer({ minimum: 0 }),
      sent: t.Array(t.String({ maxLength: CLIENT_ID_MAX }), { maxItems: SENT_MAX }),
      asked: t.Integer({ minimum: 0 }),
    }),
  ),
  location: t.Optional(t.Object({ name: words, address: words, latitude: degrees, longitude: degrees })),
});
const noted = t.Object({ clientId, draft, text: t.String({ maxLength: WRITTEN_MAX }) });

/** What an agent does with a conversation. Each answers 204, 409 when somebody was faster, 422 with what is wrong. */
export const conversationRoutes = (workspace: Workspace) => {
  const { db, write, channels, clock } = workspace;
  const handle = { may: "conversations.handle", params: byId } as const;
  const ids = (person: Person, conversationId: number) => ({ conversationId, agentId: person.userId });
  const holderOf = (person: Person, id: number) => findHolder.get(db, { id, askerId: person.userId });
  const seenBy = (person: Person, id: number) => {
    const found = findSeen.get(db, { ...visibleTo(person), id });
    if (!found) throw new NotFound();
    return found;
  };

  return new Elysia({ prefix: "/conversations/:id" })
    .use(access(workspace))
    .post(
      "/accept",
      async ({ person, params: { id }, request }) => {
        try {
          await write((db_) => accept(db_, ids(person, id), clock()));
        } catch (error) {
          // Another tab of the same agent, or a second click, has accepted it: what was wanted is so.
          const holder = holderOf(person, id);
          if (holder?.state !== "active" || holder.agentId !== person.userId) throw named(error, person, holder, "conflict.faster");
        }
        return done(leadTo(request, `/conversations/${id}`));
      },
      handle,
    )
    .post(
      "/reject",
      async ({ person, params: { id } }) => {
        await write((db_) => reject(db_, ids(person, id), clock()));
        return done();
      },
      handle,
    )
    .post(
      "/opened",
      async ({ person, params: { id } }) => {
        const { state, agentId, channelId, unread, openedAt } = seenBy(person, id);
        if (state !== "active" || agentId !== person.userId || (unread === 0 && openedAt !== null)) return done();
        await write((db_) => {
          markOpened(db_, ids(person, id), clock());
          markRead(db_, ids(person, id), channels.find(channelId)?.kind ?? null, clock());
        });
        return done();
      },
      handle,
    )
    .post(
      "/messages",
      async ({ page, person, params: { id }, body: { known, ...body } }) => {
        const kind = channels.find(seenBy(person, id).channelId)?.kind;
        if (!kind) throw new Conflict("conflict.closed");
        const said = { ...ids(person, id), ...body, replyTo: null };
        const messageIds = await write((db_) => {
          if (known) checkSecond(db_, said, known, clock());
          draftSent(db_, said, body.draft, clock());
          const sent = reply(db_, said, kind, clock());
          quotesSent(db_, said, clock());
          return sent;
        }).catch((error) => {
          if (error instanceof AnsweredMeanwhile) return error;
          throw named(error, person, holderOf(person, id), "conflict.taken");
        });
        if (messageIds instanceof AnsweredMeanwhile) {
          const { answer, status } = messageIds;
          return html(page(), <Answered answer={answer} />, { status, headers: { "Parlo-Answered": String(answer.id) } });
        }
        return { messageIds };
      },
      { ...handle, body: written },
    )
    .post(
      "/notes",
      async ({ person, params: { id }, body }) => {
        seenBy(person, id);
        if (body.text.trim() === "") throw new Invalid({ text: "reply.empty" });
        const said = { ...ids(person, id), ...body };
        const messageId = await write((db_) => {
          draftSent(db_, said, body.draft, clock());
          return note(db_, said, clock());
        });
        return { messageIds: [messageId] };
      },
      { ...handle, body: noted },
    )
    .post(
      "/messages/:messageId/again",
      async ({ person, params: { id, messageId } }) => {
        const windowMs = channels.find(seenBy(person, id).channelId)?.kind.windowMs ?? null;
        const again = await write((db_) => sendAgain(db_, { messageId, windowMs, ...ids(person, id) }, clock()));
        const holder = holderOf(person, id);
        // A second click finds it on its way.
        if (!again && (holder?.state !== "active" || holder.agentId !== person.userId)) {
          throw named(new Conflict("conflict.not-yours"), person, holder, "conflict.taken");
        }
        return done();
      },
      { may: "conversations.handle", params: t.Object({ id: t.Numeric(), messageId: t.Numeric() }) },
    )
    .post(
      "/close",
      async ({ person, params: { id }, request }) => {
        const owes = await write((db_) => close(db_, ids(person, id), clock())).catch((error) => {
          throw named(error, person, holderOf(person, id), "conflict.taken");
        });
        return done(leadTo(request, owes ? `/conversations/${id}` : "/conversations"));
      },
      handle,
    );
};
