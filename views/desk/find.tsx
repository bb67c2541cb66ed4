import type { Looked } from "../../src/desk/list.ts";
import { usePage } from "../page.ts";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";

const PRIORITIES = ["high", "medium", "low"] as const;
type Props = { looked: Looked; channels: readonly { id: string; name: string }[] };

/** Above the rows: search, one filter, and the order (static/js/desk/find.js). */
export function Find({ looked, channels }: Props) {
  return (
    <search class="find">
      <Words words={looked.words} />
      <Only looked={looked} channels={channels} />
      <Order looked={looked} />
    </search>
  );
}

function Words({ words }: { words: string }) {
  const { t } = usePage();
  return (
    <label class="search">
      <span class="unseen">{t("find.label")}</span>
      <Icon name="search" />
      <input class="input" type="search" id="find" placeholder={t("find.placeholder")} value={words} maxlength={100} autocomplete="off" spellcheck={false} />
      <kbd>/</kbd>
    </label>
  );
}

// One select, for whichever the list is sorted by: never both.
function Only({ looked: { sort, only }, channels }: Props) {
  const { t } = usePage();
  const known = sort === "priority" ? PRIORITIES.map((id) => ({ id, name: t(`priority.${id}`) })) : channels;
  const gone = only !== null && !known.some(({ id }) => id === only);
  return (
    <select class="select" data-size="s" id="only" name={sort} aria-label={t(`find.only.${sort}`)}>
      <option value="">{t(`find.any.${sort}`)}</option>
      {(gone ? [...known, { id: only, name: only }] : known).map(({ id, name }) => (
        <option key={id} value={id} selected={id === only}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Order({ looked: { sort, starredFirst } }: Pick<Props, "looked">) {
  const { t } = usePage();
  return (
    <>
      <IconButton icon="arrow-down-wide-narrow" label={t("find.order")} popovertarget="order" aria-haspopup="menu" />
      <Menu id="order" label={t("find.order")}>
        {(["priority", "channel"] as const).map((one) => (
          <button key={one} type="button" role="menuitemradio" aria-checked={one === sort ? "true" : "false"} data-sort={one}>
            <Icon name="check" />
            {t(`find.sort.${one}`)}
          </button>
        ))}
        <hr />
        <button type="button" role="menuitemcheckbox" aria-checked={starredFirst ? "true" : "false"} data-starred-first>
          <Icon name="check" />
          {t("find.starred-first")}
        </button>
      </Menu>
    </>
  );
}
