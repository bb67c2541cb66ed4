import { builtinStatus, setStatus, signInAgent, signOutAgent, statusOf } from "../agents/statuses.ts";
import type { Event } from "../events/kinds.ts";
import { type Seconds, type Shop, workOf } from "./at-work.ts";
import { findHeld, heldBy } from "./store.ts";

/** Somebody of the staff who works by themselves, with the same verbs as a page. */
export type Colleague = {
  readonly agentId: number;
  isWorking(): boolean;
  /** Signs in, says Ready, and goes on with what they hold. */
  begin(): void;
  setStatus(status: "ready" | "break" | "back-office" | "not-ready"): void;
  /** Ends what they hold, in order, and signs out. */
  end(): void;
  /** Signs out; what they hold stays theirs. */
  leave(): void;
  /** Somebody real is here under this name: from now on it is theirs. */
  stepBack(): void;
  happened(event: Event): void;
};

const GOING_ON: Seconds = [2, 12];
const OPENING: Seconds = [1, 3];
/** Who let offers run out comes back to their desk. */
const BACK_IN_SECONDS: Seconds = [15, 60];
const READING: Seconds = [2, 6];

export function colleagueOf(agentId: number, shop: Shop): Colleague {
  const { db, act, after, chance } = shop;
  const work = workOf(agentId, shop);
  let working = false;

  const become = (status: Parameters<Colleague["setStatus"]>[0]) => act((db_, at) => setStatus(db_, { agentId, statusId: builtinStatus(db_, status) }, at));
  const stop = () => {
    working = false;
    work.forgetAll();
  };
  const leave = () => {
    stop();
    act((db_, at) => signOutAgent(db_, { agentId, reason: "by hand" }, at));
  };

  return {
    agentId,
    isWorking: () => working,
    begin: () => {
      working = true;
      act((db_, at) => signInAgent(db_, agentId, at));
      become("ready");
      for (const { id } of heldBy.all(db, { agentId })) work.look(id, GOING_ON);
    },
    setStatus: become,
    end: () => {
      for (const held of heldBy.all(db, { agentId })) work.finish(held);
      leave();
    },
    leave,
    stepBack: () => {
      stop();
      if (statusOf(db, agentId).statusId !== null) become("not-ready");
    },
    happened: ({ kind, conversationId: id, agentId: whose, wasAgentId }) => {
      if (working && kind === "agent.no-answer" && whose === agentId) after(chance.between(...BACK_IN_SECONDS) * 1_000, () => working && become("ready"));
      if (!working || id === null) return;
      if (whose !== agentId) return wasAgentId === agentId ? work.forget(id) : undefined;
      if (kind === "conversation.offered") work.answerOffer(id);
      if (kind === "conversation.accepted") work.look(id, OPENING);
      if (kind === "message.received" && findHeld.get(db, { id, agentId })) work.look(id, READING);
    },
  };
}
