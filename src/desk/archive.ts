import type { Database } from "bun:sqlite";
import type { VisibleTo } from "../users/visible.ts";
import { type Archived, archivedRows, type Place, placeBefore } from "./archive-store.ts";

/** Rows of a page of the archive. */
export const PAGE_ROWS = 50;
/** So many closed conversations are looked through at once, and so often, for one page: who searches further goes on from there. */
const STEP = 5000;
const STEPS_MAX = 4;

const NEWEST: Place = { closedAt: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

type Asked = VisibleTo & { agentId: number | null; words: string | null; digits: string | null };

/** A page of what is closed, newest first; `next`: where the one after it begins, null at the end. */
export function archivePage(db: Database, asked: Asked, before: Place | null): { rows: Archived[]; next: Place | null } {
  const rows: Archived[] = [];
  let from = before ?? NEWEST;
  for (let n = 0; n < STEPS_MAX; n++) {
    const until = placeBefore.get(db, { ...from, steps: STEP - 1 });
    const bounds = { ...from, untilAt: until?.closedAt ?? 0, untilId: until?.id ?? 0 };
    rows.push(...archivedRows.all(db, { ...asked, ...bounds, limit: PAGE_ROWS + 1 - rows.length }));
    const last = rows[PAGE_ROWS - 1];
    if (rows.length > PAGE_ROWS && last) return { rows: rows.slice(0, PAGE_ROWS), next: { closedAt: last.closedAt, id: last.id } };
    if (until === null) return { rows, next: null };
    from = until;
  }
  return { rows, next: from };
}

/** "1763650000000-482", as the address names a place; null for what names none. */
export function readPlace(text: string | undefined): Place | null {
  const [, closedAt, id] = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? "") ?? [];
  return closedAt && id ? { closedAt: Number(closedAt), id: Number(id) } : null;
}

export const placeName = ({ closedAt, id }: Place): string => `${closedAt}-${id}`;
