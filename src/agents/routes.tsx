import { Elysia } from "elysia";
import { access } from "../http/access.ts";
import { Invalid } from "../http/errors.ts";
import { done } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { setStatus, statusesOf } from "./statuses.ts";

/** What agents say of themselves: that they are there, and what they do. */
export const agentRoutes = (workspace: Workspace) =>
  new Elysia()
    .use(access(workspace))
    // That it came is what counts: access has noted it.
    .post("/presence", () => done(), { may: "signed-in" })

    .post(
      "/me/status",
      async ({ person, body }) => {
        const statusId = statusIn(workspace, body);
        await workspace.write((db) => setStatus(db, { agentId: person.userId, statusId }, workspace.clock()));
        return done();
      },
      { may: "signed-in" },
    );

// By its id, or a built-in one by its name: "ready".
function statusIn({ db }: Workspace, body: unknown): number {
  const wanted = String((body as { status?: unknown } | null)?.status ?? "");
  const status = statusesOf(db).find(({ id, builtin }) => String(id) === wanted || builtin === wanted);
  if (!status || status.builtin === "no-answer") throw new Invalid({ status: "field.choose" });
  return status.id;
}
