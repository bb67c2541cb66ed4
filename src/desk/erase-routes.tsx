import { Elysia, t } from "elysia";
import { EraseWindow } from "../../views/desk/erase.tsx";
import { html } from "../../views/render.tsx";
import { whoOf } from "../admin/who.ts";
import { erase, wordsIn } from "../conversations/erase.ts";
import { leadTo } from "../conversations/faster.ts";
import { access } from "../http/access.ts";
import { Conflict } from "../http/errors.ts";
import { done } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { openedBy } from "./desk.ts";

const may = "conversations.delete";

/** Erasing a conversation that is closed (SPEC C15): asked once, saying what goes. */
export const eraseRoutes = (workspace: Workspace) => {
  const { db, channels, write, clock } = workspace;
  const rules = { may, params: t.Object({ id: t.Numeric() }) } as const;
  return new Elysia({ prefix: "/conversations/:id/erase" })
    .use(access(workspace))
    .get(
      "/",
      ({ page, person, params: { id } }) => {
        const { conversation } = openedBy(db, channels, person, id, may);
        if (conversation.state !== "closed") throw new Conflict("erase.open");
        return html(page(), <EraseWindow conversation={conversation} {...wordsIn(db, id)} />);
      },
      rules,
    )
    .post(
      "/",
      async ({ person, caller, params: { id }, request }) => {
        openedBy(db, channels, person, id, may);
        await write((db_) => erase(db_, id, whoOf({ person, caller }), clock()));
        return done(leadTo(request, "/conversations"));
      },
      rules,
    );
};
