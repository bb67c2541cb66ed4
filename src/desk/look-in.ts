import { audit } from "../admin/audit.ts";
import type { Person } from "../http/session.ts";
import type { Workspace } from "../workspace.ts";
import { findOpened, type Opened } from "./store.ts";

type By = { person: Person; address: string };

/** Writes down that somebody opens a conversation that is not and was not their own. A full disk hides none: then the log has the line. */
export async function lookIn({ db, write, log, clock }: Workspace, { id }: Opened, { person: { userId }, address }: By) {
  if (findOpened.get(db, { viewerId: userId, viewerScope: "own", id })) return;
  const line = { who: { userId, address }, action: "conversation.opened", subject: `conversation:${id}` } as const;
  await write((db_) => audit(db_, line, clock())).catch((error) => log.error({ error, ...line }, "could not be audited"));
}
