import { Elysia } from "elysia";
import { OverviewPage } from "../../views/admin/overview.tsx";
import { html } from "../../views/render.tsx";
import { barOf } from "../desk/bar.ts";
import { access } from "../http/access.ts";
import type { Workspace } from "../workspace.ts";
import { overviewCounts, stoppedChannels } from "./overview-store.ts";
import { setting } from "./settings.ts";

/** The first page of administration. */
export const adminRoutes = (workspace: Workspace) => {
  const { db } = workspace;
  return new Elysia().use(access(workspace)).get(
    "/admin",
    ({ page, person }) => {
      const counts = overviewCounts.get(db);
      if (!counts) throw new Error("the counts of the overview are missing");
      const overview = { ...counts, company: setting(db, "name"), stopped: stoppedChannels.all(db) };
      return html(page(), <OverviewPage bar={barOf(db, person.userId)} overview={overview} />);
    },
    { may: "administer" },
  );
};
