import { usePage } from "../page.ts";
import { SelectField } from "../parts/field.tsx";
import { Setting, type Wrongs } from "./form.tsx";
import { Folded, NumberField } from "./number.tsx";
import type { QueueForm } from "./queue.tsx";

type PartProps = { form: QueueForm; wrongs: Wrongs };

/** Whom a customer gets first, and what happens with conversations whose agent or customer is silent. */
export function AgentSettings(props: PartProps) {
  return (
    <>
      <Preferred {...props} />
      <TakenBack {...props} />
      <Silent {...props} />
    </>
  );
}

const some = (wrongs: Wrongs, ...paths: string[]) => paths.some((path) => wrongs[path] !== undefined);

function Preferred({ form: { preferred }, wrongs }: PartProps) {
  const { t } = usePage();
  return (
    <Setting title={t("queue.preferred")} help={t("queue.preferred.help")}>
      <Folded label={t("queue.preferred.what")} set={preferred.who !== ""} wrong={some(wrongs, "preferred", "preferred.days", "preferred.seconds")}>
        <SelectField
          id="preferred"
          label={t("queue.preferred.who")}
          value={preferred.who}
          options={(["last", "responsible"] as const).map((value) => ({ value, label: t(`queue.preferred.${value}`) }))}
          empty={t("queue.preferred.nobody")}
          wrong={wrongs["preferred"]}
        />
        <NumberField
          id="preferred.days"
          label={t("queue.preferred.days")}
          value={preferred.days}
          unit={t("queue.preferred.days.unit")}
          wrong={wrongs["preferred.days"]}
        />
        <NumberField
          id="preferred.seconds"
          label={t("queue.preferred.wait")}
          value={preferred.seconds}
          unit={t("queue.preferred.wait.unit")}
          wrong={wrongs["preferred.seconds"]}
        />
      </Folded>
    </Setting>
  );
}

function TakenBack({ form: { firstReplySeconds, openSeconds, awayMinutes }, wrongs }: PartProps) {
  const { t } = usePage();
  const set = firstReplySeconds !== "" || awayMinutes !== "" || openSeconds !== "180";
  return (
    <Setting title={t("queue.back")} help={t("queue.back.help")}>
      <Folded always label={t("queue.back.what")} set={set} wrong={some(wrongs, "firstReplySeconds", "openSeconds", "awayMinutes")}>
        <NumberField
          id="firstReplySeconds"
          label={t("queue.first-reply")}
          value={firstReplySeconds}
          unit={t("queue.first-reply.unit")}
          wrong={wrongs["firstReplySeconds"]}
        />
        <NumberField id="openSeconds" label={t("queue.open")} value={openSeconds} unit={t("queue.open.unit")} wrong={wrongs["openSeconds"]} />
        <NumberField id="awayMinutes" label={t("queue.away")} value={awayMinutes} unit={t("queue.away.unit")} wrong={wrongs["awayMinutes"]} />
      </Folded>
    </Setting>
  );
}

function Silent({ form: { silent }, wrongs }: PartProps) {
  const { t } = usePage();
  return (
    <Setting title={t("queue.silent")} help={t("queue.silent.help")}>
      <Folded label={t("queue.silent.what")} set={silent.minutes !== ""} wrong={some(wrongs, "silent.minutes", "silent.room")}>
        <NumberField
          id="silent.minutes"
          label={t("queue.silent.after")}
          value={silent.minutes}
          unit={t("queue.silent.unit")}
          wrong={wrongs["silent.minutes"]}
        />
        <SelectField
          id="silent.room"
          label={t("queue.silent.room")}
          value={silent.room}
          options={(["personal", "public"] as const).map((value) => ({ value, label: t(`queue.silent.${value}`) }))}
          wrong={wrongs["silent.room"]}
        />
      </Folded>
    </Setting>
  );
}
