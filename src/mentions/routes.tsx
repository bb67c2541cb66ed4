import { Elysia, t } from "elysia";
import { ColleagueChoice } from "../../views/desk/mentions.tsx";
import { html } from "../../views/render.tsx";
import { openedBy } from "../desk/desk.ts";
import { access } from "../http/access.ts";
import { done } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { colleaguesOn } from "./colleagues.ts";
import { seeMentions } from "./seen.ts";

/** Notes that a page says at once to have shown. */
const SEEN_AT_ONCE_MAX = 200;

/** Who can be named in a note, and that somebody has seen where they are. */
export const mentionRoutes = (workspace: Workspace) => {
  const { db, channels, write, clock } = workspace;
  const params = t.Object({ id: t.Numeric() });
  return new Elysia({ prefix: "/conversations/:id" })
    .use(access(workspace))
    .get(
      "/colleagues",
      ({ page, person, params: { id } }) => {
        openedBy(db, channels, person, id);
        return html(page(), <ColleagueChoice colleagues={colleaguesOn(db, { conversationId: id, userId: person.userId })} />);
      },
      { may: "conversations.handle", params },
    )
    .post(
      "/mentions/seen",
      async ({ person, params: { id }, body: { messageIds } }) => {
        openedBy(db, channels, person, id);
        await write((db_) => seeMentions(db_, { userId: person.userId, conversationId: id, messageIds }, clock()));
        return done();
      },
      { may: "conversations.view", params, body: t.Object({ messageIds: t.Array(t.Integer({ minimum: 1 }), { maxItems: SEEN_AT_ONCE_MAX }) }) },
    );
};
