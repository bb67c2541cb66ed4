import { Elysia, t } from "elysia";
import { access } from "../http/access.ts";
import { NotFound } from "../http/errors.ts";
import { readFields } from "../http/fields.ts";
import { done } from "../http/see.ts";
import type { Person } from "../http/session.ts";
import { visibleTo } from "../users/visible.ts";
import type { Workspace } from "../workspace.ts";
import { leadTo, named } from "./faster.ts";
import { findConversation, findHolder } from "./store.ts";
import { pickUp, resume, take } from "./take.ts";
import { reachOf } from "./target.ts";
import { assignByHand, transfer, type Way } from "./transfer.ts";
import { putAside } from "./wait.ts";

const WAYS = ["immediate", "exclusive"] as const satisfies readonly Way[];
const TARGET = /^(?:(?:agent|skillset|queue)-[1-9]\d{0,14}|room-(?:public|personal))$/;
const ASSIGNED = /^(?:agent|queue)-[1-9]\d{0,14}$/;

/** Passing on, putting aside, taking, assigning. Each answers 204, 409 when somebody was faster, 422 with what is wrong. */
export const moveRoutes = (workspace: Workspace) => {
  const { db, write, channels, clock } = workspace;
  const byId = { params: t.Object({ id: t.Numeric() }) };
  const handle = { may: "conversations.handle", ...byId } as const;
  const windowOf = (id: number) => {
    const conversation = findConversation.get(db, { id });
    if (!conversation) throw new NotFound();
    return channels.find(conversation.channelId)?.kind.windowMs ?? null;
  };
  const holderOf = (person: Person, id: number) => findHolder.get(db, { id, askerId: person.userId });
  const lost = (person: Person, id: number, key: "conflict.faster" | "conflict.taken") => (error: unknown) => {
    throw named(error, person, holderOf(person, id), key);
  };
  // A second click, or another tab of the same agent: what was wanted is so.
  const unlessMine = (person: Person, id: number) => (error: unknown) => {
    const holder = holderOf(person, id);
    if (holder?.state !== "active" || holder.agentId !== person.userId) throw named(error, person, holder, "conflict.faster");
  };

  return new Elysia({ prefix: "/conversations/:id" })
    .use(access(workspace))
    .post(
      "/transfer",
      async ({ person, params: { id }, body, request }) => {
        const { kind, word } = readTarget(body, TARGET);
        const by = { conversationId: id, agentId: person.userId };
        if (kind === "room") {
          await write((db_) => putAside(db_, { ...by, room: word as "public" }, clock())).catch(lost(person, id, "conflict.taken"));
        } else {
          const how = readFields(body, (field) => field.choice("how", WAYS));
          const reach = reachOf(db, person.permissions);
          const passed = { ...by, how, reach, windowMs: windowOf(id), to: kind, toId: Number(word) };
          await write((db_) => transfer(db_, passed, clock())).catch(lost(person, id, "conflict.taken"));
        }
        return done(leadTo(request, "/conversations"));
      },
      handle,
    )
    .post(
      "/take",
      async ({ person, params: { id }, request }) => {
        await write((db_) => take(db_, { conversationId: id, agentId: person.userId }, clock())).catch(unlessMine(person, id));
        return done(leadTo(request, `/conversations/${id}`));
      },
      handle,
    )
    .post(
      "/resume",
      async ({ person, params: { id }, request }) => {
        await write((db_) => resume(db_, { conversationId: id, agentId: person.userId }, clock())).catch(unlessMine(person, id));
        return done(leadTo(request, `/conversations/${id}`));
      },
      handle,
    )
    .post(
      "/pick-up",
      async ({ person, params: { id }, request }) => {
        const within = visibleTo(person, "conversations.pick-up");
        await write((db_) => pickUp(db_, { conversationId: id, agentId: person.userId, within }, clock())).catch(unlessMine(person, id));
        return done(leadTo(request, `/conversations/${id}`));
      },
      { may: "conversations.pick-up", ...byId },
    )
    .post(
      "/assign",
      async ({ person, params: { id }, body }) => {
        const { kind, word } = readTarget(body, ASSIGNED);
        const within = visibleTo(person, "conversations.assign");
        const reach = reachOf(db, person.permissions);
        const assigned = { conversationId: id, agentId: person.userId, within, reach, windowMs: windowOf(id), to: kind as "agent", toId: Number(word) };
        await write((db_) => assignByHand(db_, assigned, clock()));
        return done();
      },
      { may: "conversations.assign", ...byId },
    );
};

/** "agent-12": what the window of targets sends. */
function readTarget(body: unknown, pattern: RegExp): { kind: "agent" | "skillset" | "queue" | "room"; word: string } {
  const [kind = "", word = ""] = readFields(body, (field) => field.text("to", { max: 24, pattern, wrong: "field.choose" })).split("-");
  return { kind: kind as "agent", word };
}
