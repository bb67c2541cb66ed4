import type { QueueChoice } from "../../src/routing/simulate/choices.ts";
import { anyWrong, fieldIn, type Wrongs } from "../admin/form.tsx";
import { Folded, NumberField } from "../admin/number.tsx";
import { usePage } from "../page.ts";
import { EvenNumber, EvenSelect } from "./even.tsx";

const PRIORITIES = ["high", "medium", "low"] as const;
const ORDERS = ["load", "level"] as const;

type QueueProps = { queue: QueueChoice; typed: Readonly<Record<string, string>>; wrongs: Wrongs };

/** What shall be otherwise in a queue. Its rules stay folded while they are those of now. */
export function QueuePart({ queue: { id, name, rings, agentOrder, ageingMinutes }, typed, wrongs }: QueueProps) {
  const { t } = usePage();
  const now: Readonly<Record<string, string>> = {
    [`order.${id}`]: agentOrder,
    [`ageing.${id}`]: String(ageingMinutes ?? ""),
    ...Object.fromEntries(rings.map(({ afterSeconds }, at) => [`ring.${id}.${at}`, String(afterSeconds)])),
    ...Object.fromEntries(rings.map(({ minLevel }, at) => [`level.${id}.${at}`, String(minLevel)])),
  };
  const fieldOf = (name: string) => fieldIn(wrongs)(name, typed[name] ?? now[name] ?? "");
  const rules = Object.keys(now);
  return (
    <fieldset>
      <legend>{name}</legend>
      <EvenSelect
        {...fieldOf(`priority.${id}`)}
        label={t("what-if.priority")}
        options={[{ value: "", label: t("what-if.as-it-was") }, ...PRIORITIES.map((value) => ({ value, label: t(`queue.priority.${value}`) }))]}
      />
      <Folded label={t("what-if.rules")} set={rules.some((field) => (typed[field] ?? now[field]) !== now[field])} wrong={anyWrong(wrongs, ...rules)} always>
        {rings.map(({ skillsets }, at) => (
          <fieldset class="ring">
            <legend>
              {t("what-if.ring", { ring: at + 1 })} <small>{skillsets.join(", ")}</small>
            </legend>
            <NumberField {...fieldOf(`ring.${id}.${at}`)} label={t("what-if.ring.after")} unit={t("queue.seconds")} />
            <NumberField {...fieldOf(`level.${id}.${at}`)} label={t("what-if.ring.level")} unit={t("what-if.ring.level.unit")} />
          </fieldset>
        ))}
        <EvenSelect {...fieldOf(`order.${id}`)} label={t("queue.order")} options={ORDERS.map((value) => ({ value, label: t(`queue.order.${value}`) }))} />
        <EvenNumber {...fieldOf(`ageing.${id}`)} label={t("queue.ageing")} unit={t("what-if.ageing.unit")} />
      </Folded>
    </fieldset>
  );
}
