import { Elysia, t } from "elysia";
import { Company } from "../../views/desk/company.tsx";
import { html } from "../../views/render.tsx";
import { openedBy } from "../desk/desk.ts";
import { access } from "../http/access.ts";
import { done } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { presentAt } from "./company.ts";

const doing = t.Union([t.Literal("reply"), t.Literal("note"), t.Literal("nothing")]);

/** Who else is at a conversation, and that somebody writes there. */
export const togetherRoutes = (workspace: Workspace) => {
  const { db, channels, together } = workspace;
  const params = t.Object({ id: t.Numeric() });
  return new Elysia({ prefix: "/conversations/:id" })
    .use(access(workspace))
    .get(
      "/together",
      ({ page, person, params: { id } }) => {
        const { conversation } = openedBy(db, channels, person, id);
        return html(page(), <Company conversation={conversation} present={presentAt(workspace, id, person)} />);
      },
      { may: "conversations.view", params },
    )
    .post(
      "/writing",
      ({ person, params: { id }, body }) => {
        openedBy(db, channels, person, id);
        together.writes({ conversationId: id, userId: person.userId }, body.doing === "nothing" ? null : body.doing);
        return done();
      },
      { may: "conversations.handle", params, body: t.Object({ doing }) },
    );
};
