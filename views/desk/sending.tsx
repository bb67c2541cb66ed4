import { usePage } from "../page.ts";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";

/** A message that the server does not have yet, for the browser to fill in (static/js/desk/bubble.js). */
export function SendingTemplate() {
  const { t } = usePage();
  return (
    <template data-sending>
      <li class="said" data-from="us">
        <div class="bubble">
          <span class="lock" hidden>
            <Icon name="lock" size="s" />
            {t("said.note")}
          </span>
          <span class="sent-files" hidden />
          <span class="words" dir="auto" />
          <span class="stamp">
            <time />
            <span data-mark="sending">
              <Icon name="clock" label={t("said.sending")} />
            </span>
          </span>
          <ul class="options" hidden />
        </div>
        <div class="asked" role="alert" data-asked hidden />
        <p class="trouble" hidden>
          <Icon name="circle-alert" size="s" />
          <span data-text={t("said.unsent", { reason: "{reason}" })} data-unreached={t("composer.unreached")} />
          <button type="button" data-send-again>
            {t("said.again")}
          </button>
          <button type="button" data-take-back>
            {t("said.take-back")}
          </button>
        </p>
      </li>
    </template>
  );
}

/** A file that was chosen: its picture or drawing, name, size, how far it is, what is wrong with it. */
export function TileTemplate({ channelName }: { channelName: string }) {
  const { t } = usePage();
  return (
    <template
      data-tile
      data-type={t("composer.refused.type", { channel: channelName })}
      data-size={t("composer.refused.size", { channel: channelName, size: "{size}" })}
      data-empty={t("composer.refused.empty")}
      data-unreached={t("composer.unreached")}
      data-uploading={t("composer.uploading", { name: "{name}" })}
    >
      <li class="tile">
        <Icon name="file-text" />
        <img alt="" hidden />
        <span class="grow">
          <span class="cut" data-name />
          <small data-state-words />
          <progress class="bar" data-state="ours" max={1} />
        </span>
        <button class="link" type="button" data-upload-again hidden>
          {t("composer.try-again")}
        </button>
        <IconButton icon="x" label={t("composer.remove", { name: "{name}" })} data-remove />
      </li>
    </template>
  );
}
