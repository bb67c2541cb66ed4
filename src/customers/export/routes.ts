import { Elysia } from "elysia";
import { audit } from "../../admin/audit.ts";
import { whoOf } from "../../admin/who.ts";
import { access } from "../../http/access.ts";
import { text } from "../../texts/catalogue.ts";
import type { Workspace } from "../../workspace.ts";
import { headOf, targetsOf } from "../columns.ts";
import { csvFile } from "../csv.ts";
import { fieldsOf } from "../fields.ts";
import { customerRows } from "./rows.ts";

/** Customers into a file: all whom the list shows to who asks, or those whom its search finds. */
export const exportRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  return new Elysia({ prefix: "/customers/export" }).use(access(workspace)).get(
    "",
    async ({ page, person, caller, query }) => {
      const { language } = page();
      const fields = fieldsOf(db);
      const targets = targetsOf(fields);
      const typed = query["q"] ?? "";
      // What was looked for may be somebody's name: that something was, is enough.
      const line = { who: whoOf({ person, caller }), action: "customers.exported", subject: "customers", after: { searched: typed.trim() !== "" } } as const;
      await write((db_) => audit(db_, line, clock()));
      return csvFile(text(language, "export.file"), language, pages(headOf(targets, fields, language), customerRows(db, person, typed, targets)));
    },
    { may: "customers.export" },
  );
};

function* pages(head: string[], rows: Iterable<string[][]>) {
  yield [head];
  yield* rows;
}
