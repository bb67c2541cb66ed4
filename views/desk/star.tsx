import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";

type Props = { conversationId: number; starred: number; shortcut?: string };

/** One's own star on a conversation, to be set and taken away (static/js/desk/star.js). */
export function StarButton({ conversationId, starred, shortcut }: Props) {
  const { t } = usePage();
  const title = [t("star.action"), shortcut && `(${shortcut})`].filter(Boolean).join(" ");
  return (
    <button
      class="button starring"
      type="button"
      data-kind="quiet"
      data-star={conversationId}
      aria-label={t("star.of", { id: conversationId })}
      aria-pressed={starred === 1 ? "true" : "false"}
      title={title}
    >
      <Icon name="star" />
    </button>
  );
}
