import { join } from "node:path";
import { openDb } from "../../../src/db/open.ts";
import { rowsIn } from "../../../src/desk/list-store.ts";
import { saidAbove } from "../../../src/desk/thread-store.ts";

// desk.ts PORT FOLDER: the rows of somebody's list and of one conversation, by the same statements, as JSON.

const [port = "0", folder = ""] = process.argv.slice(2);
const db = openDb(join(folder, "parlo.db"));
const ROWS = 200;
const MESSAGES = 101;
const nothing = { priority: null, channel: null, agentId: null, words: null, digits: null };
const end = { position: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

Bun.serve({
  port: Number(port),
  hostname: "127.0.0.1",
  fetch: ({ url }) => {
    const [, viewer, conversation] = /(\d+)\/conversations\/(\d+)/.exec(url) ?? [];
    if (!conversation) return new Response("ok");
    const mine = { viewerId: Number(viewer), viewerScope: "own", ...nothing, sort: "priority", starredFirst: 0, limit: ROWS } as const;
    const list = rowsIn.mine.all(db, mine);
    return Response.json({ list, thread: saidAbove.all(db, { conversationId: Number(conversation), ...end, limit: MESSAGES }) });
  },
});
process.on("SIGTERM", () => process.exit(0));
