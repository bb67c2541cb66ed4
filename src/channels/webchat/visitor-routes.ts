import { Elysia, t } from "elysia";
import { isOverFor } from "../../conversations/conversation.ts";
import { dropUpload, waitingUploads } from "../../files/attach.ts";
import { serveAttachment } from "../../files/serve.ts";
import { takeFile } from "../../files/take.ts";
import { access, type Seat } from "../../http/access.ts";
import { networkOf } from "../../http/caller.ts";
import { BadRequest, NotFound, TooMany } from "../../http/errors.ts";
import { done } from "../../http/see.ts";
import type { Workspace } from "../../workspace.ts";
import type { Channel } from "../channels.ts";
import { kindOfFile, visitorBytesMax } from "./files.ts";
import { changesSince, historyOf, type LineOf, messagesOf, placeIn } from "./history.ts";
import { streamCountsOf, WAITING_UPLOADS_MAX, webchatLimitsOf } from "./limits.ts";
import { chatKey, type Lookout } from "./lookout.ts";
import { isNews, noteSeen, readSeen } from "./seen.ts";
import { conversationsOf, findOwnAttachment, isKnown } from "./store.ts";
import { type Visitor, visitorOf } from "./visitor.ts";
import { readSaid, saidBefore, write } from "./write.ts";

const STREAM_HEADERS = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
const PRIVATE = { "cache-control": "no-store" };
/** Conversations that a stream listens to: an earlier one can still change. */
const HEARD_MAX = 20;
/** After a refusal for too many files that wait, the page looks again so much later. */
const WAITING_RETRY_SECONDS = 60;

const byChannel = t.Object({ channelId: t.String() });
const byAttachment = t.Object({ channelId: t.String(), id: t.Numeric() });

type Asked = { params: { channelId: string }; request: Request };

/**
 * What visitors of a web chat say and hear. A visitor is who sends the header `Parlo-Visitor`. Only a script of our own page can
 * send it, as we let no other origin (CORS): neither a form nor a picture on another site can write for a visitor, and there is
 * no cookie that a browser would add by itself. `channelOf` throws for channels that are not there or closed.
 */
export const visitorRoutes = (workspace: Workspace, channelOf: (id: string) => Channel, lookout: Lookout) => {
  const { db, clock, streams } = workspace;
  const limits = webchatLimitsOf(clock);
  const openStreams = streamCountsOf();
  const whoIn = ({ params: { channelId }, request }: Asked): [Channel, Visitor] => {
    const channel = channelOf(channelId);
    return [channel, visitorOf(request.headers, channel.row.id)];
  };
  const from = ({ address }: Seat["caller"]) => networkOf(address);

  const attachment = (asked: Asked & { params: { id: number } }) => {
    const [, visitor] = whoIn(asked);
    const { id } = asked.params;
    if (!findOwnAttachment.get(db, { id, channelId: visitor.channelId, hash: visitor.hash })) throw new NotFound("error.file-not-here");
    return serveAttachment(workspace, id, asked.request);
  };

  return new Elysia({ prefix: "/:channelId" })
    .use(access(workspace))
    .get(
      "/messages",
      (asked) => {
        const [channel, visitor] = whoIn(asked);
        const { after, before } = asked.query;
        const place = before === undefined ? null : placeIn(before);
        const since = Number(after ?? 0);
        if ((before !== undefined && place === null) || !Number.isSafeInteger(since)) throw new BadRequest();
        const lineOf: LineOf = (conversation) => lookout.lineOf(visitor, channel, conversation);
        const told = after === undefined ? historyOf(db, lineOf, visitor, place) : changesSince(db, lineOf, visitor, since);
        return Response.json(told, { headers: PRIVATE });
      },
      { may: "anyone", params: byChannel },
    )
    .post(
      "/messages",
      async (asked) => {
        const [channel, visitor] = whoIn(asked);
        const { channelId, hash } = visitor;
        const said = readSaid(asked.body);
        const before = saidBefore(db, visitor, said.clientId);
        if (before.length > 0) return Response.json({ messages: messagesOf(db, visitor, before) }, { headers: PRIVATE });
        const isNew = isKnown.get(db, { channelId, hash }) === null;
        const begins = !hasOpen(workspace, visitor);
        limits.message({ visitor: hash, address: from(asked.caller), channelId, isNew, begins });
        const ids = await workspace.write((db_) => write(db_, channel, visitor, said, clock()));
        if (begins) streams.rekey(keyOf(visitor));
        return Response.json({ messages: messagesOf(db, visitor, ids) }, { status: 201, headers: PRIVATE });
      },
      { may: "anyone", params: byChannel },
    )
    .post(
      "/seen",
      async (asked) => {
        const [, visitor] = whoIn(asked);
        const seen = readSeen(asked.body);
        limits.seen(visitor.hash);
        if (isNews(db, visitor, seen)) await workspace.write((db_) => noteSeen(db_, visitor, seen, clock()));
        return done();
      },
      { may: "anyone", params: byChannel },
    )
    .post(
      "/writing",
      (asked) => {
        const [, { channelId, hash }] = whoIn(asked);
        limits.writing(hash);
        const [latest] = conversationsOf.all(db, { channelId, hash, limit: 1 });
        if (latest?.state === "active") workspace.together.customerWrites(latest.id);
        return done();
      },
      { may: "anyone", params: byChannel },
    )
    .get(
      "/stream",
      (asked) => {
        const { request, server, caller } = asked;
        const [channel, visitor] = whoIn(asked);
        const leave = openStreams.enter(visitor.hash, from(caller));
        const unwatch = lookout.watch(visitor, channel);
        server?.timeout(request, 0);
        const keys = () => {
          const conversations = conversationsOf.all(db, { channelId: visitor.channelId, hash: visitor.hash, limit: HEARD_MAX });
          lookout.noteConversation(visitor, conversations[0]?.id ?? null);
          return [keyOf(visitor), chatKey(channel.row.id), ...conversations.map(({ id }) => `conversation:${id}`)];
        };
        return new Response(streams.open({ keys, ended: once(leave, unwatch) }), { headers: STREAM_HEADERS });
      },
      { may: "anyone", params: byChannel },
    )
    .put(
      "/files/:clientId",
      async (asked) => {
        const [{ settings }, visitor] = whoIn(asked);
        const { clientId } = asked.params;
        limits.upload({ visitor: visitor.hash, address: from(asked.caller) });
        if (waitingUploads(db, visitor.owner).count >= WAITING_UPLOADS_MAX) throw new TooMany(WAITING_RETRY_SECONDS, "webchat.too-many-waiting");
        const { owner } = visitor;
        const bytesMax = visitorBytesMax(settings);
        const { size, type } = await takeFile(workspace, asked.request, { clientId, owner, name: asked.query["name"] ?? "", bytesMax, accept: kindOfFile });
        return Response.json({ size, type }, { status: 201, headers: PRIVATE });
      },
      { may: "anyone", parse: "none" },
    )
    .delete(
      "/files/:clientId",
      async (asked) => {
        const [, { owner }] = whoIn(asked);
        await workspace.write((db_) => dropUpload(db_, { clientId: asked.params.clientId, owner }));
        return done();
      },
      { may: "anyone" },
    )
    .get("/attachments/:id", attachment, { may: "anyone", params: byAttachment })
    .head("/attachments/:id", attachment, { may: "anyone", params: byAttachment });
};

/** What the streams of a visitor hear by, besides their conversations. */
const keyOf = ({ owner }: Visitor) => owner;

// A stream may end twice: dropped, and then left.
function once(...acts: (() => void)[]): () => void {
  return () => {
    for (const act of acts.splice(0)) act();
  };
}

function hasOpen({ db }: Workspace, { channelId, hash }: Visitor): boolean {
  const [latest] = conversationsOf.all(db, { channelId, hash, limit: 1 });
  return latest !== undefined && !isOverFor(latest.state);
}
