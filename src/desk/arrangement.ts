import { readCookie } from "../http/session.ts";

/** How somebody wants their lists: what comes first. */
export type Arrangement = { sort: "priority" | "channel"; starredFirst: boolean };

/** As this person's browser keeps it (static/js/desk/find.js): "channel", "priority-starred". */
export function arrangementOf(headers: Headers, userId: number): Arrangement {
  const [sort, starred] = readCookie(headers, `parlo-list-${userId}`)?.split("-") ?? [];
  return { sort: sort === "channel" ? "channel" : "priority", starredFirst: starred === "starred" };
}
