import type { LogLine } from "../../src/routing/log.ts";
import { duration, exactTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Time } from "../parts/marks.tsx";

/** One line a decision: who got what, why, of how many, and after how long. */
export function Lines({ lines }: { lines: readonly LogLine[] }) {
  const { t } = usePage();
  return (
    <table class="table" id="decisions">
      <thead>
        <tr>
          <th scope="col">{t("why.column.at")}</th>
          <th scope="col">{t("why.column.conversation")}</th>
          <th scope="col">{t("why.column.queue")}</th>
          <th scope="col">{t("why.column.agent")}</th>
          <th scope="col">{t("why.column.why")}</th>
          <th scope="col" class="num">
            {t("why.column.could")}
          </th>
          <th scope="col" class="num">
            {t("why.column.waited")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line }: { line: LogLine }) {
  const { language, zone, t } = usePage();
  const { id, at, conversationId, queueName, agentId, agentName, outcome, tieBreak, could, considered, waitedMs } = line;
  return (
    <tr id={`decision-${id}`}>
      <td title={exactTime(language, zone, at)}>
        <Time at={at} />
      </td>
      <td>
        <a class="whole" href={`/why/${conversationId}#decision-${id}`}>
          {conversationId}
        </a>
      </td>
      <td class="wide">{queueName}</td>
      <td>
        <span class="person">
          <Avatar name={agentName} id={agentId} size="s" />
          <span class="cut">{agentName}</span>
        </span>
      </td>
      <td class="wide">
        {t(`why.outcome.${outcome}`)}
        <span class="quiet">{`: ${t(`why.tie.${tieBreak}`)}`}</span>
      </td>
      <td class="num">{t("why.could-of", { could, considered })}</td>
      <td class="num">{duration(language, waitedMs)}</td>
    </tr>
  );
}
