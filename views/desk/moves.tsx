import { usePage } from "../page.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Menu } from "../parts/menu.tsx";

/** What somebody may do with where a conversation is. */
export type Moves = { transfer: boolean; resume: boolean; take: boolean; pickUp: boolean; assign: boolean };

type Props = { conversationId: number; moves: Moves };

/** Passing on and putting aside, by its agent; taking it, by who may. */
export function MovesTools({ conversationId, moves }: Props) {
  const { t } = usePage();
  return (
    <>
      {moves.transfer && (
        <Button icon="arrow-right-left" title={`${t("transfer.action")} (T)`} data-transfer {...opens(`/conversations/${conversationId}/transfer`)}>
          {t("transfer.action")}
        </Button>
      )}
      {moves.transfer && <PutAside conversationId={conversationId} />}
      {moves.resume && <ResumeButton conversationId={conversationId} />}
      {moves.take && <TakeButton conversationId={conversationId} />}
      {moves.pickUp && !moves.take && !moves.resume && (
        <form hx-post={`/conversations/${conversationId}/pick-up`} hx-swap="none" hx-disable="find button">
          <Button icon="reply" type="submit">
            {t("moves.pick-up")}
          </Button>
        </form>
      )}
      {moves.assign && <IconButton icon="users-round" label={t("assign.action")} {...opens(`/conversations/${conversationId}/assign`)} />}
    </>
  );
}

/** A window that the server writes when it is asked for. */
const opens = (path: string) => ({ "hx-get": path, "hx-target": "#toasts", "hx-swap": "beforeend", "hx-disable": "this" });

function PutAside({ conversationId }: { conversationId: number }) {
  const { t } = usePage();
  return (
    <>
      <IconButton icon="hourglass" label={`${t("aside.action")} (W)`} popovertarget="aside-menu" aria-haspopup="menu" data-aside />
      <Menu id="aside-menu" label={t("aside.action")}>
        <form hx-post={`/conversations/${conversationId}/transfer`} hx-swap="none" role="presentation">
          {(["personal", "public"] as const).map((room) => (
            <button key={room} type="submit" role="menuitem" name="to" value={`room-${room}`}>
              <Icon name={room === "public" ? "hourglass" : "armchair"} />
              <span>
                {t(`room.${room}`)}
                <small>{t(`room.${room}.help`)}</small>
              </span>
            </button>
          ))}
        </form>
      </Menu>
    </>
  );
}

/** At once and without a question: it is theirs, or somebody was faster. */
export function TakeButton({ conversationId }: { conversationId: number }) {
  const { t } = usePage();
  return (
    <form hx-post={`/conversations/${conversationId}/take`} hx-swap="none" hx-disable="find button">
      <Button icon="reply" type="submit">
        {t("moves.take")}
      </Button>
    </form>
  );
}

/** Asks once. */
export function ResumeButton({ conversationId }: { conversationId: number }) {
  const { t } = usePage();
  return (
    <Button icon="play" {...opens(`/conversations/${conversationId}/resume`)}>
      {t("moves.resume")}
    </Button>
  );
}
