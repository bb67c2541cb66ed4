import type { OwnRow } from "../../src/desk/store.ts";
import { customerName } from "../desk/name.ts";
import { usePage } from "../page.ts";
import { PriorityMark } from "./icon.tsx";
import { Unread } from "./marks.tsx";
import { Menu } from "./menu.tsx";

const LEVELS = ["high", "medium", "low"] as const;
const countOf = (own: readonly OwnRow[], level: string) => own.filter(({ priority }) => priority === level).length;

/** How many conversations somebody has of each priority; opened, which. */
export function OwnTally({ own }: { own: readonly OwnRow[] }) {
  const { t } = usePage();
  const label = `${t("bar.mine")}: ${LEVELS.map((level) => t(`bar.${level}`, { count: countOf(own, level) })).join(", ")}`;
  return (
    <>
      <button class="button tallies" type="button" data-kind="quiet" aria-haspopup="menu" popovertarget="own" title={label}>
        <span class="unseen">{t("bar.mine")}</span>
        {LEVELS.map((level) => (
          <span class="tally" key={level}>
            <PriorityMark level={level} />
            <span>{countOf(own, level)}</span>
          </span>
        ))}
      </button>
      <Menu id="own" label={t("bar.mine")}>
        {LEVELS.map((level) => (
          <Level key={level} level={level} own={own.filter(({ priority }) => priority === level)} />
        ))}
        {own.length === 0 && <p class="quiet">{t("bar.mine.none")}</p>}
      </Menu>
    </>
  );
}

function Level({ level, own }: { level: (typeof LEVELS)[number]; own: readonly OwnRow[] }) {
  const { t } = usePage();
  if (own.length === 0) return null;
  return (
    <>
      <a class="level" role="menuitem" href={`/conversations?priority=${level}`}>
        <PriorityMark level={level} />
        {t("bar.level", { priority: t(`priority.${level}`), n: own.length })}
      </a>
      {own.map((row) => (
        <a key={row.id} role="menuitem" href={`/conversations/${row.id}`}>
          <span class="cut" dir="auto">
            {customerName(row, t)}
          </span>
          <small class="faint">{row.id}</small>
          <Unread count={row.unread} />
        </a>
      ))}
    </>
  );
}
