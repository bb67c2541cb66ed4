import type { Looked } from "../../src/desk/list.ts";
import type { Listed, OpenLane } from "../../src/desk/list-store.ts";
import { dayOf } from "../../src/texts/time.ts";
import { LinkButton } from "../admin/list.tsx";
import { KeptItem } from "../kept.tsx";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Segments } from "../parts/choices.tsx";
import { Empty } from "../parts/empty.tsx";
import { Find, searchOf } from "./find.tsx";
import { ListRow, sinceOf } from "./row.tsx";
import { StarButton } from "./star.tsx";

export type ListProps = {
  looked: Looked;
  /** The lanes this person has, with how many stand in each. */
  lanes: readonly { lane: OpenLane; count: number }[];
  /** The channels of what stands in this lane, where it is sorted by them. */
  channels: readonly { id: string; name: string }[];
  /** Whose conversations may be asked for here; null where nobody's may. */
  agents: readonly { id: number; name: string }[] | null;
  rows: readonly (Listed & { closedAt?: number })[];
  /** How many are shown, where there are more. */
  more: number | null;
  /** Where the next page of the archive begins; null where there is none. */
  next: string | null;
  chosen: number | null;
  places: { used: number; capacity: number };
  /** Whether the person is ready, and the status that would make them; null where they are no agent. */
  readiness: { ready: boolean; readyId: number | null } | null;
};

/** The list of conversations; the browser asks for it again when something in it changed (static/js/desk/list.js). */
export function List(props: ListProps) {
  const { looked, lanes, channels, agents, places, more, next } = props;
  const { person, t } = usePage();
  return (
    <section class="list" id="list" aria-label={t("desk.list")} data-source={`/conversations/rows?${searchOf(looked)}`} data-me={person?.id}>
      <header>
        <Segments
          label={t("desk.lanes")}
          of={lanes.map(({ lane, count }) => ({
            href: `/conversations?${searchOf({ ...looked, lane, only: null, before: "" })}`,
            label: t(`desk.${lane}`),
            current: lane === looked.lane,
            count,
          }))}
        />
        <Places {...places} lines={lanes.length > 1 ? 2 : 1} />
      </header>
      <Find looked={looked} channels={channels} agents={agents} />
      {(looked.lane === "starred" || looked.lane === "archived") && (
        <p class="filtered">
          {t(`desk.filtered.${looked.lane}`)} <a href="/conversations?lane=mine">{t(`desk.filtered.${looked.lane}.end`)}</a>
        </p>
      )}
      <button class="button new-rows" type="button" data-new-rows data-text={t("desk.new-rows", { n: "{n}" })} hidden />
      <Rows {...props} />
      {more !== null && <p class="filtered">{t("desk.more", { n: more })}</p>}
      <Pages looked={looked} next={next} />
    </section>
  );
}

function Pages({ looked, next }: Pick<ListProps, "looked" | "next">) {
  const { t } = usePage();
  if (next === null && looked.before === "") return null;
  return (
    <nav class="pages" aria-label={t("archive.pages")}>
      {looked.before !== "" && <a href={`/conversations?${searchOf({ ...looked, before: "" })}`}>{t("archive.newest")}</a>}
      {next !== null && <a href={`/conversations?${searchOf({ ...looked, before: next })}`}>{t("archive.older")}</a>}
    </nav>
  );
}

function Rows({ rows, looked, chosen, readiness }: ListProps) {
  const { language, zone, now } = usePage();
  const search = searchOf(looked);
  return (
    <ul class="rows" id="rows">
      {rows.length === 0 && (
        <li class="none">
          <NoRows looked={looked} readiness={readiness} />
        </li>
      )}
      {rows.map((row) => (
        <KeptItem
          id={`row-${row.id}`}
          key={row.id}
          by={[row, search, looked.lane, row.id === chosen, dayOf(zone, now), sinceOf(row, language, now)]}
          inside={() => (
            <>
              <ListRow row={row} search={search} lane={looked.lane} chosen={row.id === chosen} />
              {row.state !== "closed" && <StarButton conversationId={row.id} starred={row.starred} />}
            </>
          )}
        />
      ))}
    </ul>
  );
}

// Why there is nothing, and the one thing that helps.
function NoRows({ looked: { lane, words, only, agentId }, readiness }: Pick<ListProps, "looked" | "readiness">) {
  const { person, t } = usePage();
  if (words) return <Empty title={t("find.nothing")} />;
  if (only || agentId !== null) return <Empty title={t("desk.empty.filtered")} />;
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
