import type { Lane, ListedRow, Row } from "../../src/desk/store.ts";
import { LinkButton } from "../admin/list.tsx";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Segments } from "../parts/choices.tsx";
import { Empty } from "../parts/empty.tsx";
import { ListRow } from "./row.tsx";

type Priority = Row["priority"];
export type ListProps = {
  lane: Lane;
  /** The lanes this person has, with how many stand in each. */
  lanes: readonly { lane: Lane; count: number }[];
  rows: readonly ListedRow[];
  /** More rows than these are not shown. */
  rowsMax: number;
  chosen: number | null;
  priority: Priority | null;
  places: { used: number; capacity: number };
  /** Whether the person is ready, and the status that would make them; null where they are no agent. */
  readiness: { ready: boolean; readyId: number | null } | null;
};

export const searchOf = (lane: Lane, priority: Priority | null) => `lane=${lane}${priority ? `&priority=${priority}` : ""}`;

/** The list of conversations; the browser asks for it again when something in it changed (static/js/desk/list.js). */
export function List(props: ListProps) {
  const { lane, lanes, priority, places, rows, rowsMax } = props;
  const { person, t } = usePage();
  return (
    <section class="list" id="list" aria-label={t("desk.list")} data-source={`/conversations/rows?${searchOf(lane, priority)}`} data-me={person?.id}>
      <header>
        <Segments
          label={t("desk.lanes")}
          of={lanes.map((one) => ({
            href: `/conversations?${searchOf(one.lane, null)}`,
            label: t(`desk.${one.lane}`),
            current: one.lane === lane,
            count: one.count,
          }))}
        />
        <Places {...places} lines={lanes.length > 1 ? 2 : 1} />
      </header>
      {priority && (
        <p class="filtered">
          {t("desk.filtered", { priority: t(`priority.${priority}`).toLowerCase() })}{" "}
          <a href={`/conversations?${searchOf(lane, null)}`}>{t("desk.filtered.clear")}</a>
        </p>
      )}
      <button class="button new-rows" type="button" data-new-rows data-text={t("desk.new-rows", { n: "{n}" })} hidden />
      <Rows {...props} />
      {rows.length === rowsMax && <p class="filtered">{t("desk.more", { n: rowsMax })}</p>}
    </section>
  );
}

function Rows({ rows, lane, chosen, readiness, priority }: ListProps) {
  return (
    <ul class="rows" id="rows">
      {rows.length === 0 && (
        <li class="none">
          <NoRows lane={lane} readiness={readiness} priority={priority} />
        </li>
      )}
      {rows.map((row) => (
        <li id={`row-${row.id}`} key={row.id}>
          <ListRow row={row} search={searchOf(lane, priority)} lane={lane} chosen={row.id === chosen} />
        </li>
      ))}
    </ul>
  );
}

// Why there is nothing, and the one thing that helps.
function NoRows({ lane, readiness, priority }: Pick<ListProps, "lane" | "readiness" | "priority">) {
  const { person, t } = usePage();
  if (priority) return <Empty title={t("desk.empty.filtered")} />;
  if (lane !== "mine") return <Empty title={t(`desk.empty.${lane}`)} />;
  if (readiness === null) {
    const setUp = person?.may("administer") && <LinkButton href="/admin">{t("nav.administration")}</LinkButton>;
    return (
      <Empty title={t("desk.empty.mine")} actions={setUp}>
        {t("desk.empty.mine.no-agent")}
      </Empty>
    );
  }
  const { ready, readyId } = readiness;
  const action = !ready && readyId !== null && (
    <form hx-post="/me/status" hx-swap="none" hx-disable="find button">
      <Button type="submit" icon="play" name="status" value={readyId}>
        {t("bar.accept-new")}
      </Button>
    </form>
  );
  return (
    <Empty title={t("desk.empty.mine")} actions={action}>
      {t(ready ? "desk.empty.mine.ready" : "desk.empty.mine.not-ready")}
    </Empty>
  );
}

const SLOTS_MAX = 12;

// Beside several lanes there is room for little: the places stand in two lines then.
function Places({ used, capacity, lines }: ListProps["places"] & { lines: 1 | 2 }) {
  const { t } = usePage();
  const label = t("desk.places", { used, capacity });
  if (capacity === 0 || capacity > SLOTS_MAX) return <small class="quiet" title={label}>{`${used}/${capacity}`}</small>;
  const inLine = Math.ceil(capacity / lines);
  const [width, height] = [inLine * 8 - 2, lines * 8];
  return (
    <svg class="slots" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
      <title>{label}</title>
      {Array.from({ length: capacity }, (_, n) => (
        <rect key={n} class={n < used ? undefined : "free"} x={(n % inLine) * 8} y={Math.floor(n / inLine) * 8 + 1} width={6} height={6} rx={1.5} />
      ))}
    </svg>
  );
}
