import { usePage } from "../page.ts";
import { TextField } from "../parts/field.tsx";
import { ChannelMark, type ChannelName, PriorityMark } from "../parts/icon.tsx";
import { anyWrong, fieldIn, Setting, Wrong, type Wrongs } from "./form.tsx";
import type { QueueForm } from "./queue.tsx";

type WhatProps = { form: QueueForm; kinds: readonly ChannelName[]; wrongs: Wrongs };

/** What it is called, and what it takes. */
export function QueueWhat({ form: { name, priority, kinds: chosen }, kinds, wrongs }: WhatProps) {
  const { t } = usePage();
  return (
    <>
      <Setting title={t("queue.what")} help={t("queue.what.help")}>
        <TextField {...fieldIn(wrongs)("name", name)} label={t("field.name")} required autofocus={name === "" || anyWrong(wrongs, "name")} autocomplete="off" />
        <div class="field">
          <span class="label" id="priority-label">
            {t("queue.priority")}
          </span>
          <div class="segments" role="radiogroup" aria-labelledby="priority-label">
            {(["low", "medium", "high"] as const).map((level) => (
              <label>
                <input class="unseen" type="radio" name="priority" value={level} checked={level === priority} />
                <PriorityMark level={level} />
                {t(`queue.priority.${level}`)}
              </label>
            ))}
          </div>
        </div>
      </Setting>
      <Setting title={t("queue.kinds")} help={t("queue.kinds.help")}>
        <div class="ticks full" role="group" aria-label={t("queue.kinds")}>
          {/* With no tick at all the form still says that it asked. */}
          <input type="hidden" name="kinds" value="" />
          {kinds.map((kind) => (
            <label class="choice">
              <input class="check" type="checkbox" name="kinds" value={kind} checked={chosen.includes(kind)} />
              <ChannelMark kind={kind} />
              <span aria-hidden="true">{t(`channel.${kind}`)}</span>
            </label>
          ))}
        </div>
        <Wrong>{wrongs["kinds"]}</Wrong>
      </Setting>
    </>
  );
}
