import { LANGUAGES } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Avatar, initials } from "./avatar.tsx";
import { Icon } from "./icon.tsx";
import { type Status, StatusChoice } from "./status-menu.tsx";

const THEMES = ["system", "light", "dark"] as const;

type MeProps = { status: Status | null; statuses: readonly Status[] };

/** Bottom left on every page: name and status, and the menu of what is one's own. */
export function Me({ status, statuses }: MeProps) {
  const { person, t } = usePage();
  if (!person) return null;
  return (
    <div id="mine">
      <button class="me" type="button" aria-haspopup="dialog" popovertarget="me" aria-label={t("me.menu", { name: `${initials(person.name)} ${person.name}` })}>
        <Avatar name={person.name} size="s">
          {status && <i class="presence" data-status={status.mark} />}
        </Avatar>{" "}
        <span class="cut">{person.name}</span>
      </button>
      <div class="menu" id="me" popover="auto" role="dialog" aria-label={t("me.menu", { name: person.name })}>
        <p class="whose cut">{person.name}</p>
        {status && (
          <div role="menu" aria-label={t("bar.status")}>
            <StatusChoice status={status} statuses={statuses} />
          </div>
        )}
        <hr />
        <Preferences volume={person.volume} />
        <hr />
        <div role="menu" aria-label={t("me.settings")}>
          <MeLinks />
        </div>
      </div>
    </div>
  );
}

function MeLinks() {
  const { person, t } = usePage();
  return (
    <>
      {person?.may("shortcodes.own") && (
        <a role="menuitem" href="/me/shortcodes">
          <Icon name="slash-square" />
          {t("shortcodes.own")}
        </a>
      )}
      <a role="menuitem" href="/me/password">
        <Icon name="key" />
        {t("me.password")}
      </a>
      <a role="menuitem" href="/me">
        <Icon name="circle-user-round" />
        {t("me.settings")}
      </a>
      <form action="/sign-out" method="post" data-sign-out role="presentation">
        <Token />
        <button type="submit" role="menuitem">
          <Icon name="log-out" />
          {t("me.sign-out")}
        </button>
      </form>
    </>
  );
}

// Theme and volume take effect at once (static/js/preferences.js); a language needs the page anew.
function Preferences({ volume }: { volume: number }) {
  const { theme, language, t } = usePage();
  return (
    <form class="preferences" hx-post="/me/preferences" hx-trigger="change" hx-swap="none" data-preferences>
      <label>
        <span>{t("me.theme")}</span>
        <select class="select" data-size="s" name="theme">
          {THEMES.map((one) => (
            <option value={one} selected={one === theme}>
              {t(`me.theme.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("me.language")}</span>
        <select class="select" data-size="s" name="language">
          {LANGUAGES.map((one) => (
            <option value={one} selected={one === language}>
              {t(`me.language.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("me.volume")}</span>
        <input type="range" name="volume" min="0" max="100" step="5" value={volume} />
      </label>
    </form>
  );
}

/** The hidden field that a plain form needs to be believed. */
export function Token() {
  const { csrf } = usePage();
  return <input type="hidden" name="csrf" value={csrf} />;
}
