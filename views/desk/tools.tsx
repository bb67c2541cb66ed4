import { usePage } from "../page.ts";
import { IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";

/** What somebody may do with all of a conversation: copy it, send it by mail, erase it. */
export type Tools = { copies: boolean; mails: boolean; erases: boolean };

/** What is wanted now and then, in one menu of the header. */
export function ToolsMenu({ conversationId, tools: { copies, mails, erases } }: { conversationId: number; tools: Tools }) {
  const { t } = usePage();
  const path = `/conversations/${conversationId}`;
  const opens = { "hx-target": "#toasts", "hx-swap": "beforeend", "hx-disable": "this" };
  if (!copies && !mails && !erases) return null;
  return (
    <>
      <IconButton icon="ellipsis" label={t("chat.more")} popovertarget="tools-menu" aria-haspopup="menu" />
      <Menu id="tools-menu" label={t("chat.more")}>
        {copies && (
          <button type="button" role="menuitem" data-copy-from={`${path}/transcript`}>
            <Icon name="copy" />
            {t("chat.copy")}
          </button>
        )}
        {mails && (
          <button type="button" role="menuitem" hx-get={`${path}/mail`} {...opens}>
            <Icon name="mail" />
            {t("mail.send")}
          </button>
        )}
        {erases && (
          <button type="button" role="menuitem" data-kind="danger" hx-get={`${path}/erase`} {...opens}>
            <Icon name="trash-2" />
            {t("erase.action")}
          </button>
        )}
      </Menu>
    </>
  );
}
