import type { ComponentChildren } from "preact";
import { usePage } from "../page.ts";
import { Icon } from "./icon.tsx";
import type { Bar } from "./system-bar.tsx";

type BannerProps = { state?: "bad" | "ours"; icon: string; alert?: boolean; id?: string; hidden?: boolean; children: ComponentChildren };

/** A line over the work: orange says wait, red says act, blue says something new is there. */
export function Banner({ state, icon, alert, id, hidden, children }: BannerProps) {
  return (
    <div class="banner" id={id} data-state={state} role={alert ? "alert" : "status"} hidden={hidden}>
      <Icon name={icon} />
      {children}
    </div>
  );
}

/** The banners that the browser's own modules show and hide (static/js/banners.js, alerts.js). */
export function Banners({ bar }: { bar: Bar }) {
  const { t } = usePage();
  return (
    <div class="banners">
      <NoAnswer bar={bar} />
      <Banner id="banner-offline" icon="wifi-off" hidden>
        <span class="grow" data-text={t("banner.offline", { time: "{time}" })} />
      </Banner>
      <Banner id="banner-ended" icon="circle-alert" state="bad" alert hidden>
        <span class="grow">{t("banner.ended")}</span>
        <a class="button" data-kind="quiet" href="/sign-in">
          <span>{t("banner.ended.action")}</span>
        </a>
      </Banner>
      <Banner id="banner-update" icon="refresh-cw" state="ours" hidden>
        <span class="grow">{t("banner.update")}</span>
        <button class="button" type="button" data-kind="quiet" data-reload>
          <span>{t("banner.update.action")}</span>
        </button>
      </Banner>
      <Banner id="banner-sound" icon="sound-off" state="ours" hidden>
        <span class="grow">{t("banner.sound")}</span>
        <button class="button" type="button" data-kind="quiet" data-unmute>
          <span>{t("banner.sound.action")}</span>
        </button>
      </Banner>
    </div>
  );
}

/** Offers ran out, so nothing new comes: one click mends it. It comes and goes with the bar. */
export function NoAnswer({ bar: { status, statuses } }: { bar: Bar }) {
  const { t } = usePage();
  const ready = statuses.find((one) => one.ready);
  return (
    <div id="no-answer">
      {status?.builtin === "no-answer" && ready && (
        <Banner icon="clock">
          <span class="grow">{t("banner.no-answer")}</span>
          <form hx-post="/me/status" hx-swap="none" hx-disable="find button">
            <button class="button" type="submit" data-kind="quiet" name="status" value={ready.id}>
              <span>{t("banner.no-answer.action")}</span>
            </button>
          </form>
        </Banner>
      )}
    </div>
  );
}
