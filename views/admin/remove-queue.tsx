import { usePage } from "../page.ts";
import { SelectField } from "../parts/field.tsx";
import { Setting } from "./form.tsx";

type UsesProps = {
  uses: { channels: readonly string[]; overflows: readonly string[]; profiles: readonly string[]; open: number };
  others: readonly { id: number; name: string }[];
  to: number | null;
  wrong: string | undefined;
};

/** Where a queue is used, and which other takes its place. */
export function QueueUses({ uses: { channels, overflows, profiles, open }, others, to, wrong }: UsesProps) {
  const { t } = usePage();
  const lines = [
    ...(channels.length > 0 ? [t("queue.remove.channels", { names: channels.join(", ") })] : []),
    ...(overflows.length > 0 ? [t("queue.remove.overflows", { names: overflows.join(", ") })] : []),
    ...(profiles.length > 0 ? [t("queue.remove.profiles", { names: profiles.join(", ") })] : []),
    ...(open > 0 ? [t("queue.remove.open", { count: open })] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <Setting title={t("queue.remove.used")} help={t("queue.remove.used.help")}>
      <ul class="uses">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      {others.length === 0 ? (
        <p class="bad-text">{t("queue.remove.no-other")}</p>
      ) : (
        <SelectField
          id="to"
          label={t("queue.remove.to")}
          value={to}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          empty={t("queue.remove.choose")}
          wrong={wrong}
        />
      )}
    </Setting>
  );
}
