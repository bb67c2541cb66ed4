import type { CustomerField } from "../../src/customers/fields.ts";
import { usePage } from "../page.ts";
import { SelectField, TextField } from "../parts/field.tsx";

type Props = { field: CustomerField; value: string; wrong: string | undefined };

/** A field of the workspace's own, as its kind is filled in. */
export function OwnField({ field: { id, name, kind, choices }, value, wrong }: Props) {
  const { t } = usePage();
  const frame = { id: `field-${id}`, label: name, wrong };
  if (kind === "choice") {
    // What stands there stays choosable, though the choice is gone.
    const offered = value === "" || choices.includes(value) ? choices : [...choices, value];
    const options = offered.map((choice) => ({ value: choice, label: choice }));
    return <SelectField {...frame} options={options} value={value} empty={t("customer.unknown")} />;
  }
  if (kind === "date") return <TextField {...frame} type="date" value={value} />;
  return <TextField {...frame} value={value} maxlength={500} {...(kind === "number" ? { inputmode: "decimal" } : {})} />;
}
