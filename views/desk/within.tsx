import { usePage } from "../page.ts";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";

/** Search inside the open conversation, below its head; it comes when it is asked for (static/js/desk/within.js, SPEC C9). */
export function Within() {
  const { t } = usePage();
  return (
    <search class="within" id="within" hidden>
      <label class="search">
        <span class="unseen">{t("within.label")}</span>
        <Icon name="search" />
        <input class="input" type="search" placeholder={t("within.placeholder")} maxlength={100} autocomplete="off" spellcheck={false} />
      </label>
      <span
        class="count"
        role="status"
        data-of={t("within.of", { n: "{n}", all: "{all}" })}
        data-more={t("within.of", { n: "{n}", all: "{all}+" })}
        data-none={t("within.none")}
      />
      <IconButton icon="arrow-up" label={t("within.older")} data-walk="1" />
      <IconButton icon="arrow-down" label={t("within.newer")} data-walk="-1" />
      <IconButton icon="x" label={t("within.close")} data-within-ends />
    </search>
  );
}
