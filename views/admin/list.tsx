import type { ComponentChildren } from "preact";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";

type LinkProps = { href: string; icon?: string; kind?: "primary" | "quiet"; size?: "form"; children: string };

/** A link that looks like a button: it only leads somewhere. */
export function LinkButton({ href, icon, kind, size, children }: LinkProps) {
  return (
    <a class="button" href={href} data-kind={kind} data-size={size}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}

type Heading = string | { label: string; num: true };

type ListProps = {
  /** Its own address, filter included. */
  href: string;
  /** "" is a column that needs no name. */
  heads: readonly Heading[];
  /** In the place of the table, where there is nothing to show. */
  empty: ComponentChildren;
  children: ComponentChildren;
};

/** Somebody changed a setting; what one list shows often comes from several. */
export const SETTINGS_CHANGED =
  "settings-users from:body, settings-profiles from:body, settings-statuses from:body, settings-skillsets from:body, settings-queues from:body, " +
  "settings-shortcodes from:body, settings-locations from:body, settings-content from:body, " +
  "settings-channels from:body, agents from:body, troubles from:body, live:again from:body";

/** A table of settings, always as it is now: it asks again when somebody changed one. */
export function LiveTable({ href, heads, empty, children }: ListProps) {
  return (
    <div class="rows" id="rows" hx-get={href} hx-select="#rows" hx-trigger={SETTINGS_CHANGED} hx-swap="outerMorph">
      {empty || (
        <table class="table">
          <thead>
            <tr>
              {heads.map((head) => (
                <Head head={head} />
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      )}
    </div>
  );
}

function Head({ head }: { head: Heading }) {
  if (head === "") return <td />;
  const { label, num } = typeof head === "string" ? { label: head, num: false } : head;
  return (
    <th scope="col" class={num ? "num" : undefined}>
      {label}
    </th>
  );
}

/** The field above a list that narrows it. Enter sends it; while one types it sends itself. */
export function Search({ action, q, label }: { action: string; q: string; label: string }) {
  const { t } = usePage();
  return (
    <search class="filters">
      <form method="get" action={action} class="search" role="presentation">
        <Icon name="search" />
        <input
          class="input"
          type="search"
          name="q"
          value={q}
          placeholder={label}
          aria-label={label}
          hx-get={action}
          hx-select="#rows"
          hx-target="#rows"
          hx-swap="outerMorph"
          hx-trigger="input changed delay:200ms"
        />
        <button class="unseen" type="submit" tabindex={-1}>
          {t("list.search")}
        </button>
      </form>
    </search>
  );
}
