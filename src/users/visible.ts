import { type Action, type Permissions, scopeOf } from "./permissions.ts";

export type Viewer = { readonly userId: number; readonly permissions: Permissions };
export type VisibleTo = { viewerId: number; viewerScope: string };

const skilledBy = (viewerId: string): string => `(c.queue_id IN (
  SELECT ring.queue_id FROM user_skillsets mine
    JOIN ring_skillsets named ON named.skillset_id = mine.skillset_id
    JOIN rings ring ON ring.id = named.ring_id
   WHERE mine.user_id = ${viewerId}))`;

/** Whether a conversation `c` is in a queue one of whose rings names a skillset of the viewer. */
export const SKILLED = skilledBy("$viewerId");

const reachedBy = (viewerId: string, scope: string): string => `(CASE ${scope}
  WHEN 'all' THEN 1
  WHEN 'none' THEN 0
  ELSE c.agent_id IS ${viewerId}
    OR EXISTS (SELECT 1 FROM assignments held WHERE held.conversation_id = c.id AND +held.agent_id = ${viewerId} AND held.accepted_at IS NOT NULL)
    OR (${scope} <> 'own' AND ${skilledBy(viewerId)})
  END)`;

/**
 * Which conversations `c` a viewer may see, as one condition to be joined by every query that lists or opens them,
 * with the parameters of `visibleTo`. Own = held now, offered now or once accepted; skillsets and queues add those
 * of queues one of whose rings names a skillset of the viewer; all = all. (The plus: few have held a conversation, an agent has held thousands.)
 */
const REACHED = reachedBy("$viewerId", "$viewerScope");

/** VISIBLE for a viewer and a scope that stand in the statement, as columns or parameters. */
export const visibleBy = (viewerId: string, scope: string): string => `(c.erased_at IS NULL AND ${reachedBy(viewerId, scope)})`;

/** As far as the scope reaches, and not erased: what was erased is shown nowhere. */
export const VISIBLE = visibleBy("$viewerId", "$viewerScope");

/** Erased, and within the reach of who asks for it: they are told so. */
export const ERASED = `(c.erased_at IS NOT NULL AND ${REACHED})`;

/** The parameters of VISIBLE, for what `action` reaches. */
export function visibleTo({ userId, permissions }: Viewer, action: Action = "conversations.view"): VisibleTo {
  return { viewerId: userId, viewerScope: scopeOf(permissions, action) ?? "none" };
}
