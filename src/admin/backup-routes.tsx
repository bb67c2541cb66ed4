import { Elysia } from "elysia";
import { BackupsPage } from "../../views/admin/backups.tsx";
import { type Told, UNTOLD } from "../../views/admin/form.tsx";
import type { Page } from "../../views/page.ts";
import { html } from "../../views/render.tsx";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import { Invalid } from "../http/errors.ts";
import { postedOf } from "../http/posted.ts";
import { seeOther } from "../http/see.ts";
import { say } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { audit } from "./audit.ts";
import type { Backups } from "./backups.ts";
import { toldOf } from "./told.ts";
import { whoOf } from "./who.ts";

const may = "administer.backup";

/** Backups in the browser: made while everything runs, listed, downloaded. */
export const backupRoutes = (workspace: Workspace, backups: Backups) => {
  const { db, write, clock } = workspace;

  const show = (page: Page, userId: number, { told, status }: { told: Told; status: number } = { told: UNTOLD, status: 200 }) => {
    const failure = backups.failure();
    const parts = {
      folder: backups.folder,
      files: backups.list(),
      makingSince: backups.makingSince(),
      failure: failure && say(page.language, failure.key, failure.facts),
    };
    return html(page, <BackupsPage bar={barOf(db, userId)} {...parts} told={told} />, { status });
  };

  return new Elysia({ prefix: "/admin/backups" })
    .use(access(workspace))
    .get("/", ({ page, person }) => show(page(), person.userId), { may })
    .post(
      "/",
      ({ page, person, caller, body }) => {
        const posted = postedOf(body);
        try {
          // Typed wrong once, it opens nothing ever.
          if (posted.text("passphrase") !== posted.text("again")) throw new Invalid({ again: "password.differs" });
          backups.begin(posted.text("passphrase") || null, whoOf({ person, caller }));
          return seeOther("/admin/backups");
        } catch (error) {
          return show(page(), person.userId, toldOf(error, page().language));
        }
      },
      { may },
    )
    .get(
      "/:name",
      async ({ person, caller, params: { name } }) => {
        const file = Bun.file(backups.pathOf(name));
        await write((db_) => audit(db_, { who: whoOf({ person, caller }), action: "backup.downloaded", subject: "workspace", after: { name } }, clock()));
        const headers = { "content-type": "application/octet-stream", "content-disposition": `attachment; filename="${name}"`, "cache-control": "no-store" };
        return new Response(file, { headers });
      },
      { may },
    );
};
