import { Elysia, t } from "elysia";
import { attachmentsOf } from "../files/attachments.ts";
import { serveAttachment } from "../files/serve.ts";
import { access } from "../http/access.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import { decisionsOf } from "../routing/explain.ts";
import type { Workspace } from "../workspace.ts";
import { openapi } from "./openapi.ts";
import { agentOut, conversationOut, customerOut, decisionOut, eventOut, messageOut } from "./shapes.ts";
import { findConversation, listAgents, listConversations, listCustomers, listEvents, listMessages, type MessageOut, newestMessages } from "./store.ts";

export const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;
const MESSAGES_EMBEDDED_MAX = 200;
const EVENTS_EMBEDDED_MAX = 1_000;

const byId = t.Object({ id: t.Numeric() });

/** The HTTP API, `/api/v1`: read with a token; described at `/api/openapi.json`. */
export const apiRoutes = (workspace: Workspace) => {
  const { db } = workspace;
  const known = (id: number) => {
    const conversation = findConversation.get(db, { id });
    if (!conversation) throw new NotFound();
    return conversation;
  };
  const messages = (rows: MessageOut[]) => {
    const attachments = attachmentsOf(
      db,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => messageOut(row, attachments));
  };

  return new Elysia({ prefix: "/api" })
    .use(access(workspace))
    .get("/openapi.json", () => openapi(workspace.config.publicUrl), { may: "anyone" })

    .get(
      "/v1/conversations",
      ({ query }) => {
        const { limit, after } = pageOf(query);
        const filter = {
          state: query["state"] ?? null,
          channel: query["channel"] ?? null,
          queue: idIn(query, "queue"),
          agent: idIn(query, "agent"),
          customer: idIn(query, "customer"),
        };
        return listOf(listConversations.all(db, { ...filter, after, limit: limit + 1 }), limit, conversationOut);
      },
      { may: "api.read" },
    )
    .get(
      "/v1/conversations/:id",
      ({ params: { id } }) => ({
        ...conversationOut(known(id)),
        messages: messages(newestMessages.all(db, { conversationId: id, limit: MESSAGES_EMBEDDED_MAX })),
        events: listEvents.all(db, { conversationId: id, after: 0, limit: EVENTS_EMBEDDED_MAX }).map(eventOut),
        decisions: decisionsOf(db, id).map(decisionOut),
      }),
      { may: "api.read", params: byId },
    )
    .get(
      "/v1/conversations/:id/messages",
      ({ params: { id }, query }) => {
        known(id);
        const limit = limitOf(query);
        const { position, after } = placeOf(query["after"]);
        const rows = listMessages.all(db, { conversationId: id, position, after, limit: limit + 1 });
        const last = rows[limit - 1];
        return { items: messages(rows.slice(0, limit)), next: rows.length > limit && last ? cursorOf(`${last.position}.${last.id}`) : null };
      },
      { may: "api.read", params: byId },
    )
    .get(
      "/v1/conversations/:id/events",
      ({ params: { id }, query }) => {
        known(id);
        const { limit, after } = pageOf(query);
        return listOf(listEvents.all(db, { conversationId: id, after, limit: limit + 1 }), limit, eventOut);
      },
      { may: "api.read", params: byId },
    )
    .get(
      "/v1/conversations/:id/decisions",
      ({ params: { id }, query }) => {
        known(id);
        const { limit, after } = pageOf(query);
        return listOf(decisionsOf(db, id, { after, limit: limit + 1 }), limit, decisionOut);
      },
      { may: "api.read", params: byId },
    )
    .get(
      "/v1/customers",
      ({ query }) => {
        const { limit, after } = pageOf(query);
        return listOf(listCustomers.all(db, { after, limit: limit + 1 }), limit, customerOut);
      },
      { may: "api.read" },
    )
    .get(
      "/v1/agents",
      ({ query }) => {
        const { limit, after } = pageOf(query);
        return listOf(listAgents.all(db, { after, limit: limit + 1 }), limit, agentOut);
      },
      { may: "api.read" },
    )
    .get("/v1/files/:id", ({ params: { id }, request }) => serveAttachment(workspace, id, request), { may: "api.read", params: byId });
};

type Query = Readonly<Record<string, string | undefined>>;

function limitOf(query: Query): number {
  const limit = Number(query["limit"] ?? LIMIT_DEFAULT);
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) throw new Invalid({ limit: "api.limit" });
  return limit;
}

function pageOf(query: Query): { limit: number; after: number } {
  return { limit: limitOf(query), after: query["after"] === undefined ? 0 : numberIn(openCursor(query["after"]), "after") };
}

function placeOf(cursor: string | undefined): { position: number; after: number } {
  if (cursor === undefined) return { position: Number.MIN_SAFE_INTEGER, after: 0 };
  const [position, after] = openCursor(cursor).split(".");
  return { position: numberIn(position, "after"), after: numberIn(after, "after") };
}

function idIn(query: Query, field: string): number | null {
  return query[field] === undefined || query[field] === "" ? null : numberIn(query[field], field);
}

function numberIn(text: string | undefined, field: string): number {
  const number = Number(text);
  if (text === "" || !Number.isSafeInteger(number)) throw new Invalid({ [field]: "api.number" });
  return number;
}

function listOf<Row extends { id: number }, Out>(rows: Row[], limit: number, out: (row: Row) => Out) {
  const last = rows[limit - 1];
  return { items: rows.slice(0, limit).map(out), next: rows.length > limit && last ? cursorOf(String(last.id)) : null };
}

const cursorOf = (place: string) => Buffer.from(place).toString("base64url");
const openCursor = (cursor: string) => Buffer.from(cursor, "base64url").toString();
