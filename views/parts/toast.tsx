import type { ComponentChildren } from "preact";
import { usePage } from "../page.ts";
import { Icon } from "./icon.tsx";

type ToastProps = { icon?: string; children: ComponentChildren; action?: ComponentChildren };

/** A word at the bottom that goes by itself (static/js/parts.js). */
export function Toast({ icon = "check", children, action }: ToastProps) {
  return (
    <p class="toast">
      <Icon name={icon} />
      <span>{children}</span>
      {action}
    </p>
  );
}

/** A toast as a further part of any htmx answer, also of one that changes nothing else (409, 5xx). */
export function ToastPartial(props: ToastProps) {
  return (
    <hx-partial hx-target="#toasts" hx-swap="beforeend">
      <Toast {...props} />
    </hx-partial>
  );
}

/** What the browser shows by itself: no answer came (static/js/failures.js), somebody wrote (static/js/alerts.js). */
export function BrowserToasts() {
  const { t } = usePage();
  return (
    <>
      <template id="toast-unreached">
        <Toast icon="wifi-off">{t("error.unreached")}</Toast>
      </template>
      <template id="toast-copied">
        <Toast icon="copy">{t("copy.done")}</Toast>
      </template>
      <template id="notice-message">
        <p class="toast">
          <Icon name="message-circle" />
          <span data-text={t("notice.message", { id: "{id}" })} />
          <a class="button" data-kind="quiet" href="/conversations">
            <span>{t("notice.open")}</span>
          </a>
        </p>
      </template>
      <template id="notice-mention">
        <p class="toast">
          <Icon name="at-sign" />
          <span data-text={t("notice.mention", { id: "{id}" })} />
          <a class="button" data-kind="quiet" href="/conversations">
            <span>{t("notice.open")}</span>
          </a>
        </p>
      </template>
      <template id="notice-given">
        <span data-text={t("notice.given", { id: "{id}" })} />
      </template>
      <template id="notice-offer">
        <span data-text={t("notice.offer")} />
      </template>
    </>
  );
}
