import type { Colleague } from "../../src/mentions/store.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { SEARCHES } from "../parts/searches.ts";

const OF_THE_LIST = { ...SEARCHES, "aria-controls": "colleague-list" } as const;

/** The place above the box where a colleague is chosen, to be named in a note (static/js/desk/mentions.js). */
export function ColleagueChooser() {
  const { t } = usePage();
  return (
    <section class="chooser colleagues" id="colleagues" role="dialog" aria-label={t("mention.choose")} hidden>
      <header class="search">
        <Icon name="search" />
        <input class="input" type="search" {...OF_THE_LIST} aria-label={t("mention.search")} placeholder={t("mention.search")} autocomplete="off" data-search />
      </header>
      <div data-choice data-failed={t("mention.failed")} />
      <footer>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> <kbd>↵</kbd> {t("mention.keys")}
        </span>
      </footer>
    </section>
  );
}

/** Who can be named. Of two with one name it is the user name that says which. */
export function ColleagueChoice({ colleagues }: { colleagues: readonly Colleague[] }) {
  const { t } = usePage();
  const isOnly = (name: string) => colleagues.filter((one) => one.name.toLowerCase() === name.toLowerCase()).length === 1;
  return (
    <div class="options" id="colleague-list" role="listbox" aria-label={t("mention.choose")}>
      {colleagues.map(({ id, name, username }) => (
        <div role="option" tabIndex={-1} id={`colleague-${id}`} aria-selected="false" data-name={isOnly(name) ? name : username}>
          <Avatar name={name} id={id} size="s" />
          <b class="cut" dir="auto">
            {name}
          </b>
          <small>@{username}</small>
        </div>
      ))}
      <p class="quiet" data-none hidden={colleagues.length > 0}>
        {t(colleagues.length > 0 ? "mention.none" : "mention.nobody")}
      </p>
    </div>
  );
}
