import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import type { Bar } from "../parts/system-bar.tsx";
import { Toast } from "../parts/toast.tsx";
import { type ChatProps, DeskRight, NothingChosen } from "./chat.tsx";
import { KeysDialog } from "./keys.tsx";
import { List, type ListProps } from "./list.tsx";

/** Where an agent works: the list, the chat, the details. */
export function DeskPage({ bar, list, chat }: { bar: Bar; list: ListProps; chat: ChatProps | null }) {
  const { t } = usePage();
  return (
    <Layout title={t("desk.title")} at="conversations" bar={bar} main="desk">
      <List {...list} />
      {chat ? <DeskRight {...chat} /> : <NothingChosen />}
      <KeysDialog />
      <template id="toast-erased">
        <Toast icon="trash-2">{t("erase.gone")}</Toast>
      </template>
      <template id="toast-lost">
        <Toast icon="circle-alert">{t("chat.lost")}</Toast>
      </template>
    </Layout>
  );
}
