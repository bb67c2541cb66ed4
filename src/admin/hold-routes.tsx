import { Elysia } from "elysia";
import { HeldBar } from "../../views/admin/held-bar.tsx";
import { html } from "../../views/render.tsx";
import { access } from "../http/access.ts";
import { done } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { resume } from "./hold.ts";

/** A restored copy says so on every page, and becomes the live one. */
export const holdRoutes = (workspace: Workspace) => {
  const { write, clock } = workspace;
  return new Elysia()
    .use(access(workspace))
    .get("/held", ({ page }) => html(page(), <HeldBar />), { may: "signed-in" })
    .post(
      "/admin/resume",
      async ({ person: { userId }, caller: { address } }) => {
        await write((db) => resume(db, { userId, address }, clock()));
        return done();
      },
      { may: "administer.backup" },
    );
};
