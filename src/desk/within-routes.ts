import { Elysia, t } from "elysia";
import { access } from "../http/access.ts";
import type { Workspace } from "../workspace.ts";
import { openedBy } from "./desk.ts";
import { foundIn } from "./thread-store.ts";
import { patternsOf } from "./words.ts";

/** Messages that a search tells of at once. */
export const HITS_MAX = 1000;

/** Search inside a conversation: which messages have the words, the newest first, and whether there are more than these. */
export const withinRoutes = (workspace: Workspace) => {
  const { db, channels } = workspace;
  return new Elysia().use(access(workspace)).get(
    "/conversations/:id/found",
    ({ person, params: { id }, query }) => {
      openedBy(db, channels, person, id);
      const { words } = patternsOf(query["q"] ?? "");
      const hits = words === null ? [] : foundIn.all(db, { conversationId: id, words, limit: HITS_MAX + 1 });
      return Response.json({ hits: hits.slice(0, HITS_MAX), more: hits.length > HITS_MAX }, { headers: { "cache-control": "no-store" } });
    },
    { may: "conversations.view", params: t.Object({ id: t.Numeric() }) },
  );
};
