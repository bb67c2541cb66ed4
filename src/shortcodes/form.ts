import type { Database } from "bun:sqlite";
import type { Choices } from "../channels/channel.ts";
import { uploadOf } from "../files/attach.ts";
import { postedOf } from "../http/posted.ts";
import type { ShortcodeInput } from "./define.ts";
import type { ShortcodeFile } from "./store.ts";

/** A file as the form names it: one that the shortcode has, by its id, or one that was sent up for it. */
export type FormFile = Pick<ShortcodeFile, "name" | "type" | "size"> & { value: string };
/** What stands in the form, to be shown again as it was typed. */
export type ShortcodeForm = Required<Omit<ShortcodeInput, "files">> & { files: readonly FormFile[] };

export const NEW: ShortcodeForm = { title: "", category: "", text: "", choices: null, files: [] };

const KEPT = /^kept:(\d+)$/;
const SENT = /^sent:([A-Za-z0-9_-]{8,64})$/;

/** A form sends lines as the mail of old does. What it says of files stands for `owner`'s uploads and the shortcode's own. */
export function readForm(body: unknown): ShortcodeInput {
  const posted = postedOf(body);
  const files = posted.all("file");
  return {
    title: posted.text("title"),
    category: posted.text("category"),
    text: posted.text("text").replaceAll("\r\n", "\n"),
    choices: readChoices(posted.text("choices")),
    files: {
      kept: files.flatMap((value) => Number(KEPT.exec(value)?.[1] ?? Number.NaN)).filter(Number.isSafeInteger),
      sent: files.flatMap((value) => SENT.exec(value)?.[1] ?? []),
    },
  };
}

/** The form as it came, with what is known of its files. */
export function shownAgain(
  db: Database,
  { title, category, text, choices = null, files }: ShortcodeInput,
  had: readonly ShortcodeFile[],
  owner: string,
): ShortcodeForm {
  const kept = had.filter(({ id }) => files?.kept.includes(id)).map(formFile);
  const sent = (files?.sent ?? []).flatMap((clientId) => {
    const found = uploadOf(db, clientId, owner);
    return found ? [{ name: found.name, type: found.type, size: found.size, value: `sent:${clientId}` }] : [];
  });
  return { title, category, text, choices, files: [...kept, ...sent] };
}

/** A file that a shortcode has, for its form. */
export const formFile = ({ id, name, type, size }: ShortcodeFile): FormFile => ({ name, type, size, value: `kept:${id}` });

// The script of the page writes them; whoever sends something else has none.
function readChoices(json: string): Choices | null {
  const given = parsed(json);
  if (typeof given !== "object" || given === null) return null;
  const { kind, open, options } = given as Partial<Record<keyof Choices, unknown>>;
  if ((kind !== "buttons" && kind !== "list") || !Array.isArray(options)) return null;
  const word = (value: unknown) => (typeof value === "string" ? value : "");
  return { kind, open: word(open), options: options.map((option) => ({ title: word(option?.title), description: word(option?.description) })) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json || "null");
  } catch {
    return null;
  }
}
