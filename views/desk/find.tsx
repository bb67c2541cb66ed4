import type { Looked } from "../../src/desk/list.ts";
import { usePage } from "../page.ts";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";

const PRIORITIES = ["high", "medium", "low"] as const;
type Named = { id: string | number; name: string };
type Props = { looked: Looked; channels: readonly Named[]; agents: readonly Named[] | null };

/** What a list shows, as its address says it. */
export function searchOf({ lane, words, sort, only, agentId, before }: Looked): string {
  const asked = { q: words, [sort]: only ?? "", agent: String(agentId ?? ""), before };
  return String(new URLSearchParams([["lane", lane], ...Object.entries(asked).filter(([, value]) => value !== "")]));
}

/** Above the rows: search, one filter, the order, the way to the archive, and whose (static/js/desk/find.js). */
export function Find({ looked, channels, agents }: Props) {
  const archived = looked.lane === "archived";
  return (
    <search class="find">
      <Words words={looked.words} archived={archived} />
      {!archived && <Only looked={looked} channels={channels} />}
      {!archived && <Order looked={looked} />}
      <ToArchive archived={archived} />
      {agents !== null && <Whose agents={agents} agentId={looked.agentId} />}
    </search>
  );
}

function ToArchive({ archived }: { archived: boolean }) {
  const { t } = usePage();
  return (
    <a
      class="button to-archive"
      data-kind="quiet"
      href={`/conversations?lane=${archived ? "mine" : "archived"}`}
      aria-current={archived ? "true" : undefined}
      aria-label={t("archive.open")}
      title={t("archive.open")}
    >
      <Icon name="archive" />
    </a>
  );
}

function Whose({ agents, agentId }: { agents: readonly Named[]; agentId: number | null }) {
  const { t } = usePage();
  return (
    <select class="select" data-size="s" id="whose" aria-label={t("find.agent")}>
      <option value="">{t("find.any.agent")}</option>
      {agents.map(({ id, name }) => (
        <option key={id} value={id} selected={id === agentId}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Words({ words, archived }: { words: string; archived: boolean }) {
  const { t } = usePage();
  const what = t(archived ? "archive.find" : "find.placeholder");
  return (
    <label class="search">
      <span class="unseen">{t(archived ? "archive.find.label" : "find.label")}</span>
      <Icon name="search" />
      <input class="input" type="search" id="find" placeholder={what} value={words} maxlength={100} autocomplete="off" spellcheck={false} />
      <kbd>F</kbd>
    </label>
  );
}

// One select, for whichever the list is sorted by: never both.
function Only({ looked: { sort, only }, channels }: Pick<Props, "looked" | "channels">) {
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
