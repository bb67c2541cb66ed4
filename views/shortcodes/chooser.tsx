import type { Choosable } from "../../src/shortcodes/define.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { SEARCHES } from "../parts/searches.ts";
import { Brought, broughtWords } from "./brings.tsx";

const OF_THE_LIST = { ...SEARCHES, "aria-controls": "shortcode-list" } as const;

/** The place above the box where a shortcode is chosen; what there is to choose from comes when it opens (static/js/desk/shortcodes.js). */
export function ShortcodeChooser() {
  const { person, t } = usePage();
  return (
    <section class="chooser" id="shortcodes" role="dialog" aria-label={t("shortcodes.choose")} data-files-failed={t("shortcodes.files-failed")} hidden>
      <header class="search">
        <Icon name="search" />
        <input
          class="input"
          type="search"
          {...OF_THE_LIST}
          aria-label={t("shortcodes.search")}
          placeholder={t("shortcodes.search")}
          autocomplete="off"
          data-search
        />
      </header>
      <div class="body" data-choice data-failed={t("shortcodes.failed")} />
      <footer>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> <kbd>↵</kbd> {t("shortcodes.keys")}
        </span>
        {person?.may("shortcodes.own") && <a href="/me/shortcodes">{t("shortcodes.own")}</a>}
      </footer>
    </section>
  );
}

/** All that an agent may choose from, filled for the conversation; the whole text of one stands beside the list. */
export function ShortcodeChoice({ shortcodes }: { shortcodes: readonly Choosable[] }) {
  const { t } = usePage();
  const categories = [...Map.groupBy(shortcodes, ({ category }) => category)];
  const named = categories.filter(([category]) => category !== "");
  return (
    <>
      {named.length > 0 && (
        <div class="categories" role="group" aria-label={t("shortcode.category")}>
          <button type="button" aria-pressed="true" data-category="">
            {t("shortcodes.all")}
          </button>
          {named.map(([category]) => (
            <button type="button" aria-pressed="false" data-category={category} dir="auto">
              {category}
            </button>
          ))}
        </div>
      )}
      <div class="options" id="shortcode-list" role="listbox" aria-label={t("shortcodes.choose")}>
        {categories.map(([category, of]) => (
          <div role="group" aria-label={category || t("shortcodes.uncategorised")}>
            {named.length > 0 && (
              <p class="cut" aria-hidden="true" dir="auto">
                {category || t("shortcodes.uncategorised")}
              </p>
            )}
            {of.map((one) => (
              <Option shortcode={one} />
            ))}
          </div>
        ))}
        <p class="quiet" data-none hidden={shortcodes.length > 0}>
          {t(shortcodes.length > 0 ? "shortcodes.none" : "shortcodes.empty")}
        </p>
      </div>
      <div class="whole-text" aria-live="polite">
        <p dir="auto" data-whole />
        <div data-brings />
      </div>
    </>
  );
}

function Option({ shortcode: { id, title, category, text, choices, files, own } }: { shortcode: Choosable }) {
  const { t } = usePage();
  const brought = broughtWords({ files, choices }, t);
  return (
    <div
      role="option"
      tabIndex={-1}
      id={`shortcode-${id}`}
      aria-selected="false"
      data-text={text}
      data-category={category}
      data-given={choices ? JSON.stringify(choices) : undefined}
      data-files={files.length > 0 ? true : undefined}
    >
      <b class="cut" dir="auto">
        {title}
      </b>
      {own === 1 && <small>{t("shortcodes.mine")}</small>}
      {brought && <small class="brought">{brought}</small>}
      {brought && (
        <template>
          <Brought files={files} choices={choices} />
        </template>
      )}
    </div>
  );
}
