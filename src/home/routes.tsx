import { Elysia } from "elysia";
import { HomePage } from "../../views/home/page.tsx";
import { html } from "../../views/render.tsx";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import type { Workspace } from "../workspace.ts";
import { homeOf } from "./home.ts";

/** The agent's home: their day, the team's, and whether customers are served. */
export const homeRoutes = (workspace: Workspace) => {
  const { db, clock } = workspace;
  return new Elysia()
    .use(access(workspace))
    .get("/home", ({ page, person }) => html(page(), <HomePage bar={barOf(db, person.userId)} home={homeOf(db, person.userId, clock())} />), {
      may: "signed-in",
    });
};
