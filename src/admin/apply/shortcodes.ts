import type { Choices } from "../../channels/channel.ts";
import { addShortcode, changeShortcode, removeShortcode, type ShortcodeInput, shortcodeTitled, TEXT_LENGTH_MAX } from "../../shortcodes/define.ts";
import { type Applying, type Section, shown } from "./section.ts";
import { filled, listOf, objectOf, oneOf, orNull, text } from "./shape.ts";

// As it will be kept, so that the same file changes nothing a second time.
const plain = (value: unknown) => (typeof value === "string" ? value.trim().normalize("NFC") : undefined);
const by = ({ who, now }: Applying) => ({ ownerId: null, who, now });

const choicesShape = orNull(
  objectOf({ kind: oneOf(["buttons", "list"]), open: text, options: listOf(objectOf({ title: text, description: text }, ["title"])) }, ["kind", "options"]),
);

type GivenChoices = Pick<Choices, "kind"> & { open?: string; options: readonly { title: string; description?: string }[] };

/** As it will be kept; what the file does not say is empty. */
function choicesOf(given: GivenChoices | null): Choices | null {
  if (given === null) return null;
  const options = given.options.map(({ title, description }) => ({ title: plain(title) ?? "", description: plain(description) ?? "" }));
  return { kind: given.kind, open: plain(given.open) ?? "", options };
}

/** "buttons: At home; In the shop" */
function choiceWords(choices: Choices | null | undefined): string | null {
  if (!choices) return null;
  const { kind, open, options } = choices;
  return `${[kind, open].filter(Boolean).join(" ")}: ${options.map(({ title, description }) => [title, description].filter(Boolean).join(", ")).join("; ")}`;
}

/** Everybody's shortcodes; what people keep for themselves is no business of a file, and the files that they bring along stay as they are. */
export const shortcodes: Section<ShortcodeInput> = {
  name: "shortcodes",
  one: "shortcode",
  key: "title",
  attributes: { category: text, text: filled(TEXT_LENGTH_MAX), choices: choicesShape },
  needed: ["text"],
  find: ({ db }, key) => {
    const found = shortcodeTitled(db, null, key);
    return found && { id: String(found.id), state: { title: found.title, category: found.category, text: found.text, choices: found.choices } };
  },
  wanted: (_, key, given, state) => ({
    title: key,
    category: plain(given["category"]) ?? state?.category ?? "",
    text: plain(given["text"]) ?? state?.text ?? "",
    choices: given["choices"] === undefined ? (state?.choices ?? null) : choicesOf(given["choices"] as GivenChoices | null),
  }),
  show: ({ title, category, text: words, choices }) => ({
    title: shown(title),
    category: shown(category || null),
    text: shown(words),
    choices: shown(choiceWords(choices)),
  }),
  add: (applying, state) => void addShortcode(applying.db, state, by(applying)),
  change: (applying, id, state) => changeShortcode(applying.db, Number(id), state, by(applying)),
  rename: (applying, { id, state }, title) => changeShortcode(applying.db, Number(id), { ...state, title }, by(applying)),
  remove: (applying, { id }) => {
    removeShortcode(applying.db, Number(id), by(applying));
    return "removed";
  },
};
