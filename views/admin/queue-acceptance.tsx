import { usePage } from "../page.ts";
import { fieldIn, Setting, type Wrongs } from "./form.tsx";
import { NumberField } from "./number.tsx";
import type { QueueForm } from "./queue.tsx";

/** How a conversation becomes an agent's. */
export function AcceptanceSetting({ form: { acceptance, offerSeconds, rejectPauseSeconds }, wrongs }: { form: QueueForm; wrongs: Wrongs }) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
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
        <NumberField {...field("offerSeconds", offerSeconds)} label={t("queue.offer")} unit={t("queue.offer.unit")} />
        <NumberField {...field("rejectPauseSeconds", rejectPauseSeconds)} label={t("queue.pause")} unit={t("queue.pause.unit")} />
      </div>
      {choice("automatic")}
    </Setting>
  );
}
