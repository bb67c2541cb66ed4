import { Elysia, t } from "elysia";
import { MediaPart } from "../../views/desk/media.tsx";
import { html } from "../../views/render.tsx";
import { access } from "../http/access.ts";
import type { Workspace } from "../workspace.ts";
import { openedBy } from "./desk.ts";
import { mediaFor } from "./media.ts";

/** Every file of a conversation (SPEC G4). */
export const mediaRoutes = (workspace: Workspace) => {
  const { db, channels } = workspace;
  return new Elysia().use(access(workspace)).get(
    "/conversations/:id/media",
    ({ page, person, params: { id }, query }) => {
      const { conversation } = openedBy(db, channels, person, id);
      return html(page(), <MediaPart conversation={conversation} media={mediaFor(db, id, query)} />);
    },
    { may: "conversations.view", params: t.Object({ id: t.Numeric() }) },
  );
};
