import { Elysia } from "elysia";
import { access } from "../http/access.ts";
import { readBody } from "../http/body.ts";
import { NotFound, Refusal } from "../http/errors.ts";
import type { Workspace } from "../workspace.ts";
import type { Channel } from "./channels.ts";
import { keepInbound } from "./inbound.ts";
import type { Journal } from "./journal.ts";

/** A provider's biggest call; Meta says up to 3 MB. */
export const WEBHOOK_BYTES_MAX = 4 * 1024 * 1024;

/** Where providers reach us: `/webhooks/:channelId`. Answered 200 only when the bytes are on the disk. */
export const webhookRoutes = (workspace: Workspace, journal: Journal) =>
  new Elysia({ prefix: "/webhooks/:channelId" })
    .use(access(workspace))
    .get(
      "/",
      ({ params: { channelId }, request }) => {
        const { kind, settings } = channelOf(workspace, channelId);
        const answer = kind.handshake?.(new URL(request.url).searchParams, settings) ?? null;
        if (answer === null) throw new Refusal(403, "webhook.refused");
        return new Response(answer, { headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" } });
      },
      { may: "anyone" },
    )
    .post(
      "/",
      async ({ params: { channelId }, request }) => {
        const { row, kind, settings } = channelOf(workspace, channelId);
        const body = await readBody(request, WEBHOOK_BYTES_MAX);
        if (!kind.verify?.(request.headers, body, settings)) throw new Refusal(401, "webhook.unsigned");
        journal.wake();
        await workspace.write((db) => keepInbound(db, row.id, body, workspace.clock()));
        return new Response("OK");
      },
      { may: "anyone", parse: "none" },
    );

function channelOf(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.find(id);
  // A provider that is told so tries again for days: what is written while a channel is disabled comes in with it.
  if (!channel?.kind.verify || channel.row.disabledAt !== null) throw new NotFound();
  return channel;
}
