import { usePage } from "../page.ts";
import { SelectField } from "../parts/field.tsx";
import { FAMILIES } from "./families.ts";
import { Setting, type Wrongs } from "./form.tsx";
import { Folded, NumberField } from "./number.tsx";
import type { QueueForm } from "./queue.tsx";

type PartProps = { form: QueueForm; wrongs: Wrongs };

/** Within how long a customer is to be answered, by the family of the channel. */
export function SlaSetting({ form: { slaSeconds }, wrongs }: PartProps) {
  const { t } = usePage();
  return (
    <Setting title={t("queue.sla")} help={t("queue.sla.help")}>
      <div class="sla-grid">
        {FAMILIES.map((family) => {
          const id = `slaSeconds.${family}`;
          return <NumberField id={id} label={t(`family.${family}`)} value={slaSeconds[family]} unit={t("queue.seconds")} wrong={wrongs[id]} />;
        })}
      </div>
    </Setting>
  );
}

/** What becomes of those for whom nobody is there. */
export function LongWaits({ form: { overflow, ageingMinutes }, others, wrongs }: PartProps & { others: readonly { id: number; name: string }[] }) {
  const { t } = usePage();
  const wrong = ["overflow.queue", "overflow.afterSeconds", "ageingMinutes"].some((path) => wrongs[path] !== undefined);
  const set = overflow.queue !== null || overflow.afterSeconds !== "" || ageingMinutes !== "";
  return (
    <Setting title={t("queue.long")} help={t("queue.long.help")}>
      <Folded label={t("queue.long.what")} set={set} wrong={wrong}>
        <SelectField
          id="overflow.queue"
          label={t("queue.overflow")}
          value={overflow.queue}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          empty={t("queue.overflow.none")}
          wrong={wrongs["overflow.queue"]}
        />
        <NumberField
          id="overflow.afterSeconds"
          label={t("queue.overflow.after")}
          value={overflow.afterSeconds}
          unit={t("queue.overflow.unit")}
          wrong={wrongs["overflow.afterSeconds"]}
        />
        <NumberField
          id="ageingMinutes"
          label={t("queue.ageing")}
          value={ageingMinutes}
          unit={t("queue.ageing.unit")}
          help={t("queue.ageing.help")}
          wrong={wrongs["ageingMinutes"]}
        />
      </Folded>
    </Setting>
  );
}
