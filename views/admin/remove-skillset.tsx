import { usePage } from "../page.ts";
import { SelectField } from "../parts/field.tsx";
import { Setting } from "./form.tsx";

type UsesProps = { queues: readonly string[]; waiting: number; others: readonly { id: number; name: string }[]; instead: number | null };

/** Which rings ask a skillset, and who is asked in its place. */
export function SkillsetUses({ queues, waiting, others, instead }: UsesProps) {
  const { t } = usePage();
  if (queues.length === 0 && waiting === 0) return null;
  return (
    <Setting title={t("skillset.remove.rings")} help={t("skillset.remove.rings.help")}>
      {queues.length > 0 && (
        <>
          <ul class="uses">
            {queues.map((name) => (
              <li>{name}</li>
            ))}
          </ul>
          <SelectField
            id="instead"
            label={t("skillset.remove.instead")}
            value={instead}
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
            empty={t("skillset.remove.nobody")}
          />
        </>
      )}
      {waiting > 0 && <p>{t("skillset.remove.waiting", { count: waiting })}</p>}
    </Setting>
  );
}
