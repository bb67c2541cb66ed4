import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import type { ChannelKind, Choices } from "../channels/channel.ts";
import { numbered, plainChoices } from "../channels/choices.ts";
import { FILES_MAX, ownerOf } from "../conversations/reply.ts";
import { record } from "../events/record.ts";
import { takeUpload } from "../files/attach.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import { type FieldReader, NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import * as store from "./store.ts";
import { fillIn, unknownIn, VARIABLES } from "./variables.ts";

export const TEXT_LENGTH_MAX = 4000;
/** So many of one owner a chooser can still show at once. */
export const SHORTCODES_MAX = 500;

/** `files`: which of its own it keeps, and what was sent up for it, by the ids of the page; left out, it keeps what it has. */
export type ShortcodeInput = Pick<store.Shortcode, "title" | "category" | "text"> & {
  choices?: Choices | null;
  files?: { kept: readonly number[]; sent: readonly string[] };
};
/** Whose they are, who changes them, and when. */
type By = store.Of & { who: Who; now: number };

/** Makes a shortcode and gives its id. Throws Invalid. */
export function addShortcode(db: Database, input: ShortcodeInput, by: By): number {
  const shortcode = check(db, input, by, null);
  if ((store.countShortcodes.get(db, { ownerId: by.ownerId })?.n ?? 0) >= SHORTCODES_MAX)
    throw new Invalid({ title: "shortcode.too-many" }, { title: { max: SHORTCODES_MAX } });
  const { id } = store.insertShortcode.get(db, { ...asRow(shortcode), ownerId: by.ownerId }) as { id: number };
  changeFiles(db, { id, files: [] }, input.files, by);
  told(db, "shortcode.added", id, by, { after: named(shortcode) });
  return id;
}

/** Changes a shortcode; what is as it was changes nothing. Throws Invalid, NotFound. */
export function changeShortcode(db: Database, id: number, input: ShortcodeInput, by: By) {
  const before = shortcodeOr404(db, id, by);
  const after = check(db, input, by, id);
  const { files: had, ...was } = before;
  const sameFiles = !input.files || (input.files.sent.length === 0 && had.every((file) => input.files?.kept.includes(file.id)));
  if (sameFiles && Bun.deepEquals(was, { id, ...after })) return;
  store.updateShortcode.run(db, { id, ...asRow(after) });
  changeFiles(db, before, input.files, by);
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
  const [whole] = found ? wholes(db, [found]) : [];
  if (!whole) throw new NotFound();
  return whole;
}

/** All of one owner, by category and title. */
export const shortcodesOf = (db: Database, ownerId: number | null): store.Shortcode[] => wholes(db, store.shortcodesOf.all(db, { ownerId }));

/** The one of this title, whatever the case of its letters. */
export function shortcodeTitled(db: Database, ownerId: number | null, title: string): store.Shortcode | null {
  const found = store.shortcodeTitled.get(db, { ownerId, title });
  return (found && wholes(db, [found])[0]) ?? null;
}

export type Choosable = store.Shortcode & { own: number };

/**
 * A shortcode as an agent would write it in a conversation: everybody's and their own, filled with what is known. Where the channel shows no
 * buttons, what may be chosen stands numbered in the text.
 */
export function choosableIn(db: Database, place: { conversationId: number; agentId: number }, channel: Pick<ChannelKind, "choices"> | null): Choosable[] {
  const known = store.variablesOf.get(db, place);
  if (!known) throw new NotFound();
  const fill = (text: string) => fillIn(text, known);
  return wholes(db, store.shortcodesFor.all(db, { agentId: place.agentId })).map(({ text: unfilled, choices: given, ...one }) => {
    const text = fill(unfilled);
    const choices = given && {
      ...given,
      open: fill(given.open),
      options: given.options.map(({ title, description }) => ({ title: fill(title), description: fill(description) })),
    };
    if (choices && !channel?.choices) return { ...one, text: numbered(text, choices), choices: null };
    return { ...one, text, choices };
  });
}

function wholes<R extends store.Row>(db: Database, rows: readonly R[]): (Omit<R, "choices"> & Pick<store.Shortcode, "choices" | "files">)[] {
  const files = Map.groupBy(store.filesOf.all(db, { ids: JSON.stringify(rows.map(({ id }) => id)) }), ({ shortcodeId }) => shortcodeId);
  return rows.map((row) => ({
    ...row,
    choices: JSON.parse(row.choices ?? "null") as Choices | null,
    files: (files.get(row.id) ?? []).map(({ id, name, type, size }) => ({ id, name, type, size })),
  }));
}

type Checked = Required<Omit<ShortcodeInput, "files">>;
const asRow = ({ choices, ...rest }: Checked) => ({ ...rest, choices: choices && JSON.stringify(choices) });

function changeFiles(db: Database, { id, files: had }: Pick<store.Shortcode, "id" | "files">, files: ShortcodeInput["files"], { who }: By) {
  if (!files) return;
  const owner = ownerOf(who.userId ?? 0);
  const kept = had.filter((file) => files.kept.includes(file.id));
  if (kept.length + files.sent.length > FILES_MAX) throw new Invalid({ files: "reply.too-many-files" });
  for (const file of had) if (!kept.includes(file)) store.deleteFile.run(db, { id: file.id });
  for (const clientId of files.sent) {
    const taken = takeUpload(db, { clientId, owner });
    if (!taken) throw new Invalid({ files: "reply.file-missing" });
    store.insertFile.run(db, { shortcodeId: id, fileId: taken.fileId, name: taken.name });
  }
}

function check(db: Database, input: ShortcodeInput, { ownerId }: By, id: number | null): Checked {
  return readFields(input, (field) => {
    const title = field.text("title", { max: NAME_LENGTH_MAX });
    const text = field.text("text", { max: TEXT_LENGTH_MAX });
    checkVariables(field, "text", text);
    const namesake = store.shortcodeTitled.get(db, { ownerId, title });
    if (namesake && namesake.id !== id) field.wrong("title", "field.taken");
    return { title, category: field.text("category", { max: NAME_LENGTH_MAX, optional: true }), text, choices: checkChoices(field, input.choices ?? null) };
  });
}

function checkVariables(field: FieldReader, name: string, text: string) {
  const unknown = unknownIn(text);
  if (unknown !== null) field.wrong(name, "shortcode.unknown", { name: `{${unknown}}`, known: VARIABLES.map((one) => `{${one}}`).join(", ") });
}

// Where they will go nobody knows yet: they hold to what every channel takes that shows buttons.
function checkChoices(field: FieldReader, given: Choices | null): Choices | null {
  if (!given) return null;
  checkVariables(field, "choices.open", given.open);
  for (const [n, option] of given.options.entries())
    for (const name of ["title", "description"] as const) checkVariables(field, `choices.${n}.${name}`, option[name]);
  try {
    return plainChoices(given);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    for (const [name, key] of Object.entries(error.fields)) field.wrong(name, key, error.fieldFacts[name]);
    return given;
  }
}

const named = ({ title, category }: Pick<ShortcodeInput, "title" | "category">) => ({ title, category });

// Everybody's are the workspace's and are audited; what somebody keeps for themselves is not.
function told(db: Database, action: "shortcode.added" | "shortcode.changed" | "shortcode.removed", id: number, by: By, values: object) {
  if (by.ownerId === null) audit(db, { who: by.who, action, subject: `shortcode:${id}`, ...values }, by.now);
  record(db, by.now, "shortcode.changed", { agentId: by.ownerId }, { shortcodeId: id });
}
