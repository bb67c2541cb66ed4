import { Elysia } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { type WorkspaceForm, WorkspacePage } from "../../views/admin/workspace.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import { currencies } from "../texts/money.ts";
import { zones } from "../texts/time.ts";
import type { Workspace } from "../workspace.ts";
import { revisionOf, unlessStale } from "./stale.ts";
import { toldIn, toldOf } from "./told.ts";
import { whoOf } from "./who.ts";
import { changeWorkspace, workspaceOf } from "./workspace.ts";

const may = "administer.workspace";

/** The workspace's own settings in the browser. */
export const workspaceRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;

  type Shown = { form?: WorkspaceForm; revision?: string; told?: Told; status?: number };
  const show = (page: Page, userId: number, { form, revision, told = UNTOLD, status = 200 }: Shown) => {
    const now = workspaceOf(db);
    const view = (
      <WorkspacePage
        bar={barOf(db, userId)}
        form={form ?? { ...now, ignoredOffersMax: String(now.ignoredOffersMax), historyDays: String(now.historyDays) }}
        revision={revision ?? revisionOf(now)}
        told={told}
        zones={zones()}
        currencies={currencies()}
      />
    );
    return html(page, view, { status });
  };

  return new Elysia({ prefix: "/admin/workspace" })
    .use(access(workspace))
    .get("/", ({ page, person, query }) => show(page(), person.userId, { told: toldIn(query) }), { may })
    .post(
      "/",
      async ({ page, person, caller, body }) => {
        const posted = postedOf(body);
        const revision = posted.text("revision");
        const form = {
          name: posted.text("name"),
          timeZone: posted.text("timeZone"),
          language: posted.text("language"),
          preferredAgents: posted.has("preferredAgents"),
          ignoredOffersMax: posted.text("ignoredOffersMax").trim(),
          historyDays: posted.text("historyDays").trim(),
          mapTiles: posted.text("mapTiles").trim(),
          mapAttribution: posted.text("mapAttribution").trim(),
          geocoder: posted.text("geocoder").trim(),
          dictation: posted.has("dictation"),
          companyAddress: posted.text("companyAddress"),
          vatNumber: posted.text("vatNumber"),
          currency: posted.text("currency"),
        };
        try {
          await write((db) => {
            const change = () => changeWorkspace(db, form, whoOf({ person, caller }), clock());
            unlessStale(db, { subject: "workspace", revision, state: workspaceOf(db) }, change);
          });
          return seeOther("/admin/workspace?saved");
        } catch (error) {
          return show(page(), person.userId, { form, ...toldOf(error, page().language, revision) });
        }
      },
      { may },
    );
};
