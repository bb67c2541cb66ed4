import { Elysia } from "elysia";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import { ReasonsPage } from "../../views/admin/reasons.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { revisionOf, unlessStale } from "../admin/stale.ts";
import { toldIn, toldOf } from "../admin/told.ts";
import { whoOf } from "../admin/who.ts";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { Invalid } from "../http/errors.ts";
import { postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { branchesIn, OUTLINE_LENGTH_MAX, outlineOf } from "./outline.ts";
import { branchesOf, changeReasons } from "./reasons.ts";

const may = "administer.content";

/** The reasons of the wrap-up in the browser: one outline, written as text. */
export const reasonRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;

  type Shown = { outline?: string; revision?: string; told?: Told; status?: number };
  const show = (page: Page, userId: number, { outline, revision, told = UNTOLD, status = 200 }: Shown) => {
    const now = outlineOf(branchesOf(db));
    const view = <ReasonsPage bar={barOf(db, userId)} outline={outline ?? now} revision={revision ?? revisionOf(now)} told={told} />;
    return html(page, view, { status });
  };

  return new Elysia({ prefix: "/admin/reasons" })
    .use(access(workspace))
    .get("/", ({ page, person, query }) => show(page(), person.userId, { told: toldIn(query) }), { may })
    .post(
      "/",
      async ({ page, person, caller, body }) => {
        const posted = postedOf(body);
        const revision = posted.text("revision");
        const outline = posted.text("reasons").replaceAll("\r\n", "\n");
        try {
          if (outline.length > OUTLINE_LENGTH_MAX) throw new Invalid({ reasons: "field.too-long" }, { reasons: { max: OUTLINE_LENGTH_MAX } });
          const wanted = branchesIn(outline);
          await write((db_) => {
            const change = () => changeReasons(db_, wanted, whoOf({ person, caller }), clock());
            unlessStale(db_, { subject: "reasons", revision, state: outlineOf(branchesOf(db_)) }, change);
          });
          return seeOther("/admin/reasons?saved");
        } catch (error) {
          return show(page(), person.userId, { outline, ...toldOf(error, page().language, revision) });
        }
      },
      { may },
    );
};
