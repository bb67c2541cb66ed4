import type { ComponentChildren } from "preact";
import type { Opened } from "../../src/desk/store.ts";
import type { AgentTarget, GroupTarget } from "../../src/desk/targets-store.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Empty } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { statusName } from "../parts/status-menu.tsx";
import { customerName } from "./name.ts";

export type TargetsProps = {
  conversation: Opened;
  /** By its agent, or by who may assign any. */
  by: "transfer" | "assign";
  /** Of all agents only those who may be chosen by name; they are waited for. */
  namedOnly: boolean;
  agents: readonly AgentTarget[];
  skillsets: readonly GroupTarget[];
  queues: readonly GroupTarget[];
};

const ROOMS = ["personal", "public"] as const;

/** One window for every place a conversation can go to (SPEC F1). What is shown of it, static/js/desk/transfer.js decides. */
export function TransferWindow(props: TargetsProps) {
  const { conversation, by, agents, skillsets, queues } = props;
  const { t } = usePage();
  const kinds = (["agent", "skillset", "queue", "room"] as const).filter(
    (kind) => ({ agent: agents, skillset: skillsets, queue: queues, room: by === "transfer" ? ROOMS : [] })[kind].length > 0,
  );
  return (
    <Dialog
      id="transfer-dialog"
      size="l"
      open="at-once"
      title={t(`move.${by}.title`, { name: customerName(conversation, t) })}
      footer={<TransferFooter by={by} />}
    >
      <form id="transfer-form" hx-post={`/conversations/${conversation.id}/${by}`} hx-swap="none" hx-disable="#transfer-send" data-by={by}>
        <div class="transfer-find">
          <fieldset class="segments">
            <legend class="unseen">{t("transfer.kinds")}</legend>
            {["all" as const, ...kinds].map((kind) => (
              <button key={kind} type="button" data-show-kind={kind} aria-pressed={kind === "all" ? "true" : "false"}>
                {t(`transfer.kind.${kind}`)}
              </button>
            ))}
          </fieldset>
          <label class="search grow">
            <span class="unseen">{t("transfer.search")}</span>
            <Icon name="search" />
            <input class="input" type="search" placeholder={t("transfer.search")} autocomplete="off" data-search autofocus />
          </label>
        </div>
        <div class="bleed">
          <Targets {...props} />
        </div>
        <Ways {...props} />
      </form>
    </Dialog>
  );
}

function Targets({ by, agents, skillsets, queues }: TargetsProps) {
  const { t } = usePage();
  return (
    <table class="table targets">
      <thead>
        <tr>
          <th scope="col">{t("transfer.to")}</th>
          <th scope="col">{t("bar.status")}</th>
          <th scope="col">{t("transfer.skillsets")}</th>
          <th scope="col" class="num">
            {t("transfer.holds")}
          </th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <AgentRow key={`agent-${agent.id}`} agent={agent} />
        ))}
        {skillsets.map((one) => (
          <GroupRow key={`skillset-${one.id}`} kind="skillset" group={one} />
        ))}
        {queues.map((one) => (
          <GroupRow key={`queue-${one.id}`} kind="queue" group={one} />
        ))}
        {by === "transfer" &&
          ROOMS.map((room) => (
            <Row key={room} kind="room" to={room} name={t(`room.${room}`)} picture={<Icon name={room === "public" ? "hourglass" : "armchair"} />}>
              <td class="quiet" colspan={3}>
                {t(`room.${room}.help`)}
              </td>
            </Row>
          ))}
        <tr class="none" data-none hidden>
          <td colspan={4}>
            <Empty title={t("transfer.none")} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

type RowProps = {
  kind: "agent" | "skillset" | "queue" | "room";
  to: number | string;
  name: string;
  /** Whether it can be passed on immediately. */
  ready?: boolean;
  picture: ComponentChildren;
  children: ComponentChildren;
};

function Row({ kind, to, name, ready = true, picture, children }: RowProps) {
  return (
    <tr data-kind={kind}>
      <td>
        <label class="person">
          <input class="check" type="radio" name="to" value={`${kind}-${to}`} data-name={name} data-ready={ready ? true : undefined} />
          {picture}
          <span class="cut" dir="auto">
            {name}
          </span>
        </label>
      </td>
      {children}
    </tr>
  );
}

function AgentRow({ agent: { id, name, ready, mark, statusName: own, statusBuiltin, skillsets, used, capacity } }: { agent: AgentTarget }) {
  const { t } = usePage();
  const status = own === null ? t("status.signed-out") : statusName({ name: own, builtin: statusBuiltin }, t);
  return (
    <Row kind="agent" to={id} name={name} ready={ready === 1} picture={<Avatar name={name} id={id} size="s" />}>
      <td>
        <span class="cell">
          <i class="presence" data-status={mark ?? "off"} />
          {status}
        </span>
      </td>
      <td class="quiet cut">{skillsets}</td>
      <td class="num">{t("transfer.used", { used, capacity })}</td>
    </Row>
  );
}

function GroupRow({ kind, group: { id, name, ready, agents } }: { kind: "skillset" | "queue"; group: GroupTarget }) {
  const { t } = usePage();
  return (
    <Row kind={kind} to={id} name={name} picture={<Icon name={kind === "skillset" ? "users-round" : "list-ordered"} />}>
      <td>
        <span class="cell">
          <i class="presence" data-status={ready > 0 ? "ready" : "off"} />
          {t("transfer.ready-of", { count: ready })}
        </span>
      </td>
      <td class="quiet">{t(`transfer.kind.${kind}.one`)}</td>
      <td class="num quiet">{t("transfer.agents", { count: agents })}</td>
    </Row>
  );
}

// Which ways there are follows from what is chosen: {name} is filled in when it is.
function Ways({ by, namedOnly }: TargetsProps) {
  const { t } = usePage();
  if (by === "assign") return <input type="hidden" name="how" value="exclusive" />;
  const name = "{name}";
  return (
    <fieldset class="ways" data-ways data-named-only={namedOnly ? true : undefined} data-off>
      <legend class="unseen">{t("transfer.how")}</legend>
      {(["immediate", "exclusive"] as const).map((way) => (
        <label class="choice" key={way} data-way={way}>
          <input class="check" type="radio" name="how" value={way} checked={way === "immediate"} />
          <span>
            <span data-fills={t(`transfer.${way}`, { name })} />
            <small data-fills={t(`transfer.${way}.help.agent`)} data-for="agent" />
            <small data-fills={t(`transfer.${way}.help.skillset`)} data-for="skillset" />
          </span>
        </label>
      ))}
      <p class="quiet" data-named hidden data-fills={t("transfer.named.help", { name })} />
    </fieldset>
  );
}

function TransferFooter({ by }: { by: "transfer" | "assign" }) {
  const { t } = usePage();
  const name = "{name}";
  return (
    <>
      <Button size="form" data-closes>
        {t("transfer.cancel")}
      </Button>
      <button
        class="button"
        id="transfer-send"
        type="submit"
        form="transfer-form"
        data-kind="primary"
        data-size="form"
        disabled
        data-none={t(`move.${by}.send`)}
        data-to={t(`move.${by}.send.to`, { name })}
        data-room={t("transfer.send.room")}
      >
        <span class="cut">{t(`move.${by}.send`)}</span>
      </button>
    </>
  );
}
