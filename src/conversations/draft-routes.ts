import { Elysia, t } from "elysia";
import { access } from "../http/access.ts";
import { NotFound } from "../http/errors.ts";
import type { Person } from "../http/session.ts";
import { visibleTo } from "../users/visible.ts";
import type { Workspace } from "../workspace.ts";
import { draftOf, saveDraft } from "./draft.ts";
import { WRITTEN_MAX } from "./reply.ts";
import { findSeen } from "./store.ts";

const LETTERS_MAX = 1_000;
/** As they are being written: the verb that sends them looks at each. */
export const choicesGiven = t.Optional(
  t.Union([
    t.Null(),
    t.Object({
      kind: t.Union([t.Literal("buttons"), t.Literal("list")]),
      open: t.String({ maxLength: LETTERS_MAX }),
      options: t.Array(t.Object({ title: t.String({ maxLength: LETTERS_MAX }), description: t.String({ maxLength: LETTERS_MAX }) }), { maxItems: 50 }),
    }),
  ]),
);

const kept = t.Object({
  mode: t.Union([t.Literal("reply"), t.Literal("note")]),
  text: t.String({ maxLength: WRITTEN_MAX }),
  choices: choicesGiven,
  revision: t.Integer({ minimum: 0 }),
});

/** An agent's own draft in a conversation they may see; nobody reads another's. Saving answers 409 when it was written from an older one. */
export const draftRoutes = (workspace: Workspace) => {
  const { db, write, clock } = workspace;
  const handle = { may: "conversations.handle", params: t.Object({ id: t.Numeric() }) } as const;
  const placeOf = (person: Person, id: number) => {
    if (!findSeen.get(db, { ...visibleTo(person), id })) throw new NotFound();
    return { conversationId: id, agentId: person.userId };
  };
  return new Elysia({ prefix: "/conversations/:id/draft" })
    .use(access(workspace))
    .get("/", ({ person, params: { id } }) => Response.json(draftOf(db, placeOf(person, id)), { headers: { "cache-control": "no-store" } }), handle)
    .post(
      "/",
      async ({ person, params: { id }, body }) => {
        const place = placeOf(person, id);
        return { revision: await write((db_) => saveDraft(db_, place, body, clock())) };
      },
      { ...handle, body: kept },
    );
};
