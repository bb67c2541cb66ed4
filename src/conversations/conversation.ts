export type Priority = "low" | "medium" | "high";
export type State = "bot" | "queued" | "offered" | "active" | "waiting" | "wrap_up" | "closed";

/** Wrap-up is ours alone: for the customer the conversation is over. */
export const isOverFor = (state: State): boolean => state === "closed" || state === "wrap_up";

export type Conversation = {
  id: number;
  channelId: string;
  customerId: number;
  identityId: number;
  queueId: number;
  state: State;
  priority: Priority;
  agentId: number | null;
  startedAt: number;
  enqueuedAt: number;
  offerExpiresAt: number | null;
  acceptedAt: number | null;
  firstAnsweredAt: number | null;
  /** When it was over for the customer; its agent may still owe the wrap-up then. */
  overAt: number | null;
  closedAt: number | null;
  unread: number;
  unreadSince: number | null;
  lastMessageId: number | null;
  lastActivityAt: number;
  changedBy: number;
};

export type Direction = "in" | "out" | "note" | "system";
export type Status = "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "played" | "failed" | "uncertain";

export type Message = {
  id: number;
  conversationId: number;
  channelId: string;
  position: number;
  direction: Direction;
  kind: string;
  text: string;
  data: string | null;
  status: Status;
  authorType: "customer" | "agent" | "bot" | "system";
  authorId: number | null;
  clientId: string | null;
  providerId: string | null;
  /** How often a person has asked for it to be sent. */
  round: number;
  replyTo: string | null;
  sentAt: number;
  receivedAt: number;
  deliveredAt: number | null;
  readAt: number | null;
  readBy: number | null;
  revokedAt: number | null;
  error: string | null;
  changedBy: number;
};

/** Whom an event about a conversation concerns. */
export function subjectOf({ id, agentId, queueId }: Pick<Conversation, "id" | "agentId" | "queueId">) {
  return { conversationId: id, agentId, queueId };
}
