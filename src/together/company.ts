import type { Person } from "../http/session.ts";
import { colleaguesOn } from "../mentions/colleagues.ts";
import { type Viewer, visibleTo } from "../users/visible.ts";
import type { Workspace } from "../workspace.ts";
import { mayOpen } from "./store.ts";
import type { Doing } from "./together.ts";

/** Conversations that one browser shows at once. */
const SHOWN_MAX = 20;

/** Who else is at a conversation, by name. `lastsMs`: after so long without a word the page asks again; null = it need not. */
export type Present = { people: readonly { id: number; name: string; doing: Doing | null }[]; customerWrites: boolean; lastsMs: number | null };

/** Who else looks and writes at a conversation now. Who may not open it any more is not shown. */
export function presentAt({ db, together, clock }: Workspace, conversationId: number, { userId }: Pick<Person, "userId">): Present {
  const { people, customerWrites, until } = together.companyOf({ conversationId, userId });
  const names = people.length > 0 ? new Map(colleaguesOn(db, { conversationId, userId }).map(({ id, name }) => [id, name])) : new Map<number, string>();
  const known = people.flatMap(({ userId: id, doing }) => (names.has(id) ? [{ id, name: names.get(id) ?? "", doing }] : []));
  return { people: known, customerWrites, lastsMs: until === null ? null : until - clock() };
}

/** Notes what a browser says with its heartbeat to show: ids with commas between them. What somebody may not open is passed over. */
export function noteLooking({ db, together }: Workspace, person: Viewer & { sessionId: number }, { shows, page }: { shows: string; page: string }) {
  const ids = shows.split(",").map(Number).filter(Number.isSafeInteger).slice(0, SHOWN_MAX);
  const open = mayOpen.all(db, { ...visibleTo(person), ids: JSON.stringify(ids) }).map(({ id }) => id);
  together.looks({ sessionId: person.sessionId, page, userId: person.userId }, open);
}
