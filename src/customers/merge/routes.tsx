import { Elysia, t } from "elysia";
import { UNTOLD } from "../../../views/admin/form.tsx";
import { MergePage } from "../../../views/customers/merge.tsx";
import { WhomPage } from "../../../views/customers/whom.tsx";
import { html } from "../../../views/render.tsx";
import { revisionOf } from "../../admin/stale.ts";
import { toldOf } from "../../admin/told.ts";
import { whoOf } from "../../admin/who.ts";
import { barOf } from "../../desk/bar.ts";
import { agentsNear } from "../../desk/targets.ts";
import { access } from "../../http/access.ts";
import { Conflict, Forbidden, NotFound } from "../../http/errors.ts";
import { type Posted, postedOf } from "../../http/posted.ts";
import { seeOther } from "../../http/see.ts";
import type { Person } from "../../http/session.ts";
import type { Workspace } from "../../workspace.ts";
import { recordOf } from "../save.ts";
import { customerFor, customersFor } from "../search.ts";
import { type Choices, mergeCustomers, undoMerge } from "./merge.ts";
import { chosenIn, previewOf } from "./preview.ts";
import { findMerge } from "./store.ts";

/** Two customers that are one person: whom with, what stays of each, and apart again for a day. */
export const mergeRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const one = { may: "customers.merge", params: t.Object({ id: t.Numeric() }) } as const;
  const two = { may: "customers.merge", params: t.Object({ id: t.Numeric(), otherId: t.Numeric() }) } as const;
  // Who is isolated does not see all that would move.
  const admit = ({ permissions }: Person) => {
    if (permissions.has("isolated")) throw new Forbidden();
  };
  const revisionOfBoth = (id: number, otherId: number) => revisionOf([recordOf(db, id), recordOf(db, otherId)]);
  const parts = (person: Person, id: number, otherId: number) => {
    admit(person);
    if (id === otherId) throw new NotFound();
    return { ...previewOf(db, person, id, otherId), agents: agentsNear(db, person) };
  };

  return new Elysia({ prefix: "/customers" })
    .use(access(workspace))
    .get(
      "/:id/merge",
      ({ page, person, params: { id }, query }) => {
        admit(person);
        const line = customerFor(db, person, id);
        const typed = query["q"] ?? "";
        const { lines, short } = customersFor(db, person, typed, null);
        const found = typed.trim() === "" ? [] : lines.filter((other) => other.id !== id);
        return html(page(), <WhomPage bar={barOf(db, person.userId)} line={line} typed={typed} found={found} short={short} />);
      },
      one,
    )
    .get(
      "/:id/merge/:otherId",
      ({ page, person, params: { id, otherId } }) => {
        const preview = parts(person, id, otherId);
        return html(page(), <MergePage bar={barOf(db, person.userId)} {...preview} chosen={{}} revision={revisionOfBoth(id, otherId)} told={UNTOLD} />);
      },
      two,
    )
    .post(
      "/:id/merge/:otherId",
      async ({ page, person, caller, params: { id, otherId }, body }) => {
        const preview = parts(person, id, otherId);
        const posted = postedOf(body);
        const chosen = readChoices(posted, chosenIn(preview));
        try {
          await write((db_) => {
            const revision = revisionOf([recordOf(db_, id), recordOf(db_, otherId)]);
            if (posted.text("revision") !== revision) throw new Conflict("conflict.changed");
            mergeCustomers(db_, id, otherId, chosen, whoOf({ person, caller }), clock());
          });
          return seeOther(`/customers/${id}`);
        } catch (error) {
          const now = page();
          const { told, status } = toldOf(error, now.language);
          const again = <MergePage bar={barOf(db, person.userId)} {...preview} chosen={chosen} revision={revisionOfBoth(id, otherId)} told={told} />;
          return html(now, again, { status });
        }
      },
      two,
    )
    .post(
      "/merges/:id/undo",
      async ({ person, caller, params: { id } }) => {
        admit(person);
        const found = findMerge.get(db, { id });
        if (!found) throw new NotFound();
        customerFor(db, person, found.keptId);
        await write((db_) => undoMerge(db_, id, whoOf({ person, caller }), clock()));
        return seeOther(`/customers/${found.keptId}`);
      },
      one,
    );
};

function readChoices(posted: Posted, names: readonly string[]): Choices {
  const choice = (name: string) => (["gone", "both"] as const).find((one) => one === posted.text(name)) ?? "kept";
  return Object.fromEntries(names.map((name) => [name, choice(name)]));
}
