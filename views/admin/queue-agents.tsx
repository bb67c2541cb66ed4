import { usePage } from "../page.ts";
import { SelectField } from "../parts/field.tsx";
import { anyWrong, fieldIn, Setting, type Wrongs } from "./form.tsx";
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

function Preferred({ form: { preferred }, wrongs }: PartProps) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  return (
    <Setting title={t("queue.preferred")} help={t("queue.preferred.help")}>
      <Folded label={t("queue.preferred.what")} set={preferred.who !== ""} wrong={anyWrong(wrongs, "preferred", "preferred.days", "preferred.seconds")}>
        <SelectField
          {...field("preferred", preferred.who)}
          label={t("queue.preferred.who")}
          options={(["last", "responsible"] as const).map((value) => ({ value, label: t(`queue.preferred.${value}`) }))}
          empty={t("queue.preferred.nobody")}
        />
        <NumberField {...field("preferred.days", preferred.days)} label={t("queue.preferred.days")} unit={t("queue.preferred.days.unit")} />
        <NumberField {...field("preferred.seconds", preferred.seconds)} label={t("queue.preferred.wait")} unit={t("queue.preferred.wait.unit")} />
      </Folded>
    </Setting>
  );
}

function TakenBack({ form: { firstReplySeconds, openSeconds, awayMinutes }, wrongs }: PartProps) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  const set = firstReplySeconds !== "" || awayMinutes !== "" || openSeconds !== "180";
  return (
    <Setting title={t("queue.back")} help={t("queue.back.help")}>
      <Folded always label={t("queue.back.what")} set={set} wrong={anyWrong(wrongs, "firstReplySeconds", "openSeconds", "awayMinutes")}>
        <NumberField {...field("firstReplySeconds", firstReplySeconds)} label={t("queue.first-reply")} unit={t("queue.first-reply.unit")} />
        <NumberField {...field("openSeconds", openSeconds)} label={t("queue.open")} unit={t("queue.open.unit")} />
        <NumberField {...field("awayMinutes", awayMinutes)} label={t("queue.away")} unit={t("queue.away.unit")} />
      </Folded>
    </Setting>
  );
}

function Silent({ form: { silent }, wrongs }: PartProps) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  return (
    <Setting title={t("queue.silent")} help={t("queue.silent.help")}>
      <Folded label={t("queue.silent.what")} set={silent.minutes !== ""} wrong={anyWrong(wrongs, "silent.minutes", "silent.room")}>
        <NumberField {...field("silent.minutes", silent.minutes)} label={t("queue.silent.after")} unit={t("queue.silent.unit")} />
        <SelectField
          {...field("silent.room", silent.room)}
          label={t("queue.silent.room")}
          options={(["personal", "public"] as const).map((value) => ({ value, label: t(`queue.silent.${value}`) }))}
        />
      </Folded>
    </Setting>
  );
}
