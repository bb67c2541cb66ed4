import { type Delivery, deliveryOf, markFailed, markQueued, markSending, markSent, markUncertain } from "../conversations/delivery.ts";
import type { JobEnd, JobHandler, JobOf } from "../jobs/kinds.ts";
import type { Workspace } from "../workspace.ts";
import type { Outcome } from "./channel.ts";
import type { Channel } from "./channels.ts";
import { stopAsSet } from "./health.ts";

/** Tries of a message that surely did not leave; with the back-off about three hours. */
const TRIES_MAX = 20;
const FIRST_PAUSE_MS = 2_000;
const PAUSE_MAX_MS = 15 * 60_000;
/** How long the truth about a request without an answer may still come in by a receipt. */
export const RECONCILE_MS = 10 * 60_000;

type Deliver = JobOf<"message.deliver">;

/** Sends one message, never twice: marked *sending* on the disk before the request leaves. */
export const deliver: JobHandler<"message.deliver"> = {
  begin: (db, workspace, { id, attempts, payload: { messageId } }, now) => {
    const delivery = deliveryOf(db, messageId, workspace.config.dataDir);
    const channel = delivery && workspace.channels.find(delivery.channelId);
    if (!delivery || !channel?.kind.send) return null;
    const free = workspace.pace.take(channel, delivery.outbound.to, `${id}.${attempts}`, now);
    if (free > now) return { putOffTo: free };
    return markSending(db, messageId, now) ? "run" : null;
  },

  run: async (workspace, job) => {
    const delivery = deliveryOf(workspace.db, job.payload.messageId, workspace.config.dataDir);
    const channel = delivery && workspace.channels.find(delivery.channelId);
    if (!delivery || !channel?.kind.send) return { then: "done" };
    const outcome = await channel.kind.send(delivery.outbound, channel.settings, workspace.egress);
    return concluded(workspace, job, channel, delivery, outcome);
  },

  crashed: (_db, _job, now) => unanswered(now),
};

/** Nothing was heard of it in time: from now on it is the agent's to decide. */
export const reconcile: JobHandler<"message.reconcile"> = {
  run: async (workspace, { payload: { messageId } }) => ({ then: "done", write: (db) => markUncertain(db, messageId, workspace.clock()) }),
};

function concluded(workspace: Workspace, job: Deliver, channel: Channel, delivery: Delivery, outcome: Outcome): JobEnd {
  const { messageId } = job.payload;
  const now = workspace.clock();
  switch (outcome.ended) {
    case "sent":
      return { then: "done", write: (db) => markSent(db, messageId, outcome.providerId, now) };
    case "unknown":
      return { ...unanswered(now), problem: outcome.reason };
    case "not-sent":
      return tryAgain(workspace, job, { code: "not-sent", detail: outcome.reason }, null);
    case "refused":
      return refused(workspace, job, channel, delivery, outcome);
  }
}

function refused(
  workspace: Workspace,
  job: Deliver,
  channel: Channel,
  delivery: Delivery,
  { error, then, retryAfterMs }: Extract<Outcome, { ended: "refused" }>,
): JobEnd {
  const { messageId } = job.payload;
  const now = workspace.clock();
  switch (then) {
    case "retry":
      return tryAgain(workspace, job, error, retryAfterMs);
    case "hold-recipient": {
      const heldMs = retryAfterMs ?? 1_000 * 4 ** Math.min(job.attempts, 6);
      workspace.pace.hold(channel, delivery.outbound.to, now + heldMs);
      return tryAgain(workspace, job, error, heldMs);
    }
    case "stop-channel":
      return {
        then: { againAt: now, anew: true },
        problem: error.detail,
        write: (db) => {
          markQueued(db, messageId, now);
          stopAsSet(db, workspace.channels, channel, error, now);
        },
      };
    case "close-window":
    case "fail":
      return { then: "done", problem: error.detail, write: (db) => markFailed(db, messageId, error, then === "close-window", now) };
  }
}

function tryAgain(workspace: Workspace, job: Deliver, error: { code: string; detail: string }, pauseMs: number | null): JobEnd {
  const { messageId } = job.payload;
  const now = workspace.clock();
  if (job.attempts >= TRIES_MAX) return { then: "done", write: (db) => markFailed(db, messageId, error, false, now) };
  const backOffMs = Math.min(FIRST_PAUSE_MS * 2 ** (job.attempts - 1), PAUSE_MAX_MS);
  const againAt = now + (pauseMs ?? Math.round(backOffMs * (0.75 + workspace.dice.roll() / 2)));
  return { then: { againAt }, problem: error.detail, write: (db) => markQueued(db, messageId, now) };
}

function unanswered(now: number): JobEnd {
  return { then: { becomes: "message.reconcile", at: now + RECONCILE_MS } };
}
