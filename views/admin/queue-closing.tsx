import { usePage } from "../page.ts";
import { Setting } from "./form.tsx";
import type { QueueForm } from "./queue.tsx";

/** What an agent records on closing. */
export function ClosingSetting({ form: { wrapUp } }: { form: QueueForm }) {
  const { t } = usePage();
  return (
    <Setting title={t("queue.wrap-up")} help={t("queue.wrap-up.help")}>
      {(["off", "offered", "mandatory"] as const).map((value) => (
        <label class="choice">
          <input class="check" type="radio" name="wrapUp" value={value} checked={value === wrapUp} />
          <span>
            {t(`queue.wrap-up.${value}`)}
            <small>{t(`queue.wrap-up.${value}.help`)}</small>
          </span>
        </label>
      ))}
    </Setting>
  );
}
