import type { Choices } from "../../src/channels/channel.ts";
import type { Shortcode } from "../../src/shortcodes/store.ts";
import type { Words } from "../../src/texts/catalogue.ts";
import { fileSize } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { iconOf } from "../parts/file-tile.tsx";
import { Icon } from "../parts/icon.tsx";

type Brings = Pick<Shortcode, "files" | "choices">;

/** "2 files, 3 buttons": what a shortcode brings besides its text; "" = nothing. */
export function broughtWords({ files, choices }: Brings, t: Words): string {
  return [files.length > 0 && t("shortcode.brings.files", { count: files.length }), choices && optionWords(choices, t)].filter(Boolean).join(", ");
}

const optionWords = ({ kind, options: { length: count } }: Choices, t: Words) =>
  t(kind === "list" ? "shortcode.brings.rows" : "shortcode.brings.buttons", { count });

/** All that a shortcode brings besides its text, to be seen before it is put in the box. */
export function Brought({ files, choices }: Brings) {
  const { language, t } = usePage();
  return (
    <>
      {files.length > 0 && (
        <ul class="brings" aria-label={t("shortcode.files")}>
          {files.map(({ id, name, type, size }) => (
            <li key={id}>
              <Icon name={iconOf(type)} size="s" />
              <span class="cut">{name}</span>
              <small>{fileSize(language, size)}</small>
            </li>
          ))}
        </ul>
      )}
      {choices && (
        <ul class="brings" aria-label={choices.kind === "list" ? t("choices.list", { open: choices.open }) : t("choices.buttons")}>
          {choices.kind === "list" && (
            <li>
              <Icon name="list" size="s" />
              <b dir="auto">{choices.open}</b>
            </li>
          )}
          {choices.options.map(({ title, description }) => (
            <li key={title}>
              {choices.kind === "buttons" && <Icon name="reply" size="s" />}
              <span dir="auto">{title}</span>
              {description && <small dir="auto">{description}</small>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
