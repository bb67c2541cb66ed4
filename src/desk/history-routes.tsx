import { Elysia } from "elysia";
import { HistoryPage } from "../../views/desk/history.tsx";
import { html } from "../../views/render.tsx";
import { access } from "../http/access.ts";
import type { Workspace } from "../workspace.ts";
import { barOf } from "./bar.ts";
import { historyOf } from "./history.ts";

/** What an agent closed themselves, by date (SPEC F9). */
export const historyRoutes = (workspace: Workspace) => {
  const { db, clock } = workspace;
  return new Elysia()
    .use(access(workspace))
    .get("/history", ({ page, person, query }) => html(page(), <HistoryPage bar={barOf(db, person.userId)} {...historyOf(db, person, query, clock())} />), {
      may: "conversations.handle",
    });
};
