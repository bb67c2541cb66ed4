import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { SEARCHES } from "../parts/searches.ts";

const OF_THE_LIST = { ...SEARCHES, "aria-controls": "emoji-list" } as const;
/** The groups of Unicode, each with the number that the data gives it. Number 2 holds parts of others. */
const GROUPS = [
  [0, "smileys"],
  [1, "people"],
  [3, "nature"],
  [4, "food"],
  [5, "travel"],
  [6, "activities"],
  [7, "objects"],
  [8, "symbols"],
  [9, "flags"],
] as const;

/** The place above the box where an emoji is chosen; they themselves are loaded when it first opens (static/js/desk/emojis.js). */
export function EmojiChooser() {
  const { assets, language, t } = usePage();
  return (
    <section class="chooser emojis" id="emojis" role="dialog" aria-label={t("emojis.choose")} data-source={assets(`lib/emoji-${language}.json`)} hidden>
      <header class="search">
        <Icon name="search" />
        <input class="input" type="search" {...OF_THE_LIST} aria-label={t("emojis.search")} placeholder={t("emojis.search")} autocomplete="off" data-search />
      </header>
      <div class="options" id="emoji-list" role="listbox" aria-label={t("emojis.choose")}>
        <Group id="recent" label={t("emojis.recent")} />
        {GROUPS.map(([id, name]) => (
          <Group id={id} label={t(`emojis.${name}`)} />
        ))}
        <p class="quiet" data-none hidden>
          {t("emojis.none")}
        </p>
        <p class="quiet" role="alert" data-failed hidden>
          {t("emojis.failed")}
        </p>
      </div>
      <footer>
        <span class="cut" data-called />
      </footer>
    </section>
  );
}

function Group({ id, label }: { id: number | string; label: string }) {
  return (
    <div role="group" aria-label={label} data-group={id} hidden>
      <p aria-hidden="true">{label}</p>
    </div>
  );
}
