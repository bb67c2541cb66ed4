import { VISITOR_HEADER } from "../../channels/webchat/visitor.ts";
import type { Door } from "../client.ts";
import type { Media } from "../media/media.ts";
import { SITE_ID } from "./site.ts";

/** What the chat answers to a page, as far as a simulated visitor looks at it. */
export type Told = { messages: { id: number; from: "you" | "us"; text: string; read: boolean }[]; state: string; seen: number };

/** The requests of a visitor's page, as static/js/chat makes them. They throw when the chat refuses. */
export type Page = {
  /** What is there; with `after` what has changed since. */
  messages(after: number | null): Promise<Told>;
  write(said: { clientId: string; text: string; uploads: readonly string[] }): Promise<void>;
  putUp(clientId: string, file: Media, name: string): Promise<void>;
  seen(what: { got: number; read: number }): Promise<void>;
  /** Calls `changed` whenever there is something new, until `signal` says stop. */
  follow(changed: () => void, signal: AbortSignal): Promise<void>;
};

export function pageThrough(door: Door, token: string): Page {
  const headers = { [VISITOR_HEADER]: token };
  const ask = async (rest: string, request: Parameters<Door>[1]): Promise<Response> => {
    const response = await door(`/chat/${SITE_ID}/${rest}`, { ...request, headers: { ...headers, ...request.headers } });
    if (!response.ok) throw new Error(`the chat answered ${response.status} to ${request.method} ${rest}`);
    return response;
  };
  const post = async (rest: string, body: unknown) => {
    await ask(rest, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  };
  return {
    messages: async (after) => (await ask(after === null ? "messages" : `messages?after=${after}`, { method: "GET" })).json() as Promise<Told>,
    write: (said) => post("messages", said),
    putUp: async (clientId, { bytes, type }, name) => {
      await ask(`files/${clientId}?name=${encodeURIComponent(name)}`, { method: "PUT", headers: { "content-type": type }, body: bytes });
    },
    seen: (what) => post("seen", what),
    follow: async (changed, signal) => {
      const { body } = await ask("stream", { method: "GET", signal });
      const decoder = new TextDecoder();
      for await (const piece of body ?? []) if (decoder.decode(piece, { stream: true }).includes("data:")) changed();
    },
  };
}
