import type { Handle } from "./channel.ts";
import type { Channel } from "./channels.ts";

/** Keeps to the providers' limits: so many a second on a channel, so many to one recipient. */
export type Pace = {
  /**
   * Takes a place for one message; an instant later than `now` says when to ask again instead. `ticket` names the try: asked
   * for again, because what was written with it was rolled back, it costs nothing.
   */
  take(channel: Channel, to: readonly Handle[], ticket: string, now: number): number;
  /** Nothing more to this recipient before `until`, and no burst after. */
  hold(channel: Channel, to: readonly Handle[], until: number): void;
};

/** A bucket's `paidUntil` lags behind now by what it has saved up. */
type Bucket = { paidUntil: number; ticket: string };
type Rate = { everyMs: number; burst: number };

const BUCKETS_MAX = 10_000;

export function paceOf(): Pace {
  const buckets = new Map<string, Bucket>();
  const bucket = (key: string): Bucket => {
    let found = buckets.get(key);
    if (!found) buckets.set(key, (found = { paidUntil: 0, ticket: "" }));
    return found;
  };
  const forgetIdle = (now: number) => {
    if (buckets.size > BUCKETS_MAX) for (const [key, { paidUntil }] of buckets) if (paidUntil < now) buckets.delete(key);
  };

  return {
    take: (channel, to, ticket, now) => {
      forgetIdle(now);
      const [perChannel, perRecipient] = ratesOf(channel);
      const whole = bucket(channel.row.id);
      const one = bucket(recipient(channel, to));
      if (one.ticket === ticket) return now;
      const at = Math.max(freeAt(whole, perChannel, now), freeAt(one, perRecipient, now));
      if (at > now) return at;
      pay(whole, perChannel, now);
      pay(one, perRecipient, now);
      one.ticket = ticket;
      return now;
    },
    hold: (channel, to, until) => {
      const { everyMs, burst } = ratesOf(channel)[1];
      const one = bucket(recipient(channel, to));
      one.paidUntil = Math.max(one.paidUntil, until + everyMs * (burst - 1));
    },
  };
}

function ratesOf({ kind: { limits }, settings }: Channel): [whole: Rate, one: Rate] {
  const perSecond = Number(settings["perSecond"]) || limits.perSecond;
  const everyMs = Number(settings["recipientEveryMs"]) || limits.perRecipient.everyMs;
  const burst = Number(settings["recipientBurst"]) || limits.perRecipient.burst;
  return [
    { everyMs: 1000 / perSecond, burst: perSecond },
    { everyMs, burst },
  ];
}

function freeAt({ paidUntil }: Bucket, { everyMs, burst }: Rate, now: number): number {
  return Math.max(now, Math.ceil(paidUntil - everyMs * (burst - 1)));
}

function pay(bucket: Bucket, { everyMs }: Rate, now: number) {
  bucket.paidUntil = Math.max(bucket.paidUntil, now) + everyMs;
}

function recipient(channel: Channel, to: readonly Handle[]): string {
  return `${channel.row.id} ${to.map(({ kind, value }) => `${kind}=${value}`).join(" ")}`;
}
