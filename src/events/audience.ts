import type { Event, Kind } from "./kinds.ts";

/** Whom an event concerns (keys that streams listen to) and what of theirs changed (topics that pages ask for anew). */
export type Signal = {
  readonly keys: readonly string[];
  readonly topics: readonly string[];
  /** Many hear it who have no use for it at present: now and then is enough. */
  readonly calm?: true;
};

/** What somebody's pages listen to; null where nobody is known any more. */
export type Hearer = {
  sessionId: number;
  userId: number;
  sees: "own" | "all" | readonly number[];
  /** Whether they may take what waits. */
  takes: boolean;
  administers: boolean;
};

/** The keys of a person's stream: the session, the person, everyone, the queues or all that they may see, and those who take what waits. */
export function keysOf({ sessionId, userId, sees, takes, administers }: Hearer): string[] {
  const seen = sees === "own" ? [] : sees === "all" ? ["all"] : sees.map((id) => `queue:${id}`);
  return [`session:${sessionId}`, `person:${userId}`, "everyone", ...seen, ...(takes ? ["takers"] : []), ...(administers ? ["administrators"] : [])];
}

// What an event changes on the screens of: `holders` the agents who hold the conversation, before and after, or whose status it is;
// `viewers` those who see its queue, before and after; `takers` those who take what waits, in whatever queue;
// `visitor` the customer's web chat; `everyone` the staff; `administrators`.
// A kind about a conversation also tells holders and viewers `conversation-ID`.
type Concern = { readonly [who in "holders" | "viewers" | "takers" | "visitor" | "everyone" | "administrators"]?: readonly string[] };

const moved: Concern = { holders: ["list", "me", "offers"], viewers: ["list"], takers: ["waiting"], visitor: ["conversation"] };
const wrote: Concern = { holders: ["list"], viewers: ["list"], visitor: ["conversation"] };
const receipt: Concern = { visitor: ["conversation"] };
const present: Concern = { holders: ["me"], everyone: ["agents"] };
const came: Concern = { holders: ["me"], everyone: ["agents", "signed-in"] };

const CONCERNS: Readonly<Record<Kind, Concern>> = {
  "conversation.started": moved,
  "conversation.queued": moved,
  "conversation.offered": moved,
  "conversation.accepted": moved,
  "conversation.rejected": moved,
  "conversation.taken-back": moved,
  "conversation.transferred": moved,
  "conversation.put-aside": moved,
  "conversation.overflowed": moved,
  "conversation.aged": { viewers: ["list"], takers: ["waiting"], visitor: ["conversation"] },
  "conversation.reserved": moved,
  "conversation.freed": moved,
  "conversation.opened": { holders: ["list", "me"], viewers: ["list"], takers: ["waiting"] },
  "conversation.answered": wrote,
  "conversation.read": { holders: ["list", "me"], viewers: ["list"], visitor: ["conversation"] },
  "conversation.over": moved,
  "conversation.closed": moved,
  "conversation.erased": { holders: ["list"], viewers: ["list"], visitor: ["conversation"] },
  "star.changed": { holders: ["list", "me", "stars"] },
  "wrap-up.kept": {},
  "wrap-up.given": {},
  "message.received": { holders: ["list", "me"], viewers: ["list"], visitor: ["conversation"] },
  "message.written": wrote,
  "message.noted": { holders: ["list"], viewers: ["list"] },
  "message.changed": wrote,
  "message.sending": receipt,
  "message.sent": receipt,
  "message.delivered": receipt,
  "message.read": receipt,
  "message.played": receipt,
  "message.failed": { holders: ["list"], viewers: ["list"], visitor: ["conversation"] },
  "message.uncertain": { holders: ["list"], viewers: ["list"] },
  "message.requeued": receipt,
  "customer.added": { everyone: ["customers"] },
  "customer.imported": {},
  "import.changed": { holders: ["imports"], everyone: ["customers"] },
  "customer.changed": { everyone: ["customers", "list"] },
  "ticket.changed": {},
  "scheduled.changed": {},
  "customer.merged": { everyone: ["customers", "list"] },
  "customer.parted": { everyone: ["customers", "list"] },
  "mail.asked": {},
  "mail.sent": {},
  "mail.failed": {},
  "mail.uncertain": {},
  "customer.erased": { everyone: ["customers", "list"] },
  "quote.changed": {},
  "identity.changed": { everyone: ["customers"] },
  "identity.disputed": { everyone: ["customers"] },
  "draft.changed": { holders: ["list", "draft"] },
  "mention.made": { holders: ["me"] },
  "mention.seen": { holders: ["me"] },
  "agent.signed-in": came,
  "agent.signed-out": came,
  "agent.status-changed": { holders: ["me", "list"], everyone: ["agents"] },
  "agent.no-answer": { holders: ["me", "list"], everyone: ["agents"] },
  "agent.unseen": present,
  "agent.seen": present,
  "session.ended": {},
  "user.changed": { holders: ["me", "waiting"], everyone: ["settings-users", "agents"] },
  "profile.changed": { everyone: ["settings-profiles", "waiting"] },
  "skillset.changed": { everyone: ["settings-skillsets", "waiting"] },
  "queue.changed": { everyone: ["settings-queues", "waiting"] },
  "status.changed": { everyone: ["settings-statuses", "agents", "me"] },
  "content.changed": { everyone: ["settings-content"] },
  "shortcode.changed": { everyone: ["settings-shortcodes"] },
  "location.changed": { everyone: ["settings-locations"] },
  "channel.changed": { everyone: ["settings-channels", "channels"] },
  "channel.stopped": { everyone: ["settings-channels", "channels"] },
  "channel.resumed": { everyone: ["settings-channels", "channels"] },
  "journal.failed": { administrators: ["troubles"] },
  "journal.requeued": { administrators: ["troubles"] },
  "job.failed": { administrators: ["troubles"] },
  "job.requeued": { administrators: ["troubles"] },
  "job.dropped": { administrators: ["troubles"] },
  "workspace.changed": { everyone: ["workspace"] },
  "workspace.held": { everyone: ["workspace"] },
  "workspace.resumed": { everyone: ["workspace"] },
  "clock.jumped": { everyone: ["offers", "list"] },
};

/** Who is told what of an event. The server alone decides; the screen that asks is still refused what it may not see. */
export function signalsOf(event: Event): Signal[] {
  const { holders, viewers, takers, visitor, everyone, administrators } = CONCERNS[event.kind];
  const about = event.conversationId;
  const signals: Signal[] = [];
  const tell = (keys: readonly string[], topics: readonly string[] | undefined) => {
    if (keys.length > 0 && topics && topics.length > 0) signals.push({ keys, topics });
  };
  if (about === null) tell(people(event), [...(holders ?? []), ...mentioned(event)]);
  else {
    tell(people(event), [`conversation-${about}`, ...(holders ?? []), ...rings(event), ...recorded(event)]);
    tell([...queuesOf(event), "all"], [`conversation-${about}`, ...(viewers ?? []), ...recorded(event)]);
    if (takers) signals.push({ keys: ["takers"], topics: takers, calm: true });
    tell([`conversation:${about}`], visitor);
    signals.push(...lost(event));
  }
  tell(["everyone"], everyone);
  if ("customerId" in event.data) tell(["everyone"], [`customer-${event.data.customerId}`]);
  if (event.kind === "ticket.changed") tell(["everyone"], [`tickets-${event.data.about}`]);
  if (event.kind === "scheduled.changed") tell(["everyone"], [`scheduled-${event.data.about}`]);
  if ("goneId" in event.data) tell(["everyone"], [`customer-${event.data.goneId}`]);
  if (event.kind === "quote.changed") tell(["everyone"], [`quotes-${event.data.about}`]);
  tell(["administrators"], administrators);
  return signals;
}

function people(event: Event): string[] {
  const user = "userId" in event.data ? event.data.userId : null;
  return distinct([event.agentId, event.wasAgentId, user]).map((id) => `person:${id}`);
}

function queuesOf(event: Event): string[] {
  return distinct([event.queueId, event.wasQueueId]).map((id) => `queue:${id}`);
}

/** How somebody comes to a conversation without a hand of their own. */
const GIVEN: ReadonlySet<string> = new Set(["automatic", "exclusive", "immediate", "assigned", "returned"]);

// What makes a holder's computer sound, besides an offer that is open: a customer's message, a conversation given at once.
function rings(event: Event): string[] {
  if (event.kind === "message.received") return [`message-${event.conversationId}`];
  return event.kind === "conversation.accepted" && GIVEN.has(event.data.how) && event.data.by !== event.agentId ? [`given-${event.conversationId}`] : [];
}

// Who is named in a note hears where, and has it on the screen if the conversation is open there.
function mentioned({ kind, data }: Event): string[] {
  return kind === "mention.made" ? [`conversation-${data.about}`, `mention-${data.about}-${data.messageId}`] : [];
}

// What was recorded of it stands beside the messages.
const recorded = ({ kind, conversationId }: Event): string[] => (kind === "wrap-up.kept" || kind === "wrap-up.given" ? [`wrap-up-${conversationId}`] : []);

// Who lost one to somebody else's hand is told so, wherever they are.
function lost({ kind, conversationId, agentId, wasAgentId, data }: Event): Signal[] {
  const taken = kind === "conversation.accepted" && "how" in data && TAKEN.has(data.how) && wasAgentId !== null && wasAgentId !== agentId;
  return taken ? [{ keys: [`person:${wasAgentId}`], topics: [`lost-${conversationId}`] }] : [];
}
const TAKEN: ReadonlySet<string> = new Set(["taken", "picked-up", "assigned"]);

const distinct = (ids: readonly (number | null)[]) => [...new Set(ids)].filter((id) => id !== null);
