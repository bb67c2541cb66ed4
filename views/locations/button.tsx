import { usePage } from "../page.ts";
import { IconButton } from "../parts/button.tsx";

/** Opens the window where a place is chosen. */
export function LocationButton({ conversationId }: { conversationId: number }) {
  const { t } = usePage();
  const opens = { "hx-get": `/conversations/${conversationId}/location`, "hx-target": "#toasts", "hx-swap": "beforeend", "hx-disable": "this" };
  return <IconButton icon="map-pin" label={t("location.action")} aria-haspopup="dialog" data-location {...opens} />;
}
