import { readMessage } from "../conversations/read.ts";
import type { JobEnd, JobHandler } from "../jobs/kinds.ts";
import { stopAsSet } from "./health.ts";

/** Nobody misses a mark as they would a message: with the pauses these tries span a quarter of an hour, and the next reading marks it too. */
const TRIES_MAX = 5;
const FIRST_PAUSE_MS = 5_000;
const PAUSE_FACTOR = 5;

/** Tells the provider that the agent has read what the customer wrote. What it does not take in a few tries is left. */
export const markReadThere: JobHandler<"message.mark-read"> = {
  run: async (workspace, { payload: { messageId }, attempts }) => {
    const message = readMessage(workspace.db, messageId);
    const channel = message && workspace.channels.find(message.channelId);
    const marks = channel?.kind.readMarks;
    const now = workspace.clock();
    if (!message || !channel || !marks || now - message.sentAt > marks.withinMs) return { then: "done" };
    const marked = await marks.tell(message.providerId, channel.settings, workspace.egress);
    const at = workspace.clock();
    if (marked.ended === "taken") return { then: "done" };
    if (marked.ended !== "refused") return tryAgain(attempts, marked.reason, null, at);
    const { error, then, retryAfterMs } = marked;
    if (then === "retry" || then === "hold-recipient") return tryAgain(attempts, error.detail, retryAfterMs, at);
    if (then !== "stop-channel") return { then: "done" };
    return { then: { againAt: at, anew: true }, problem: error.detail, write: (db) => stopAsSet(db, workspace.channels, channel, error, at) };
  },
};

function tryAgain(attempts: number, problem: string, pauseMs: number | null, now: number): JobEnd {
  if (attempts >= TRIES_MAX) return { then: "done" };
  return { then: { againAt: now + (pauseMs ?? FIRST_PAUSE_MS * PAUSE_FACTOR ** (attempts - 1)) }, problem };
}
