import { usePage } from "../page.ts";
import { Setting, type Wrongs } from "./form.tsx";
import { NumberField } from "./number.tsx";
import type { QueueForm } from "./queue.tsx";

/** How a conversation becomes an agent's. */
export function AcceptanceSetting({ form: { acceptance, offerSeconds, rejectPauseSeconds }, wrongs }: { form: QueueForm; wrongs: Wrongs }) {
  const { t } = usePage();
  const choice = (value: QueueForm["acceptance"]) => (
    <label class="choice">
      <input class="check" type="radio" name="acceptance" value={value} checked={value === acceptance} />
      <span>
        {t(`queue.acceptance.${value}`)}
        <small>{t(`queue.acceptance.${value}.help`)}</small>
      </span>
    </label>
  );
  return (
    <Setting title={t("queue.acceptance")} help={t("queue.acceptance.help")}>
      {choice("manual")}
      <div class="indent manual-only">
        <NumberField id="offerSeconds" label={t("queue.offer")} value={offerSeconds} unit={t("queue.offer.unit")} wrong={wrongs["offerSeconds"]} />
        <NumberField
          id="rejectPauseSeconds"
          label={t("queue.pause")}
          value={rejectPauseSeconds}
          unit={t("queue.pause.unit")}
          wrong={wrongs["rejectPauseSeconds"]}
        />
      </div>
      {choice("automatic")}
    </Setting>
  );
}
