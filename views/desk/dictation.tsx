import { LANGUAGES } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";
import { languageName } from "./name.ts";

/** Speaking instead of typing: in what language, and the microphone (static/js/desk/dictation.js). It never sends. */
export function Dictation({ customers }: { customers: string | null }) {
  const { language: reader, t } = usePage();
  const others = customers !== null && !LANGUAGES.some((one) => customers.startsWith(one)) ? [customers] : [];
  return (
    <span class="dictation">
      <button
        class="button"
        type="button"
        data-kind="quiet"
        popovertarget="dictation-menu"
        aria-haspopup="menu"
        data-spoken={reader}
        data-label={t("dictation.language", { name: "{name}" })}
      >
        <span aria-hidden="true">{reader.toUpperCase()}</span>
      </button>
      <Menu id="dictation-menu" label={t("dictation.languages")}>
        {[...LANGUAGES, ...others].map((tag) => (
          <button key={tag} type="button" role="menuitemradio" aria-checked={tag === reader ? "true" : "false"} data-speaks={tag}>
            {languageName(tag, reader)}
            {tag === customers && <small>{t("dictation.customers")}</small>}
            <Icon name="check" />
          </button>
        ))}
      </Menu>
      <IconButton
        icon="mic"
        label={t("dictation.start")}
        aria-pressed="false"
        data-dictates
        data-start={t("dictation.start")}
        data-stop={t("dictation.stop")}
        data-none={t("dictation.none")}
        data-refused={t("dictation.refused")}
        data-failed={t("dictation.failed")}
      />
    </span>
  );
}
