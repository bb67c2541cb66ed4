import type { Unseen } from "../../src/mentions/store.ts";
import { customerName, lineOf } from "../desk/name.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.tsx";
import { Time } from "./marks.tsx";
import { Menu } from "./menu.tsx";

/** How many notes name the person and were not seen; opened, which. */
export function MentionsTally({ mentions }: { mentions: readonly Unseen[] }) {
  const { t } = usePage();
  const count = mentions.length;
  return (
    <>
      <button
        class="button tally"
        type="button"
        data-kind="quiet"
        aria-haspopup="menu"
        popovertarget="mentions"
        title={t("mention.unseen", { count })}
        data-mentions={count}
      >
        <span class="unseen">{t("mention.unseen", { count })}</span>
        <Icon name="at-sign" />
        <span aria-hidden="true">{count}</span>
        {count > 0 && <i class="dot" data-state="ours" />}
      </button>
      <Menu id="mentions" label={t("mention.list")}>
        {mentions.map((mention) => (
          <a class="mention" key={mention.messageId} role="menuitem" href={`/conversations/${mention.conversationId}#m-${mention.messageId}`}>
            <span class="cut" dir="auto">
              <b>{mention.byName}</b> · {customerName(mention, t)}
            </span>
            <small class="faint">
              <Time at={mention.at} />
            </small>
            <span class="cut quiet" dir="auto">
              {lineOf("text", mention.text, t)}
            </span>
          </a>
        ))}
        {count === 0 && <p class="quiet">{t("mention.list.none")}</p>}
      </Menu>
    </>
  );
}
