import { Elysia } from "elysia";
import { access } from "../http/access.ts";
import { Invalid } from "../http/errors.ts";
import { postedOf } from "../http/posted.ts";
import { done } from "../http/see.ts";
import { noteLooking } from "../together/company.ts";
import type { Workspace } from "../workspace.ts";
import { setStatus, statusesOf } from "./statuses.ts";

/** Letters in the name that a page gives itself. */
const PAGE_LENGTH_MAX = 20;

/** What agents say of themselves: that they are there, and what they do. */
export const agentRoutes = (workspace: Workspace) =>
  new Elysia()
    .use(access(workspace))
    // That it came is what counts most: access has noted it. And which conversations the browser shows, where it says so.
    .post(
      "/presence",
      ({ person, body }) => {
        const posted = postedOf(body);
        if (posted.has("shows")) noteLooking(workspace, person, { shows: posted.text("shows"), page: posted.text("page").slice(0, PAGE_LENGTH_MAX) });
        return done();
      },
      { may: "signed-in" },
    )

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
