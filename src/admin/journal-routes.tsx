import { Elysia, t } from "elysia";
import { TroublePage } from "../../views/admin/trouble.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { channelNamed } from "../channels/configure.ts";
import { rerunJournal, troubled } from "../channels/rerun.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { seeOther } from "../http/see.ts";
import { dropJob, failed, rerunJob } from "../jobs/rerun.ts";
import type { Workspace } from "../workspace.ts";
import type { Who } from "./audit.ts";
import { sentenceOf } from "./told.ts";
import { whoOf } from "./who.ts";

const may = "administer.journal";
const byId = t.Object({ id: t.Numeric() });

/** What went wrong while nobody looked, and running it again. */
export const troubleRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;

  const show = (page: Page, userId: number, conflict: string | null = null) => {
    const calls = troubled(db).map(({ channelId, ...row }) => ({ ...row, channel: channelNamed(db, channelId)?.name ?? channelId }));
    return html(page, <TroublePage bar={barOf(db, userId)} calls={calls} jobs={failed(db)} conflict={conflict} />, { status: conflict === null ? 200 : 409 });
  };
  const after = async (change: () => Promise<unknown>, page: Page, userId: number) => {
    try {
      await change();
      return seeOther("/admin/trouble");
    } catch (error) {
      return show(page, userId, sentenceOf(error, page.language));
    }
  };
  const rerunAll = (who: Who) => write((db) => troubled(db).forEach(({ id }) => void rerunJournal(db, id, who, clock())));

  return new Elysia({ prefix: "/admin/trouble" })
    .use(access(workspace))
    .get("/", ({ page, person }) => show(page(), person.userId), { may })
    .post("/journal/all", ({ page, person, caller }) => after(() => rerunAll(whoOf({ person, caller })), page(), person.userId), { may })
    .post(
      "/journal/:id",
      ({ page, person, caller, params: { id } }) => after(() => write((db) => rerunJournal(db, id, whoOf({ person, caller }), clock())), page(), person.userId),
      { may, params: byId },
    )
    .post(
      "/jobs/:id",
      ({ page, person, caller, params: { id } }) => after(() => write((db) => rerunJob(db, id, whoOf({ person, caller }), clock())), page(), person.userId),
      { may, params: byId },
    )
    .post(
      "/jobs/:id/drop",
      ({ page, person, caller, params: { id } }) => after(() => write((db) => dropJob(db, id, whoOf({ person, caller }), clock())), page(), person.userId),
      { may, params: byId },
    );
};
