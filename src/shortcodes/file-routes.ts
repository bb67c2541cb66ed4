import { Elysia, t } from "elysia";
import { kinds } from "../channels/registry.ts";
import { ownerOf } from "../conversations/reply.ts";
import { openedBy } from "../desk/desk.ts";
import { dropUpload } from "../files/attach.ts";
import { takeFile } from "../files/take.ts";
import { access } from "../http/access.ts";
import { done } from "../http/see.ts";
import type { Workspace } from "../workspace.ts";
import { bringFiles } from "./bring.ts";

/** Files sent up for a shortcode before its form is saved: up to the most that any kind of channel takes. */
export const shortcodeFileRoutes = (workspace: Workspace, prefix: string, may: "administer.content" | "shortcodes.own") => {
  const bytesMax = Math.max(...[...kinds.values()].flatMap(({ limits }) => limits.files.map((file) => file.bytesMax)));
  return new Elysia({ prefix: `${prefix}/files/:clientId` })
    .use(access(workspace))
    .put(
      "/",
      async ({ params: { clientId }, query: { name = "" }, request, person }) => {
        const { size, type } = await takeFile(workspace, request, { clientId, owner: ownerOf(person.userId), name, bytesMax });
        return Response.json({ size, type }, { status: 201 });
      },
      { may, parse: "none" },
    )
    .delete(
      "/",
      async ({ params: { clientId }, person }) => {
        await workspace.write((db) => dropUpload(db, { clientId, owner: ownerOf(person.userId) }));
        return done();
      },
      { may },
    );
};

/** The files of a shortcode that was chosen become the agent's own uploads, for the message they are writing. */
export const bringRoutes = (workspace: Workspace) =>
  new Elysia().use(access(workspace)).post(
    "/conversations/:id/shortcodes/:shortcodeId/files",
    async ({ person, params: { id, shortcodeId } }) => {
      openedBy(workspace.db, workspace.channels, person, id);
      const { dice, clock, write } = workspace;
      return Response.json(await write((db) => bringFiles(db, { shortcodeId, agentId: person.userId, newId: () => dice.token() }, clock())));
    },
    { may: "conversations.handle", params: t.Object({ id: t.Numeric(), shortcodeId: t.Numeric() }) },
  );
