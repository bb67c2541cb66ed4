import { Elysia, t } from "elysia";
import { StarButton } from "../../views/desk/star.tsx";
import { html } from "../../views/render.tsx";
import { setStar } from "../conversations/star.ts";
import { access } from "../http/access.ts";
import { readFields } from "../http/fields.ts";
import { done } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { openedBy } from "./desk.ts";

/** An agent's own star on a conversation that they may open. */
export const starRoutes = (workspace: Workspace) => {
  const { db, channels, write, clock } = workspace;
  const view = { may: "conversations.view", params: t.Object({ id: t.Numeric() }) } as const;
  return new Elysia({ prefix: "/conversations/:id" })
    .use(access(workspace))
    .get(
      "/star",
      ({ page, person, params: { id } }) => {
        const { conversation } = openedBy(db, channels, person, id);
        return html(page(), <StarButton conversationId={id} starred={conversation.starred} shortcut="S" />);
      },
      view,
    )
    .post(
      "/star",
      async ({ person, params: { id }, body }) => {
        openedBy(db, channels, person, id);
        const on = readFields(body, (field) => field.choice("on", ["true", "false"])) === "true";
        await write((db_) => setStar(db_, { conversationId: id, agentId: person.userId, on }, clock()));
        return done();
      },
      view,
    );
};
