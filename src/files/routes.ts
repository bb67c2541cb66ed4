import { Elysia, t } from "elysia";
import type { ChannelKind } from "../channels/channel.ts";
import { access } from "../http/access.ts";
import { NotFound } from "../http/errors.ts";
import { visibleTo } from "../users/visible.ts";
import type { Workspace } from "../workspace.ts";
import { dropUpload } from "./attach.ts";
import { serveAttachment } from "./serve.ts";
import { findVisibleAttachment } from "./store.ts";
import { takeFile } from "./take.ts";
import { takeVoice } from "./take-voice.ts";
import { thumbnailsOf } from "./thumbnail.ts";

const byId = t.Object({ id: t.Numeric() });
const ownerOf = (userId: number) => `user:${userId}`;

/**
 * Files of the staff: sent up before the message that takes them, and what is attached to conversations they may see.
 * Up to the most that any kind of channel takes; the reply looks at what its own channel takes. `?voice=` names the kind of channel for which
 * an agent has spoken what comes.
 */
export const fileRoutes = (workspace: Workspace, iterable: Iterable<ChannelKind>) => {
  const kinds = [...iterable];
  const bytesMax = Math.max(...kinds.flatMap(({ limits }) => limits.files.map((file) => file.bytesMax)));
  const visible = (id: number, person: Parameters<typeof visibleTo>[0]) => {
    if (!findVisibleAttachment.get(workspace.db, { id, ...visibleTo(person) })) throw new NotFound("error.file-not-here");
    return id;
  };
  const voiceOf = (kind: string) => {
    const voice = kinds.find((one) => one.kind === kind)?.limits.voice;
    if (!voice) throw new NotFound();
    return voice;
  };
  const thumbnail = thumbnailsOf(workspace);
  return new Elysia()
    .use(access(workspace))
    .put(
      "/files/:clientId",
      async ({ params: { clientId }, query: { name = "", voice }, request, person }) => {
        const owner = ownerOf(person.userId);
        const { size, type, width, height } = voice
          ? await takeVoice(workspace, request, { clientId, owner, types: voiceOf(voice).types })
          : await takeFile(workspace, request, { clientId, owner, name, bytesMax });
        return Response.json({ size, type, width, height }, { status: 201 });
      },
      { may: "conversations.handle", parse: "none" },
    )
    .delete(
      "/files/:clientId",
      async ({ params: { clientId }, person }) => {
        await workspace.write((db) => dropUpload(db, { clientId, owner: ownerOf(person.userId) }));
        return new Response(null, { status: 204 });
      },
      { may: "conversations.handle" },
    )
    .get("/attachments/:id", ({ params: { id }, request, person }) => serveAttachment(workspace, visible(id, person), request), {
      may: "signed-in",
      params: byId,
    })
    .get("/attachments/:id/thumbnail", ({ params: { id }, request, person }) => thumbnail(visible(id, person), request), {
      may: "signed-in",
      params: byId,
    })
    .head("/attachments/:id", ({ params: { id }, request, person }) => serveAttachment(workspace, visible(id, person), request), {
      may: "signed-in",
      params: byId,
    });
};
