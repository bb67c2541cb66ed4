import { Elysia } from "elysia";
import { access } from "../http/access.ts";
import type { Workspace } from "../workspace.ts";
import { keysOfSession } from "./hearer.ts";

/** How long a page that was cut off may take to fetch what is on its way. */
const LAST_WORDS_SECONDS = 10;
const HEADERS = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };

/** `GET /stream`: the signals of a session, for all the tabs of one browser. */
export const streamRoutes = (workspace: Workspace) =>
  new Elysia().use(access(workspace)).get(
    "/stream",
    ({ person: { sessionId }, request, server }) => {
      server?.timeout(request, 0);
      const { db, streams, together } = workspace;
      // Of the person only the id: all that they may do would stay in memory for as long as the stream.
      const ended = together.hears(sessionId);
      const listening = { keys: () => keysOfSession(db, sessionId), ended, dropped: () => server?.timeout(request, LAST_WORDS_SECONDS) };
      return new Response(streams.open(listening), { headers: HEADERS });
    },
    { may: "signed-in" },
  );
