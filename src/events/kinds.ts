/** Everything that can happen, with the facts it carries. Ids and words of our own only: never what a person wrote. */
export type Facts = {
  "conversation.started": { channelId: string };
  "conversation.queued": { reason: "new" | "rejected" | "ignored" | "unseen" | "signed-out" | "moved" | TakenBack | "transferred" | "returned" };
  "conversation.offered": { expiresAt: number };
  /** `by`: who transferred or assigned it. */
  "conversation.accepted": { how: "automatic" | "manual" | ByHand; by?: number };
  /** Not only by the agent: an offer also ends when the agent is gone, or its queue. */
  "conversation.rejected": { reason: "rejected" | "ignored" | "unseen" | "signed-out" | "moved" };
  /** Its agent lost it again: did not open it, did not answer, is gone. */
  "conversation.taken-back": { reason: TakenBack };
  /**
   * `toId`: an agent, a skillset or a queue. `isolated`: until somebody has it for good it stays among those who share a skillset with `by`. What
   * it led to follows as an event of its own.
   */
  "conversation.transferred": { to: "agent" | "skillset" | "queue"; toId: number; how: "immediate" | "exclusive" | "named"; by: number; isolated?: true };
  "conversation.put-aside": { room: "public" | "personal"; how: "by hand" | "silent" | "gone" };
  /** It waited too long in one queue, or the queue was removed: it is in another now. */
  "conversation.overflowed": Nothing;
  /** It waited so long that it has this priority now. */
  "conversation.aged": { to: "medium" | "high" };
  /** For whom alone it waits; and that it waits for all again. */
  "conversation.reserved": { for: "agent" | "skillset"; forId: number; how: "exclusive" | "immediate" | "named" | "preferred"; until: number | null };
  "conversation.freed": { reason: "over" | "gone" | "rejected" };
  "conversation.opened": Nothing;
  "conversation.answered": { messageId: number };
  "conversation.read": Nothing;
  /** For the customer; its agent still owes the wrap-up, and keeps the place. */
  "conversation.over": Nothing;
  /** `owed`: it was over before. */
  "conversation.closed": { owed?: true };
  /** What was said in it is gone for good. */
  "conversation.erased": { by: number | null };
  /** Recorded, half filled or whole, by who owes it. */
  "wrap-up.kept": Nothing;
  /** Recorded for good, or changed later. */
  "wrap-up.given": { by: number; reasonId: number | null };
  /** It is the agent's own, and nobody else is told. */
  "star.changed": { conversationId: number };
  "message.received": { messageId: number };
  "message.written": { messageId: number };
  "message.noted": { messageId: number };
  "message.changed": { messageId: number; what: "edited" | "revoked" | "reacted" | "file" | "read" };
  "message.sending": { messageId: number };
  "message.sent": { messageId: number };
  "message.delivered": { messageId: number };
  "message.read": { messageId: number };
  "message.played": { messageId: number };
  "message.failed": { messageId: number; code: string };
  "message.uncertain": { messageId: number };
  "message.requeued": { messageId: number };
  /** `how`: by hand or from a file; who writes first comes with their conversation. */
  "customer.added": { customerId: number; how: "hand" | "file" };
  "customer.changed": { customerId: number };
  /** `about`: the customer. */
  "ticket.changed": { ticketId: number; about: number };
  /** A line of a file made them or changed them; what lists show follows at the file's end. */
  "customer.imported": { customerId: number; importId: number };
  /** It begins, or ends. */
  "import.changed": { importId: number; userId: number };
  /** Two are one, and that they are two again. */
  "customer.merged": { customerId: number; goneId: number };
  "customer.parted": { customerId: number; goneId: number };
  /** Somebody wants the conversation sent by mail; `by`: who. What came of it is told once more each time it ends. */
  "mail.asked": { mailId: number; by: number };
  "mail.sent": { mailId: number; by: number };
  /** `code`: one of ours. */
  "mail.failed": { mailId: number; by: number; code: string };
  "mail.uncertain": { mailId: number; by: number };
  "customer.erased": { customerId: number };
  /** The same. */
  "quote.changed": { quoteId: number; about: number };
  "identity.changed": { identityId: number };
  "identity.disputed": { identityId: number; otherId: number };
  /** What is to be said later in a conversation. */
  "scheduled.changed": { about: number };
  /** An agent has begun to write in a conversation, or no more. */
  "draft.changed": { about: number };
  /** A note names a colleague; and they have had it before their eyes. */
  "mention.made": { about: number; messageId: number; by: number };
  "mention.seen": { about: number; messageId: number };
  "agent.signed-in": Nothing;
  "agent.signed-out": { reason: "by hand" | "unseen" | "disabled" | "password" | "restored" };
  "agent.status-changed": { from: number | null; to: number | null };
  /** Ignored offers in a row set the agent to No answer. */
  "agent.no-answer": { ignored: number };
  "agent.unseen": Nothing;
  "agent.seen": Nothing;
  "session.ended": { sessionId: number; userId: number };
  "user.changed": { userId: number };
  "profile.changed": { profileId: number };
  "skillset.changed": { skillsetId: number };
  "queue.changed": { queueId: number };
  "status.changed": { statusId: number };
  /** The reasons of the wrap-up, or a queue's survey. */
  "content.changed": { what: "reasons" | "survey" | "fields" };
  "shortcode.changed": { shortcodeId: number };
  "location.changed": { locationId: number };
  "channel.changed": { channelId: string };
  "channel.stopped": { channelId: string; code: string };
  "channel.resumed": { channelId: string };
  "journal.failed": { journalId: number };
  "journal.requeued": { journalId: number };
  "job.failed": { jobId: number };
  "job.requeued": { jobId: number };
  "job.dropped": { jobId: number };
  "workspace.changed": Nothing;
  "workspace.held": Nothing;
  "workspace.resumed": Nothing;
  "clock.jumped": { forwardMs: number };
};
type Nothing = Record<never, never>;
type ByHand = "exclusive" | "immediate" | "returned" | "taken" | "resumed" | "picked-up" | "assigned";
export type TakenBack = "unopened" | "unanswered" | "away" | "gone";

export type Kind = keyof Facts;

/** One thing that happened. `agentId` and `queueId` are the holder and the queue after it, `was…` before it. */
export type Event<K extends Kind = Kind> = {
  [P in K]: {
    id: number;
    at: number;
    kind: P;
    conversationId: number | null;
    agentId: number | null;
    queueId: number | null;
    wasAgentId: number | null;
    wasQueueId: number | null;
    data: Facts[P];
  };
}[K];
