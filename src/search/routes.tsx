import { Elysia } from "elysia";
import { html } from "../../views/render.tsx";
import { SearchPage } from "../../views/search/page.tsx";
import { barOf } from "../desk/bar.ts";
import { find } from "../desk/find.ts";
import { access } from "../http/access.ts";
import type { Workspace } from "../workspace.ts";
import { saidFor } from "./messages.ts";

/** Everything that words or a number fit: customers, conversations, and what was said in them. */
export const searchRoutes = (workspace: Workspace) => {
  const { db } = workspace;
  return new Elysia().use(access(workspace)).get(
    "/search",
    ({ page, person, query }) => {
      const typed = query["q"] ?? "";
      const before = Number(query["before"]) || null;
      const found = before === null ? find(db, person, typed) : { customers: [], conversations: [] };
      return html(
        page(),
        <SearchPage bar={barOf(db, person.userId)} typed={typed} {...found} {...saidFor(db, person, typed, { before })} further={before !== null} />,
      );
    },
    { may: "signed-in" },
  );
};
