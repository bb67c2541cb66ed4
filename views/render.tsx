import type { ComponentChild } from "preact";
import { renderToString } from "preact-render-to-string";
import { type Page, PageContext, seenBy } from "./page.ts";

const HEADERS = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };

/** A view as text: a whole page when it begins with <html>, else a fragment. */
export function markup(page: Page, view: ComponentChild): string {
  const text = renderToString(<PageContext.Provider value={seenBy(page)}>{view}</PageContext.Provider>);
  return text.startsWith("<html") ? `<!doctype html>${text}` : text;
}

/** A view as an answer. Never cached: what a page shows depends on who asks. */
export function html(page: Page, view: ComponentChild, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  const headers = new Headers({ ...HEADERS, ...init.headers });
  return new Response(page.pack(markup(page, view), headers), { status: init.status ?? 200, headers });
}
