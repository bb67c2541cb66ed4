import { addShortcode, changeShortcode, removeShortcode, type ShortcodeInput, shortcodeTitled, TEXT_LENGTH_MAX } from "../../shortcodes/define.ts";
import { type Applying, type Section, shown } from "./section.ts";
import { filled, text } from "./shape.ts";

// As it will be kept, so that the same file changes nothing a second time.
const plain = (value: unknown) => (typeof value === "string" ? value.trim().normalize("NFC") : undefined);
const by = ({ who, now }: Applying) => ({ ownerId: null, who, now });

/** Everybody's shortcodes; what people keep for themselves is no business of a file. */
export const shortcodes: Section<ShortcodeInput> = {
  name: "shortcodes",
  one: "shortcode",
  key: "title",
  attributes: { category: text, text: filled(TEXT_LENGTH_MAX) },
  needed: ["text"],
  find: ({ db }, key) => {
    const found = shortcodeTitled(db, null, key);
    return found && { id: String(found.id), state: { title: found.title, category: found.category, text: found.text } };
  },
  wanted: (_, key, given, state) => ({
    title: key,
    category: plain(given["category"]) ?? state?.category ?? "",
    text: plain(given["text"]) ?? state?.text ?? "",
  }),
  show: ({ title, category, text: words }) => ({ title: shown(title), category: shown(category || null), text: shown(words) }),
  add: (applying, state) => void addShortcode(applying.db, state, by(applying)),
  change: (applying, id, state) => changeShortcode(applying.db, Number(id), state, by(applying)),
  rename: (applying, { id, state }, title) => changeShortcode(applying.db, Number(id), { ...state, title }, by(applying)),
  remove: (applying, { id }) => {
    removeShortcode(applying.db, Number(id), by(applying));
    return "removed";
  },
};
