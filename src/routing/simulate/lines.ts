import { span } from "../../texts/time.ts";
import type { Figures, Load } from "./figures.ts";
import type { Report } from "./what-if.ts";

const COLUMNS = ["came", "had", "left", "open", "mean", "median", "p90", "longest", "SLA"] as const;
const WIDTH = 9;
const NAME_WIDTH = 34;

/** A report as a table of the console: for each queue and kind of channel what was measured, replayed, and otherwise. */
export function reportLines({ day, zone, leftOut, queues, measured, replayed, varied }: Report): string[] {
  if (measured.total.came === 0) return [`${day} (${zone}): nothing came that day`];
  const names = new Map(queues.map(({ id, name }) => [id, name]));
  const sides = [["measured", measured], ["replayed", replayed], ...(varied ? [["otherwise", varied] as const] : [])] as const;
  const groups = measured.groups.flatMap(({ queueId, family }) =>
    sides.flatMap(([word, { groups: of }], n) => {
      const found = of.find((group) => group.queueId === queueId && group.family === family);
      return found ? row(n === 0 ? `${names.get(queueId)}, ${family}` : "", word, found.figures) : [];
    }),
  );
  return [
    `${day} (${zone}): ${measured.total.came} conversations came${leftOut === 0 ? "" : `, and ${leftOut} more to queues that are gone`}`,
    "",
    `${"".padEnd(NAME_WIDTH)}${COLUMNS.map((word) => word.padStart(WIDTH)).join("")}`,
    ...sides.map(([word, { total }], n) => row(n === 0 ? "all" : "", word, total)),
    ...groups,
    "",
    "had: somebody had it · left: gone before · open: nobody had it at the end · waits in minutes and seconds, of those that somebody had",
    "SLA: of those with one, the share that somebody had within it",
    "",
    `How well the replay tells what was: ${faith(measured.total, replayed.total)}`,
    "",
    ...loadLines(replayed.loads, varied?.loads ?? null),
  ];
}

function row(name: string, word: string, { came, assigned, left, waiting, meanMs, medianMs, p90Ms, maxMs, sla }: Figures): string {
  const waits = [meanMs, medianMs, p90Ms, maxMs].map((ms) => (ms === null ? "–" : span(ms)));
  const cells = [came, assigned, left, waiting, ...waits, sla ? percent(sla.kept / sla.of) : "–"];
  return `${name.slice(0, NAME_WIDTH - 12).padEnd(NAME_WIDTH - 10)}${word.padEnd(10)}${cells.map((cell) => String(cell).padStart(WIDTH)).join("")}`;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** The replay beside what happened, in one sentence. */
function faith(measured: Figures, replayed: Figures): string {
  const [was, is] = [measured.meanMs, replayed.meanMs];
  const had = `${replayed.assigned} conversations were had by somebody in the replay, ${measured.assigned} in truth`;
  if (was === null || is === null) return had;
  return `the mean wait is ${span(is)} in the replay and was ${span(was)}; ${had}`;
}

function loadLines(replayed: readonly Load[], varied: readonly Load[] | null): string[] {
  const ids = [...new Set([...replayed, ...(varied ?? [])].map(({ agentId }) => agentId))];
  const of = (loads: readonly Load[], id: number) => loads.find(({ agentId }) => agentId === id);
  const cell = (load: Load | undefined) =>
    (load ? `${load.handled} had, ${load.share === null ? "–" : percent(load.share)} of places` : "not there").padStart(26);
  return ids.map((id) => {
    const name = (of(replayed, id) ?? of(varied ?? [], id))?.name ?? "";
    return `${name.slice(0, NAME_WIDTH - 2).padEnd(NAME_WIDTH)}${cell(of(replayed, id))}${varied ? cell(of(varied, id)) : ""}`;
  });
}
