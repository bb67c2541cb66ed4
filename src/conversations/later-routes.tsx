import { Elysia, t } from "elysia";
import { LaterWindow, ScheduledPart } from "../../views/desk/later.tsx";
import { html } from "../../views/render.tsx";
import { setting } from "../admin/settings.ts";
import { windowEndsAt } from "../customers/window.ts";
import { access } from "../http/access.ts";
import { Conflict, NotFound } from "../http/errors.ts";
import { done } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import { visibleTo } from "../users/visible.ts";
import type { Workspace } from "../workspace.ts";
import { draftSent } from "./draft.ts";
import { schedule, scheduledOf, sendNow, unschedule } from "./later.ts";
import { choicesAt, chosenAt } from "./later-times.ts";
import { WRITTEN_MAX } from "./reply.ts";
import { findConversation, findSeen } from "./store.ts";

const CLIENT_ID_MAX = 64;
const written = t.Object({
  clientId: t.String({ minLength: 8, maxLength: CLIENT_ID_MAX }),
  draft: t.Integer({ minimum: 0, default: 0 }),
  text: t.String({ maxLength: WRITTEN_MAX }),
  /** An instant in ms; without one `day` and `time` name it in the workspace's zone. */
  at: t.Optional(t.Integer({ minimum: 0 })),
  day: t.Optional(t.String({ maxLength: 10 })),
  time: t.Optional(t.String({ maxLength: 5 })),
});

/** Answers that are sent later: written, seen by who may see the conversation, sent at once after all, or not. */
export const laterRoutes = (workspace: Workspace) => {
  const { db, write, channels, clock } = workspace;
  const byId = t.Object({ id: t.Numeric() });
  const byBoth = t.Object({ id: t.Numeric(), scheduledId: t.Numeric() });
  const handle = { may: "conversations.handle", params: byBoth } as const;
  const opened = (person: Person, id: number) => {
    const seen = findSeen.get(db, { ...visibleTo(person), id });
    const conversation = seen && findConversation.get(db, { id });
    if (!conversation) throw new NotFound();
    return { conversation, kind: channels.find(conversation.channelId)?.kind };
  };
  const one = (person: Person, { id, scheduledId }: { id: number; scheduledId: number }) => ({ id: scheduledId, conversationId: id, agentId: person.userId });

  return new Elysia({ prefix: "/conversations/:id" })
    .use(access(workspace))
    .get(
      "/later",
      ({ page, person, params: { id } }) => {
        const { conversation, kind } = opened(person, id);
        const endsAt = windowEndsAt(db, conversation, kind?.windowMs ?? null);
        const now = page();
        return html(now, <LaterWindow conversationId={id} choices={choicesAt(now.zone, clock(), endsAt)} endsAt={endsAt} />);
      },
      { may: "conversations.handle", params: byId },
    )
    .get(
      "/scheduled",
      ({ page, person, params: { id } }) => {
        const { conversation } = opened(person, id);
        return html(page(), <ScheduledPart conversation={conversation} scheduled={scheduledOf(db, id)} />);
      },
      { may: "conversations.view", params: byId },
    )
    .post(
      "/scheduled",
      async ({ person, params: { id }, body: { at, day = "", time = "", draft, ...said } }) => {
        const { kind } = opened(person, id);
        if (!kind) throw new Conflict("conflict.closed");
        const dueAt = at ?? chosenAt(setting(db, "timeZone"), day, time);
        const later = { conversationId: id, agentId: person.userId, ...said, dueAt };
        await write((db_) => {
          draftSent(db_, later, draft, clock());
          schedule(db_, later, kind, clock());
        });
        return done();
      },
      { may: "conversations.handle", params: byId, body: written },
    )
    .post(
      "/scheduled/:scheduledId/now",
      async ({ person, params }) => {
        opened(person, params.id);
        await write((db_) => sendNow(db_, channels, one(person, params), clock()));
        return done();
      },
      handle,
    )
    .post(
      "/scheduled/:scheduledId/remove",
      async ({ person, params }) => {
        opened(person, params.id);
        await write((db_) => unschedule(db_, one(person, params), clock()));
        return done();
      },
      handle,
    );
};
