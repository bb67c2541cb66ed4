import { usePage } from "../page.ts";
import { SelectField } from "../parts/field.tsx";
import { FAMILIES } from "./families.ts";
import { anyWrong, fieldIn, Setting, type Wrongs } from "./form.tsx";
import { Folded, NumberField } from "./number.tsx";
import type { QueueForm } from "./queue.tsx";

type PartProps = { form: QueueForm; wrongs: Wrongs };

/** Within how long a customer is to be answered, by the family of the channel. */
export function SlaSetting({ form: { slaSeconds }, wrongs }: PartProps) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  return (
    <Setting title={t("queue.sla")} help={t("queue.sla.help")}>
      <div class="sla-grid">
        {FAMILIES.map((family) => (
          <NumberField {...field(`slaSeconds.${family}`, slaSeconds[family])} label={t(`family.${family}`)} unit={t("queue.seconds")} />
        ))}
      </div>
    </Setting>
  );
}

/** What becomes of those for whom nobody is there. */
export function LongWaits({ form: { overflow, ageingMinutes }, others, wrongs }: PartProps & { others: readonly { id: number; name: string }[] }) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  const set = overflow.queue !== null || overflow.afterSeconds !== "" || ageingMinutes !== "";
  return (
    <Setting title={t("queue.long")} help={t("queue.long.help")}>
      <Folded label={t("queue.long.what")} set={set} wrong={anyWrong(wrongs, "overflow.queue", "overflow.afterSeconds", "ageingMinutes")}>
        <SelectField
          {...field("overflow.queue", overflow.queue)}
          label={t("queue.overflow")}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          empty={t("queue.overflow.none")}
        />
        <NumberField {...field("overflow.afterSeconds", overflow.afterSeconds)} label={t("queue.overflow.after")} unit={t("queue.overflow.unit")} />
        <NumberField {...field("ageingMinutes", ageingMinutes)} label={t("queue.ageing")} unit={t("queue.ageing.unit")} help={t("queue.ageing.help")} />
      </Folded>
    </Setting>
  );
}
