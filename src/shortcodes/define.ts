import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import { NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import * as store from "./store.ts";
import { fillIn, unknownIn, VARIABLES } from "./variables.ts";

export const TEXT_LENGTH_MAX = 4000;
/** So many of one owner a chooser can still show at once. */
export const SHORTCODES_MAX = 500;

export type ShortcodeInput = Omit<store.Shortcode, "id">;
/** Whose they are, who changes them, and when. */
type By = store.Of & { who: Who; now: number };

/** Makes a shortcode and gives its id. Throws Invalid. */
export function addShortcode(db: Database, input: ShortcodeInput, by: By): number {
  const shortcode = check(db, input, by, null);
  if ((store.countShortcodes.get(db, { ownerId: by.ownerId })?.n ?? 0) >= SHORTCODES_MAX)
    throw new Invalid({ title: "shortcode.too-many" }, { title: { max: SHORTCODES_MAX } });
  const { id } = store.insertShortcode.get(db, { ...shortcode, ownerId: by.ownerId }) as { id: number };
  told(db, "shortcode.added", id, by, { after: named(shortcode) });
  return id;
}

/** Changes a shortcode; what is as it was changes nothing. Throws Invalid, NotFound. */
export function changeShortcode(db: Database, id: number, input: ShortcodeInput, by: By) {
  const before = shortcodeOr404(db, id, by);
  const after = { id, ...check(db, input, by, id) };
  if (Bun.deepEquals(before, after)) return;
  store.updateShortcode.run(db, after);
  told(db, "shortcode.changed", id, by, { before: named(before), after: named(after) });
}

/** Removes a shortcode. What was written with it stays. Throws NotFound. */
export function removeShortcode(db: Database, id: number, by: By) {
  const before = shortcodeOr404(db, id, by);
  store.deleteShortcode.run(db, { id });
  told(db, "shortcode.removed", id, by, { before: named(before) });
}

/** One of this owner. Throws NotFound, also for another's. */
export function shortcodeOr404(db: Database, id: number, { ownerId }: store.Of): store.Shortcode {
  const found = store.findShortcode.get(db, { id, ownerId });
  if (!found) throw new NotFound();
  return found;
}

/** All of one owner, by category and title. */
export const shortcodesOf = (db: Database, ownerId: number | null): store.Shortcode[] => store.shortcodesOf.all(db, { ownerId });

/** The one of this title, whatever the case of its letters. */
export const shortcodeTitled = (db: Database, ownerId: number | null, title: string): store.Shortcode | null =>
  store.shortcodeTitled.get(db, { ownerId, title });

/** A shortcode as an agent would write it in a conversation: everybody's and their own, filled with what is known. */
export type Choosable = store.Shortcode & { own: number };
export function choosableIn(db: Database, place: { conversationId: number; agentId: number }): Choosable[] {
  const known = store.variablesOf.get(db, place);
  if (!known) throw new NotFound();
  return store.shortcodesFor.all(db, { agentId: place.agentId }).map((one) => ({ ...one, text: fillIn(one.text, known) }));
}

function check(db: Database, input: ShortcodeInput, { ownerId }: By, id: number | null): ShortcodeInput {
  return readFields(input, (field) => {
    const title = field.text("title", { max: NAME_LENGTH_MAX });
    const text = field.text("text", { max: TEXT_LENGTH_MAX });
    const unknown = unknownIn(text);
    if (unknown !== null) field.wrong("text", "shortcode.unknown", { name: `{${unknown}}`, known: VARIABLES.map((name) => `{${name}}`).join(", ") });
    const namesake = store.shortcodeTitled.get(db, { ownerId, title });
    if (namesake && namesake.id !== id) field.wrong("title", "field.taken");
    return { title, category: field.text("category", { max: NAME_LENGTH_MAX, optional: true }), text };
  });
}

const named = ({ title, category }: ShortcodeInput) => ({ title, category });

// Everybody's are the workspace's and are audited; what somebody keeps for themselves is not.
function told(db: Database, action: "shortcode.added" | "shortcode.changed" | "shortcode.removed", id: number, by: By, values: object) {
  if (by.ownerId === null) audit(db, { who: by.who, action, subject: `shortcode:${id}`, ...values }, by.now);
  record(db, by.now, "shortcode.changed", { agentId: by.ownerId }, { shortcodeId: id });
}
