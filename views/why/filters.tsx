import type { Asked } from "../../src/routing/log.ts";
import { usePage } from "../page.ts";
import { NarrowForm } from "../parts/narrow.tsx";

export type Named = { id: number; name: string };
type FiltersProps = { asked: Asked; queues: readonly Named[]; agents: readonly Named[] };

/** What narrows the list. A choice sends itself; a number is sent with Enter. */
export function Filters({ asked, queues, agents }: FiltersProps) {
  const { t } = usePage();
  const { queueId, agentId, outcome, conversationId } = asked;
  const outcomes = (["offered", "assigned"] as const).map((id) => ({ id, name: t(`why.outcome.${id}`) }));
  return (
    <NarrowForm action="/why" part="main" on="change">
      <Choice name="queue" label={t("why.filter.queue")} all={t("why.filter.queue.all")} of={queues} value={queueId} />
      <Choice name="agent" label={t("why.filter.agent")} all={t("why.filter.agent.all")} of={agents} value={agentId} />
      <Choice name="outcome" label={t("why.filter.outcome")} all={t("why.filter.outcome.all")} of={outcomes} value={outcome} />
      <input
        class="input number"
        type="search"
        inputmode="numeric"
        name="conversation"
        value={conversationId ?? ""}
        placeholder={t("why.filter.conversation")}
        aria-label={t("why.filter.conversation")}
      />
      <button class="unseen" type="submit" tabindex={-1}>
        {t("list.search")}
      </button>
      {(queueId ?? agentId ?? outcome ?? conversationId) !== null && <a href="/why">{t("why.filter.clear")}</a>}
    </NarrowForm>
  );
}

type ChoiceProps = { name: string; label: string; all: string; of: readonly { id: number | string; name: string }[]; value: number | string | null };

function Choice({ name, label, all, of, value }: ChoiceProps) {
  return (
    <select class="select" name={name} aria-label={label}>
      <option value="">{all}</option>
      {of.map((one) => (
        <option value={one.id} selected={one.id === value}>
          {one.name}
        </option>
      ))}
    </select>
  );
}
