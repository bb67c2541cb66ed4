import { usePage } from "../page.ts";
import { Icon } from "./icon.tsx";

/** Copies `text` to the clipboard and says so. */
export function CopyButton({ text, size }: { text: string; size?: "form" }) {
  const { t } = usePage();
  return (
    <button class="button" type="button" data-size={size} data-copy={text} data-done={t("copy.done")}>
      <Icon name="copy" />
      <span aria-live="polite">{t("copy.action")}</span>
    </button>
  );
}
