import { Conflict } from "../http/errors.ts";
import type { Person } from "../http/session.ts";
import type { Holder } from "./store.ts";

const LOST = new Set(["conflict.offer-gone", "conflict.not-yours", "conflict.not-waiting"]);

/**
 * A conflict in which somebody else has the conversation says who: to those who were offered it themselves, and to those who wanted to
 * take it, for only who may take it comes so far.
 */
export function named(error: unknown, { userId }: Pick<Person, "userId">, holder: Holder | null, key: "conflict.faster" | "conflict.taken"): unknown {
  if (!(error instanceof Conflict) || !LOST.has(error.key) || !holder?.agentName || holder.agentId === userId) return error;
  return holder.wasAsked || error.key === "conflict.not-waiting" ? new Conflict(key, { name: holder.agentName }) : error;
}

/** Where to go next. On the desk only its right side changes; an offer may be answered on any page. */
export function leadTo({ headers }: Request, path: string): Record<string, string> {
  const from = headers.get("hx-current-url") ?? "";
  const onDesk = URL.canParse(from) && /^\/conversations(\/|$)/.test(new URL(from).pathname);
  return onDesk ? { "HX-Location": JSON.stringify({ path, target: "#desk-right", swap: "outerHTML" }) } : { "HX-Redirect": path };
}
