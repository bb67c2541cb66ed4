import { Elysia, t } from "elysia";
import { EraseCustomerWindow } from "../../views/customers/erase.tsx";
import { html } from "../../views/render.tsx";
import { whoOf } from "../admin/who.ts";
import { access } from "../http/access.ts";
import { done } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { conversationsOf, eraseCustomer } from "./erase.ts";
import { customerFor } from "./search.ts";

/** Erasing a customer whole: asked once, saying what goes. */
export const eraseCustomerRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const rules = { may: "customers.erase", params: t.Object({ id: t.Numeric() }) } as const;
  return new Elysia({ prefix: "/customers/:id/erase" })
    .use(access(workspace))
    .get(
      "/",
      ({ page, person, params: { id } }) => html(page(), <EraseCustomerWindow line={customerFor(db, person, id)} conversations={conversationsOf(db, id)} />),
      rules,
    )
    .post(
      "/",
      async ({ person, caller, params: { id } }) => {
        customerFor(db, person, id);
        await write((db_) => eraseCustomer(db_, id, whoOf({ person, caller }), clock()));
        return done({ "HX-Redirect": "/customers" });
      },
      rules,
    );
};
