import { Elysia, t } from "elysia";
import { LostToast, ResumeDialog } from "../../views/desk/resume.tsx";
import { TransferWindow } from "../../views/desk/transfer.tsx";
import { WaitingPage, WaitingTable } from "../../views/desk/waiting.tsx";
import { html } from "../../views/render.tsx";
import { access } from "../http/access.ts";
import { Conflict } from "../http/errors.ts";
import type { Workspace } from "../workspace.ts";
import { barOf } from "./bar.ts";
import { isMine, openedBy } from "./desk.ts";
import { targetsFor } from "./targets.ts";
import { ownRoomOf, waitingFor } from "./waiting.ts";

/** The pages of what waits, and the windows by which a conversation goes elsewhere. */
export const waitingRoutes = (workspace: Workspace) => {
  const { db, channels } = workspace;
  const handle = { may: "conversations.handle" } as const;
  const byId = { params: t.Object({ id: t.Numeric() }) };
  return new Elysia()
    .use(access(workspace))
    .get("/waiting", ({ page, person }) => html(page(), <WaitingPage bar={barOf(db, person.userId)} {...waitingFor(db, person)} />), handle)
    .get("/waiting/rows", ({ page, person }) => html(page(), <WaitingTable {...waitingFor(db, person)} />), handle)
    .get("/waiting/mine", ({ page, person }) => html(page(), <WaitingPage bar={barOf(db, person.userId)} {...ownRoomOf(db, person)} />), handle)
    .get("/waiting/mine/rows", ({ page, person }) => html(page(), <WaitingTable {...ownRoomOf(db, person)} />), handle)
    .get(
      "/conversations/:id/transfer",
      ({ page, person, params: { id } }) => {
        const { conversation } = openedBy(db, channels, person, id);
        if (!isMine(conversation, person)) throw new Conflict("conflict.not-yours");
        return html(page(), <TransferWindow {...targetsFor(db, person, conversation, "transfer")} />);
      },
      { ...handle, ...byId },
    )
    .get(
      "/conversations/:id/assign",
      ({ page, person, params: { id } }) => {
        const { conversation } = openedBy(db, channels, person, id, "conversations.assign");
        return html(page(), <TransferWindow {...targetsFor(db, person, conversation, "assign")} />);
      },
      { may: "conversations.assign", ...byId },
    )
    .get(
      "/conversations/:id/resume",
      ({ page, person, params: { id } }) => html(page(), <ResumeDialog conversation={openedBy(db, channels, person, id).conversation} />),
      { ...handle, ...byId },
    )
    .get(
      "/conversations/:id/lost",
      ({ page, person, params: { id } }) => html(page(), <LostToast conversation={openedBy(db, channels, person, id).conversation} />),
      { may: "conversations.view", ...byId },
    );
};
