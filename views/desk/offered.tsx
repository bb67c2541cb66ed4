import type { Offered } from "../../src/desk/thread.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";

/** What a message of ours gives to choose from, as the customer sees it below the words; what they chose is marked. */
export function OfferedChoices({ offered: { kind, open, options, chosen } }: { offered: Offered }) {
  const { t } = usePage();
  return (
    <ul class="options" data-kind={kind} aria-label={kind === "list" ? t("choices.list", { open }) : t("choices.buttons")}>
      {kind === "list" && (
        <li class="opens" aria-hidden="true">
          <Icon name="list" size="s" />
          <span dir="auto">{open}</span>
        </li>
      )}
      {options.map(({ title, description }, n) => {
        const isChosen = chosen.includes(n + 1);
        return (
          <li key={n} data-chosen={isChosen ? true : undefined}>
            {isChosen ? <Icon name="check" size="s" label={t("choices.chosen")} /> : kind === "buttons" && <Icon name="reply" size="s" />}
            <span dir="auto">
              {title}
              {description && <small>{description}</small>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
