import type { Opened } from "../../src/desk/store.ts";
import { shortTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";

/** Says to who writes here that their messages wait, while the provider refuses the whole channel; it comes and goes by itself. */
export function ChannelStopped({ conversation: { id, channelName, channelStoppedAt } }: { conversation: Opened }) {
  const { language, zone, now, t } = usePage();
  return (
    <div
      id="channel-stopped"
      role="status"
      hx-get={`/conversations/${id}`}
      hx-select="#channel-stopped"
      hx-trigger="channels from:body, live:again from:body"
      hx-swap="outerMorph"
    >
      {channelStoppedAt !== null && (
        <p class="stopped">
          <Icon name="circle-alert" size="s" />
          {t("chat.channel-stopped", { channel: channelName, time: shortTime(language, zone, channelStoppedAt, now) })}
        </p>
      )}
    </div>
  );
}
