import type { Database } from "bun:sqlite";
import type { TargetsProps } from "../../views/desk/transfer.tsx";
import { reachOf } from "../conversations/target.ts";
import type { Person } from "../http/session.ts";
import type { Opened } from "./store.ts";
import { agentTargets, queueTargets, skillsetTargets } from "./targets-store.ts";

/** Agents that the window shows at once. */
const AGENTS_MAX = 2000;

/** Where a conversation may be passed on to by its agent, or assigned to by who may: those who are Ready first. */
export function targetsFor(db: Database, { userId, permissions }: Person, conversation: Opened, by: "transfer" | "assign"): TargetsProps {
  const { isolated, namedOnly } = reachOf(db, permissions);
  const asked = { userId, exceptId: conversation.agentId, isolated: flag(isolated), namedOnly: flag(namedOnly), limit: AGENTS_MAX };
  return {
    conversation,
    by,
    namedOnly,
    agents: agentTargets.all(db, asked),
    skillsets: by === "assign" ? [] : skillsetTargets.all(db, { userId, exceptId: conversation.agentId, isolated: flag(isolated) }),
    queues: isolated ? [] : queueTargets.all(db, { exceptId: conversation.agentId }),
  };
}

/** Agents whom somebody may name for something else than a transfer, by name. */
export function agentsNear(db: Database, { userId, permissions }: Person): { id: number; name: string }[] {
  const isolated = flag(reachOf(db, permissions).isolated);
  const agents = agentTargets.all(db, { userId, exceptId: null, isolated, namedOnly: 0, limit: AGENTS_MAX });
  return agents.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
}

const flag = (is: boolean): 0 | 1 => (is ? 1 : 0);
