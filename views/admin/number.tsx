import type { ComponentChildren } from "preact";
import { usePage } from "../page.ts";
import { described, Field } from "../parts/field.tsx";

type NumberProps = { id: string; label: string; value: string; unit: string; wrong: string | undefined; help?: string };

/** A number with its unit. Empty says: never, where that is possible. */
export function NumberField({ id, label, value, unit, wrong, help }: NumberProps) {
  return (
    <Field id={id} label={label} help={help} wrong={wrong}>
      <span class="unit">
        <input class="input" name={id} inputmode="numeric" value={value} autocomplete="off" {...described({ id, help, wrong })} />
        {unit}
      </span>
    </Field>
  );
}

type FoldedProps = { label: string; set: boolean; wrong: boolean; always?: boolean; children: ComponentChildren };

/** What is rarely set: folded away while it is not, and says so, unless something of it always holds. */
export function Folded({ label, set, wrong, always = false, children }: FoldedProps) {
  const { t } = usePage();
  return (
    <details class="more full" open={set || wrong}>
      <summary>{set || always ? label : t("form.off", { what: label })}</summary>
      <div class="fields">{children}</div>
    </details>
  );
}
