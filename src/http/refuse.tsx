import { ErrorPage, Problems } from "../../views/error.tsx";
import { ToastPartial } from "../../views/parts/toast.tsx";
import { html } from "../../views/render.tsx";
import { type Language, say } from "../texts/catalogue.ts";
import type { Workspace } from "../workspace.ts";
import { visitorOf } from "./access.ts";
import { BadRequest, Invalid, NotFound, Refusal, TooMany } from "./errors.ts";
import { pageOf } from "./page.ts";
import { seeOther } from "./see.ts";

/** A mistake of ours, by the number that a person can tell and the log knows. */
class Bug extends Refusal {
  constructor(readonly number: string) {
    super(500, "error.bug");
  }
}

const SUPPORT_NUMBER_LENGTH = 8;

/** What went wrong as an answer that who asked can read: a page, a part of one, problem JSON (RFC 9457), or a line of text. */
export function refuse(workspace: Workspace, thrown: unknown, request: Request, path: string): Response {
  const refusal = refusalOf(workspace, thrown, request, path);
  const answer = answerOf(workspace, refusal, request, path);
  if (refusal instanceof TooMany) answer.headers.set("retry-after", String(refusal.retryAfterSeconds));
  return answer;
}

/** The sentence of each field that is wrong, in a language. */
export function sentencesOf(invalid: Invalid, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(invalid.fields).map(([field, key]) => [field, say(language, key, invalid.fieldFacts[field])]));
}

function answerOf(workspace: Workspace, refusal: Refusal, request: Request, path: string): Response {
  const { headers, method } = request;
  if (path.startsWith("/api/")) return problem(refusal, "en");
  if (path.startsWith("/webhooks/") || path === "/metrics") return line(refusal);

  const visitor = visitorOf(workspace, headers);
  if (wantsJson(headers)) return problem(refusal, visitor.language);
  const page = pageOf(workspace, visitor, request.headers);
  const sentence = say(page.language, refusal.key, refusal.facts);
  const number = refusal instanceof Bug ? refusal.number : null;
  const problems = refusal instanceof Invalid ? sentencesOf(refusal, page.language) : {};
  const init = { status: refusal.status };
  if (headers.has("hx-request")) {
    if (refusal.status === 422) return html(page, <Problems sentence={sentence} problems={problems} />, init);
    return html(page, <ToastPartial icon="circle-alert">{[sentence, number].filter(Boolean).join(" · ")}</ToastPartial>, init);
  }
  if (refusal.status === 401 && isPage(method, headers)) return seeOther(signInPath(request));
  return html(page, <ErrorPage sentence={sentence} problems={problems} number={number} />, init);
}

function refusalOf({ dice, log }: Workspace, thrown: unknown, request: Request, path: string): Refusal {
  const refusal = known(thrown);
  if (refusal) return refusal;
  const number = dice.token().slice(0, SUPPORT_NUMBER_LENGTH);
  log.error({ number, method: request.method, path, error: thrown }, "a request failed");
  return new Bug(number);
}

/** Elysia's own errors in our words: a path that names nothing, a body that cannot be read, fields of a wrong form. */
function known(thrown: unknown): Refusal | null {
  if (thrown instanceof Refusal) return thrown;
  const { code, type, cause, all } = thrown as { code?: string; type?: string; cause?: unknown; all?: { path?: string }[] };
  if (code === "NOT_FOUND" || (code === "VALIDATION" && type === "params")) return new NotFound();
  if (code === "PARSE") return cause instanceof Refusal ? cause : new BadRequest();
  if (code !== "VALIDATION") return null;
  const fields = (all ?? []).map(({ path }) => [path?.replace(/^\//, "") ?? "", "field.choose"]);
  return new Invalid(Object.fromEntries(fields));
}

const line = ({ key, facts, status }: Refusal) =>
  new Response(`${say("en", key, facts)}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });

/** Our own scripts that send JSON or a file read the same kind of answer, in the person's language. */
const wantsJson = (headers: Headers) => /^application\/(problem\+)?json\b/.test(headers.get("accept") ?? "");

function problem(refusal: Refusal, language: Language): Response {
  const title = say(language, refusal.key, refusal.facts);
  const fields = refusal instanceof Invalid ? { fields: sentencesOf(refusal, language) } : {};
  const instance = refusal instanceof Bug ? { instance: `urn:parlo:${refusal.number}` } : {};
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (refusal.status === 401) headers["www-authenticate"] = "Bearer";
  return new Response(JSON.stringify({ type: "about:blank", title, status: refusal.status, ...fields, ...instance }), { status: refusal.status, headers });
}

/** Somebody who opens a page, not a script of ours that asks for a part of it: who is led to the sign-in page and back. */
function isPage(method: string, headers: Headers): boolean {
  const mode = headers.get("sec-fetch-mode");
  if (mode !== null) return mode === "navigate";
  return method === "GET" && !/event-stream|json/.test(headers.get("accept") ?? "");
}

function signInPath({ method, url }: Request): string {
  const { pathname, search } = new URL(url);
  return method === "GET" && pathname !== "/" ? `/sign-in?next=${encodeURIComponent(pathname + search)}` : "/sign-in";
}
