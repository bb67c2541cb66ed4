import type { Egress } from "../http/egress.ts";
import type { Place } from "../locations/place.ts";

/** The kinds of channel as capacity, answer times and reports count them: web chat; WhatsApp, Telegram, Messenger; mail. */
export const FAMILIES = ["chat", "social", "email"] as const;
export type Family = (typeof FAMILIES)[number];

/** The contract every kind of channel keeps. All that is a provider's own stays behind it. */
export type ChannelKind = {
  readonly kind: "whatsapp" | "telegram" | "messenger" | "email" | "webchat";
  readonly family: Family;
  readonly settings: readonly Setting[];
  readonly limits: Limits;
  /** What a message may give to choose from; absent where the channel shows no buttons: there choices go as numbered text. */
  readonly choices?: ChoiceLimits;
  /** What stands round bold and italic words; absent where the channel knows none. */
  readonly marks?: Marks;
  /** Takes a location as one. Where absent it goes as a text with a link. */
  readonly locations?: true;
  /** Within what a customer's handles are unique. */
  scope(channelId: string, settings: Settings): string;
  /** The provider's answer to a webhook's registration; null = refused. Absent where there is no webhook. */
  handshake?(query: URLSearchParams, settings: Settings): string | null;
  /** Whether the provider signed these bytes. False when no secret is set. */
  verify?(headers: Headers, body: Uint8Array, settings: Settings): boolean;
  /** Every message, receipt and notice in a webhook's body. Pure; never throws on what it does not know. */
  parse?(payload: unknown): Inbound[];
  /** The account within the provider that a channel is, as `Inbound.account` names it. */
  account?(settings: Settings): string;
  send?(message: Outbound, settings: Settings, egress: Egress): Promise<Outcome>;
  /** Asks the provider for a customer's file, to be stored as it streams. Throws GoneForGood when it will never come; anything else may pass. */
  download?(providerId: string, settings: Settings, egress: Egress): Promise<ReadableStream<Uint8Array>>;
  /** The key of the catalogue that says why the provider refused, by its code. */
  reason?(code: string): string;
  /** Tries the settings against the provider; says in words (keys of the catalogue) what is wrong. */
  test?(settings: Settings, egress: Egress): Promise<Trouble[]>;
  /** The provider's marks for what the agent has read. Absent where there are none, and where the customer's page asks us itself. */
  readonly readMarks?: ReadMarks;
  /** How long after the customer's last message free text may be sent, in ms; null = always. */
  readonly windowMs: number | null;
};

/** Settings and opened secrets of one channel, by key. */
export type Settings = Readonly<Record<string, string>>;
export type Setting = {
  readonly key: string;
  readonly secret?: true;
  readonly required?: true;
  readonly default?: string;
  readonly kind?: "url" | "text" | "number" | "lines" | "color";
  /** What is wrong with a value (a key of the catalogue), where its kind does not say it all. */
  check?(value: string): string | null;
  /** A word of ours, proposed for a new channel: the administrator gives it to the provider, and so may read it again. */
  readonly made?: true;
};
/** The provider no longer has it, or will never give it. */
export class GoneForGood extends Error {}

/** `key` names a sentence of the catalogue; `detail` is the provider's own words. */
export type Trouble = { key: string; detail?: string };

export type Limits = {
  /** Letters in one text message; longer texts go as several. */
  readonly textMax: number;
  readonly captionMax: number;
  /** What may be attached, first match counts. */
  readonly files: readonly { kind: MediaKind; types: readonly string[]; bytesMax: number }[];
  /** What goes as a voice message when an agent has spoken it, and for how long they may speak. Absent where the channel knows none. */
  readonly voice?: VoiceLimit;
  /** Messages a second on one channel, and to one recipient: one per `everyMs`, with a burst. */
  readonly perSecond: number;
  readonly perRecipient: { everyMs: number; burst: number };
};

/** The first of the types is what a recording is wrapped as, where its sound allows that. */
export type VoiceLimit = { readonly types: readonly VoiceType[]; readonly bytesMax: number; readonly secondsMax: number };
export type VoiceType = "audio/ogg" | "audio/webm" | "audio/mp4";

/** What a customer may answer with one press: buttons, or a list that one more button (`open`) opens. An option is known by its number, from 1. */
export type Choices = { readonly kind: "buttons" | "list"; readonly open: string; readonly options: readonly Choice[] };
/** `description`: below the title, in a list only. */
export type Choice = { readonly title: string; readonly description: string };

/** What a channel takes of one kind of choices. All but `max` count letters. */
export type ChoiceLimit = {
  readonly max: number;
  readonly titleMax: number;
  readonly descriptionMax: number;
  readonly openMax: number;
  /** Of the text that they stand below: it does not go as several. */
  readonly textMax: number;
  /** As what one file may go with them. */
  readonly files: readonly MediaKind[];
};
export type ChoiceLimits = Readonly<Record<Choices["kind"], ChoiceLimit>>;

export type ReadMarks = {
  /** For so long after it was sent a message may be marked. */
  readonly withinMs: number;
  /** Tells that a customer's message, and all before it, was read. May be repeated. */
  tell(providerId: string, settings: Settings, egress: Egress): Promise<Marked>;
};

export type Marks = { readonly bold: string; readonly italic: string };

export type MediaKind = "image" | "video" | "audio" | "voice" | "document" | "sticker";
export type MessageKind = "text" | MediaKind | "location" | "contacts" | "button" | "interactive" | "reaction" | "order" | "unsupported";

export type Handle = { readonly kind: string; readonly value: string };

/** The first handle that is known decides who it is; order is trust. The rest is what the provider calls them, and never decides. */
export type Sender = {
  readonly handles: readonly Handle[];
  readonly profileName: string | null;
  /** Chosen by the person, who may change it; without an "@". */
  readonly username?: string;
  /** The person's id across the company's linked accounts. */
  readonly providerParentId?: string;
};

export type Media = { providerId: string; type: string; name: string | null; sha256: string | null };

export type Inbound =
  | {
      what: "message";
      account: string;
      providerId: string;
      from: Sender;
      kind: Exclude<MessageKind, "reaction">;
      text: string;
      /** What text cannot say: coordinates, contact cards, an order, the unknown payload. */
      data: unknown;
      media: Media | null;
      /** Provider's id of the message this one answers. */
      replyTo: string | null;
      /** The provider's time; 0 when it told none. */
      sentAt: number;
      opensWindow: boolean;
    }
  | {
      what: "receipt";
      account: string;
      providerId: string;
      status: ReceiptStatus;
      at: number;
      tracker: string | null;
      error: ProviderError | null;
      /** What follows for more than this message, by the error's code. */
      means?: Consequence;
      pricing?: Pricing;
    }
  | { what: "edit"; account: string; providerId: string; target: string; text: string; at: number }
  | { what: "revoke"; account: string; providerId: string; target: string; at: number }
  | { what: "reaction"; account: string; providerId: string; from: Sender; target: string; emoji: string | null; at: number }
  /** The provider says that a customer is now known by other handles; `line` (a key of the catalogue) is shown in an open conversation. */
  | { what: "rename"; account: string; providerId: string; before: readonly Handle[]; after: readonly Handle[]; line: string; at: number }
  /** Anything else worth an administrator's eye: kept in the journal, counted, answered 200. */
  | { what: "notice"; account: string | null; topic: string };

export type ReceiptStatus = "sent" | "delivered" | "read" | "played" | "failed";
/** Whether the provider charges a message (null where it does not say), and as what, in its own words. */
export type Pricing = { billable: boolean | null; pricingModel: string; type: string; category: string };
/** code is the provider's, or a word of ours when we refuse for it; `reason` has our words for it, detail the provider's. */
export type ProviderError = { code: string; detail: string };
/** What follows when the provider said no, by its code. */
export type Consequence = "retry" | "hold-recipient" | "stop-channel" | "fail" | "close-window";

export type Outbound = {
  to: readonly Handle[];
  kind: "text" | "image" | "video" | "document" | "audio" | "voice" | "location";
  text: string;
  /** Of a location. */
  place?: Place;
  file: { path: string; type: string; name: string; size: number } | null;
  replyTo: string | null;
  /** With a text, and only where the channel shows them. */
  choices?: Choices | null;
  /** Our message id; the provider gives it back with the receipts. */
  tracker: string;
};

/**
 * How a request to send ended. Only `not-sent` and `refused` with `then: "retry"` or `"hold-recipient"` may be tried again.
 * `not-sent`: no byte left us. `refused`: the provider said no itself. `unknown`: it may have been sent.
 */
export type Outcome =
  | { ended: "sent"; providerId: string }
  | { ended: "not-sent"; reason: string }
  | { ended: "refused"; error: ProviderError; then: Consequence; retryAfterMs: number | null }
  | { ended: "unknown"; reason: string };
/** How telling of a reading ended. */
export type Marked = { ended: "taken" } | Exclude<Outcome, { ended: "sent" }>;
