import type { Explained } from "../../src/routing/explain.ts";
import type { Considered } from "../../src/routing/rules.ts";
import type { NotYet } from "../../src/routing/why.ts";
import { exactTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { NotYetPart } from "./not-yet.tsx";

export type Names = ReadonlyMap<number, string>;
type Props = { decisions: readonly Explained[]; notYet: NotYet | null; queueName: string; names: Names };

/** Every decision about a conversation, the last one first: who was considered, why each was passed over, and why this one. */
export function Why({ decisions, notYet, queueName, names }: Props) {
  const { t } = usePage();
  const last = decisions.at(-1);
  const title = notYet || !last ? t("why.title.nobody") : t("why.title", { name: nameIn(names, last.agentId) });
  return (
    <Dialog id="why-dialog" size="l" open="at-once" title={title}>
      <Decisions decisions={decisions} notYet={notYet} queueName={queueName} names={names} />
    </Dialog>
  );
}

/** Why nobody has it yet, and under it every decision. */
export function Decisions({ decisions, notYet, queueName, names }: Props) {
  const { t } = usePage();
  return (
    <>
      {notYet && (
        <NotYetPart notYet={notYet} queueName={queueName} names={names}>
          <Considerations considered={notYet.considered} others={notYet.others} names={names} />
        </NotYetPart>
      )}
      {decisions.length === 0 && !notYet && <p>{t("why.none")}</p>}
      {decisions.toReversed().map((decision) => (
        <DecisionPart key={decision.id} decision={decision} names={names} />
      ))}
    </>
  );
}

const nameIn = (names: Names, id: number) => names.get(id) ?? String(id);

function DecisionPart({ decision, names }: { decision: Explained; names: Names }) {
  const { language, zone, t } = usePage();
  const { agentId, considered, others, outcome, tieBreak, at } = decision;
  const name = nameIn(names, agentId);
  const could = considered.filter(({ reason }) => reason === "chosen" || reason === "could").length;
  return (
    <section class="decision" id={`decision-${decision.id}`}>
      <div class="verdict">
        <Avatar name={name} id={agentId} />
        <p>
          <b>{t(`why.${outcome}`, { name })}</b>
          {`: ${t(`why.tie.${tieBreak}`)}. `}
          {could > 1 && t("why.verdict", { n: considered.length, could })}
          <br />
          <small class="quiet">{exactTime(language, zone, at)}</small>
        </p>
      </div>
      <Considerations considered={considered} others={others} names={names} />
    </section>
  );
}

const GROUPS = [
  { title: "why.chosen", icon: "check", has: (reason: string) => reason === "chosen" },
  { title: "why.could", icon: "minus", has: (reason: string) => reason === "could" },
  { title: "why.passed-over", icon: "x", has: (reason: string) => reason !== "chosen" && reason !== "could" },
] as const;

function Considerations({ considered, others, names }: { considered: readonly Considered[]; others: Explained["others"]; names: Names }) {
  const { t } = usePage();
  const { laterRing, unskilled } = others;
  return (
    <>
      {considered.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t("why.agent")}</th>
              <th scope="col">{t("why.reason")}</th>
            </tr>
          </thead>
          {GROUPS.map(({ title, icon, has }) => (
            <Group key={title} title={t(title)} icon={icon} among={considered.filter(({ reason }) => has(reason))} names={names} />
          ))}
        </table>
      )}
      {laterRing > 0 && <p class="quiet note">{t("why.later-ring", { count: laterRing })}</p>}
      {unskilled > 0 && <p class="quiet note">{t("why.unskilled", { count: unskilled })}</p>}
    </>
  );
}

function Group({ title, icon, among, names }: { title: string; icon: string; among: readonly Considered[]; names: Names }) {
  const { t } = usePage();
  if (among.length === 0) return null;
  return (
    <tbody>
      <tr class="group">
        <th colSpan={2} scope="rowgroup">
          {title}
        </th>
      </tr>
      {among.map(({ agentId, reason }) => (
        <tr key={agentId} aria-selected={reason === "chosen" ? "true" : undefined}>
          <td>
            <span class="person">
              <Avatar name={nameIn(names, agentId)} id={agentId} size="s" />
              <span class="cut">{nameIn(names, agentId)}</span>
            </span>
          </td>
          <td>
            <span class="cell">
              <Icon name={icon} />
              {t(`why.reason.${reason}`)}
            </span>
          </td>
        </tr>
      ))}
    </tbody>
  );
}
