import { kinds } from "../../../src/channels/registry.ts";
import type { Told } from "../../../src/channels/webchat/history.ts";
import { webchat } from "../../../src/channels/webchat/index.ts";
import { webchatRoutes } from "../../../src/channels/webchat/routes.tsx";
import { assign } from "../../../src/conversations/assignment.ts";
import { close } from "../../../src/conversations/close.ts";
import { markRead } from "../../../src/conversations/read.ts";
import { note, reply } from "../../../src/conversations/reply.ts";
import { record } from "../../../src/events/record.ts";
import { upload } from "../../../src/files/attach.ts";
import { keep } from "../../../src/files/keep.ts";
import { fileRoutes } from "../../../src/files/routes.ts";
import { openApp, type TestApp } from "../../http/app.ts";
import { NINE } from "../../world.ts";

// A company with two chats on its site, web and shop, that come to the queue sales; ana is Ready there, vito is in no skillset.

export const SITE = "https://www.casaeluce.example";

/** Somebody's browser on the page of one channel. */
export type Visitor = {
  readonly token: string;
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Writes and gives the answer's status. */
  write(text: string, more?: { clientId?: string; uploads?: string[] }): Promise<number>;
  sendUp(clientId: string, bytes: Uint8Array | string, name?: string): Promise<Response>;
  /** Everything the page shows, or what changed since an event. */
  told(query?: string): Promise<Told>;
};

export type Agent = {
  /** Takes the last conversation that began. Gives its id. */
  take(): Promise<number>;
  say(text: string, uploads?: string[]): Promise<number[]>;
  note(text: string): Promise<number>;
  read(): Promise<void>;
  close(): Promise<void>;
  /** Puts a file up that can be sent with `say`. */
  sendUp(clientId: string, bytes: string, name: string): Promise<void>;
};

export type Chat = TestApp & {
  visitor(options?: { channelId?: string; token?: string; address?: string }): Visitor;
  ana: Agent;
  page(path: string, headers?: Record<string, string>): Promise<Response>;
  set(channelId: string, settings: Record<string, string>): Promise<void>;
};

let tokens = 0;
const nextToken = () => `visitor${String(++tokens).padStart(15, "0")}`;
let names = 0;
export const nextName = () => `client-${++names}`;

export async function openChat(): Promise<Chat> {
  const app = await openApp({
    env: { PARLO_TRUSTED_PROXIES: "127.0.0.1" },
    routes: (workspace) => [webchatRoutes(workspace), fileRoutes(workspace, kinds.values())],
  });
  const { workspace, ids } = app;
  await workspace.write((db) => {
    db.run(`INSERT INTO skillsets (id, name) VALUES (21, 'sales');
      INSERT INTO user_skillsets (user_id, skillset_id) VALUES (${ids.ana}, 21);
      UPDATE users SET status_id = 1 WHERE id = ${ids.ana};
      INSERT INTO queues (id, name) VALUES (31, 'sales');
      INSERT INTO rings (id, queue_id, after_seconds) VALUES (1, 31, 0);
      INSERT INTO ring_skillsets (ring_id, skillset_id) VALUES (1, 21);
      INSERT INTO channels (id, kind, name, queue_id, settings, created_at) VALUES
        ('web', 'webchat', 'Casa & Luce', 31, '{"allowedSites":"${SITE}"}', ${NINE}),
        ('shop', 'webchat', 'Shop', 31, '{}', ${NINE})`);
    record(db, NINE, "workspace.changed", {}, {});
  });
  return {
    ...app,
    visitor: ({ channelId = "web", token = nextToken(), address = "203.0.113.7" } = {}) => visitorOf(app, channelId, token, address),
    ana: agentOf(app, ids.ana),
    page: (path, headers = {}) => app.app.handle(new Request(`http://localhost${path}`, { headers })),
    set: async (channelId, settings) => {
      await workspace.write((db) => db.query("UPDATE channels SET settings = ? WHERE id = ?").run(JSON.stringify(settings), channelId));
      workspace.channels.committed([{ kind: "channel.changed" } as never]);
    },
  };
}

function visitorOf({ app }: TestApp, channelId: string, token: string, address: string): Visitor {
  const ask: Visitor["ask"] = async (method, path, body, headers = {}) => {
    const json = body === undefined ? {} : { "content-type": "application/json" };
    const own = { "parlo-visitor": token, accept: "application/json", "accept-language": "en", "x-forwarded-for": address };
    const init = { method, headers: { ...own, ...json, ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return app.handle(new Request(`http://localhost/chat/${channelId}${path}`, init));
  };
  return {
    token,
    ask,
    write: async (text, { clientId = nextName(), uploads = [] } = {}) => (await ask("POST", "/messages", { clientId, text, uploads })).status,
    sendUp: async (clientId, bytes, name = "file") => {
      const headers = { "parlo-visitor": token, accept: "application/json", "x-forwarded-for": address };
      const url = `http://localhost/chat/${channelId}/files/${clientId}?name=${encodeURIComponent(name)}`;
      return app.handle(new Request(url, { method: "PUT", headers, body: bytes as BodyInit }));
    },
    told: async (query = "") => (await ask("GET", `/messages${query}`)).json() as Promise<Told>,
  };
}

function agentOf({ workspace }: TestApp, agentId: number): Agent {
  const { db, write, clock, config } = workspace;
  const last = () => (db.query("SELECT max(id) AS id FROM conversations").get() as { id: number }).id;
  const held = () => ({ conversationId: last(), agentId });
  const owner = `user:${agentId}`;
  return {
    take: async () => {
      await write((db_) => assign(db_, { ...held(), queueId: 31, how: "automatic" }, clock()));
      return last();
    },
    say: (text, uploads = []) => write((db_) => reply(db_, { ...held(), clientId: nextName(), text, uploads, replyTo: null }, webchat, clock())),
    note: (text) => write((db_) => note(db_, { ...held(), clientId: nextName(), text }, clock())),
    read: () => write((db_) => markRead(db_, held(), webchat, clock())),
    close: () => write((db_) => void close(db_, held(), clock())),
    sendUp: async (clientId, bytes, name) => {
      const kept = await keep(config.dataDir, new Response(bytes).body as ReadableStream<Uint8Array>, { bytesMax: 1e6, told: "", ticket: clientId });
      await write((db_) => upload(db_, { clientId, owner, name, kept }, clock()));
    },
  };
}

/** Every row of every table, to see whether anything at all was written. */
export function dump({ db }: TestApp["workspace"]): string {
  const tables = db.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all() as { name: string }[];
  return JSON.stringify(tables.map(({ name }) => [name, db.query(`SELECT * FROM "${name}"`).all()]));
}
