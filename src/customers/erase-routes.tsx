import { Elysia, t } from "elysia";
import { EraseCustomerWindow } from "../../views/customers/erase.tsx";
import { html } from "../../views/render.tsx";
import { whoOf } from "../admin/who.ts";
import { access } from "../http/access.ts";
import { Forbidden } from "../http/errors.ts";
import { done } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import type { Workspace } from "../workspace.ts";
import { conversationsOf, eraseCustomer } from "./erase.ts";
import { customerFor } from "./search.ts";

/** Erasing a customer whole: asked once, saying what goes. */
export const eraseCustomerRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const rules = { may: "customers.erase", params: t.Object({ id: t.Numeric() }) } as const;
  // Who is isolated does not see all that would go.
  const lineFor = (person: Person, id: number) => {
    if (person.permissions.has("isolated")) throw new Forbidden();
    return customerFor(db, person, id);
  };
  return new Elysia({ prefix: "/customers/:id/erase" })
    .use(access(workspace))
    .get(
      "/",
      ({ page, person, params: { id } }) => html(page(), <EraseCustomerWindow line={lineFor(person, id)} conversations={conversationsOf(db, id)} />),
      rules,
    )
    .post(
      "/",
      async ({ person, caller, params: { id } }) => {
        lineFor(person, id);
        await write((db_) => eraseCustomer(db_, id, whoOf({ person, caller }), clock()));
        return done({ "HX-Redirect": "/customers" });
      },
      rules,
    );
};
