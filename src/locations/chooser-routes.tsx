import { Elysia, t } from "elysia";
import { LocationDialog } from "../../views/locations/dialog.tsx";
import { html } from "../../views/render.tsx";
import { isMine, openedBy } from "../desk/desk.ts";
import { access } from "../http/access.ts";
import { Conflict } from "../http/errors.ts";
import type { Workspace } from "../workspace.ts";
import { mapGiven } from "./atlas.ts";
import { locationsOf } from "./define.ts";

/** Where an agent chooses the place that they send in a conversation. */
export const locationChooserRoutes = (workspace: Workspace) =>
  new Elysia().use(access(workspace)).get(
    "/conversations/:id/location",
    ({ page, person, params: { id } }) => {
      const { conversation } = openedBy(workspace.db, workspace.channels, person, id);
      if (!isMine(conversation, person)) throw new Conflict("conflict.not-yours");
      return html(page(), <LocationDialog conversationId={id} locations={locationsOf(workspace.db)} map={mapGiven(workspace)} />);
    },
    { may: "conversations.handle", params: t.Object({ id: t.Numeric() }) },
  );
