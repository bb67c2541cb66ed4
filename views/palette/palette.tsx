import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { SEARCHES } from "../parts/searches.ts";

const ESCAPE = "Esc";
const OF_THE_LIST = { ...SEARCHES, "aria-controls": "palette-list" } as const;

/** Everything by the keyboard: Ctrl K opens it; static/js/palette.js fills and moves it. */
export function Palette() {
  const { t } = usePage();
  return (
    <dialog class="dialog palette" id="palette" aria-label={t("palette.label")}>
      <label class="ask">
        <Icon name="search" />
        <span class="unseen">{t("palette.ask")}</span>
        <input type="text" placeholder={t("palette.ask")} maxlength={100} autocomplete="off" {...OF_THE_LIST} data-search />
        <kbd>{ESCAPE}</kbd>
      </label>
      <div class="menu">
        <div
          role="listbox"
          id="palette-list"
          aria-label={t("palette.fits")}
          data-here={t("palette.here")}
          data-go={t("palette.go")}
          data-do={t("palette.do")}
        />
        <p class="quiet none" id="palette-none" hidden>
          {t("palette.none")}
        </p>
      </div>
      <footer>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd>
          {t("palette.choose")}
        </span>
        <span>
          <kbd>↵</kbd>
          {t("palette.enter")}
        </span>
      </footer>
    </dialog>
  );
}
