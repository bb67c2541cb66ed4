import { Elysia, t } from "elysia";
import { PastPart } from "../../views/desk/past.tsx";
import { ReadWindow } from "../../views/desk/read.tsx";
import { html } from "../../views/render.tsx";
import { customerFor } from "../customers/search.ts";
import { access } from "../http/access.ts";
import type { Workspace } from "../workspace.ts";
import { givenOf } from "../wrap-up/give.ts";
import { openedBy } from "./desk.ts";
import { lookIn } from "./look-in.ts";
import { pastOf } from "./past.ts";
import { MANY_MESSAGES, threadOf } from "./thread.ts";

const END = { position: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };
const byId = t.Object({ id: t.Numeric() });

/** What was spoken of with a customer before: beside a conversation, on the customer's page, and one of them to be read (SPEC G3). */
export const pastRoutes = (workspace: Workspace) => {
  const { db, channels } = workspace;
  return new Elysia()
    .use(access(workspace))
    .get(
      "/conversations/:id/past",
      ({ page, person, params: { id }, query }) => {
        const { customerId } = openedBy(db, channels, person, id).conversation;
        return html(page(), <PastPart path={`/conversations/${id}/past`} past={pastOf(db, person, { customerId, except: id }, query)} />);
      },
      { may: "conversations.view", params: byId },
    )
    .get(
      "/customers/:id/past",
      ({ page, person, params: { id }, query }) => {
        customerFor(db, person, id);
        return html(page(), <PastPart path={`/customers/${id}/past`} past={pastOf(db, person, { customerId: id }, query)} leads />);
      },
      { may: "customers.view", params: byId },
    )
    .get(
      "/conversations/:id/read",
      async ({ page, person, caller, params: { id } }) => {
        const now = page();
        const { conversation, kind } = openedBy(db, channels, person, id);
        await lookIn(workspace, conversation, { person, address: caller.address });
        const thread = threadOf(db, kind, conversation, END, MANY_MESSAGES);
        return html(now, <ReadWindow conversation={conversation} thread={thread} given={givenOf(db, id)} />);
      },
      { may: "conversations.view", params: byId },
    );
};
