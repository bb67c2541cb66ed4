import type { Family } from "../../channels/channel.ts";
import { KINDS, type KindName, type QueueInput } from "../../queues/queue.ts";
import { hoursOf } from "./hours.ts";
import type { QueueState } from "./queue-words.ts";
import type { Given } from "./section.ts";

type Whole = number | string;
type Preferred = { who: "last" | "responsible"; days?: Whole; seconds?: Whole } | null;
type Silent = { minutes: Whole; room?: "public" | "personal" } | null;
type Sla = Partial<Record<Family, Whole | null>>;
type Offline = Record<string, string | null> | null;
type Plain = Omit<QueueState, "name" | "rings" | "overflowQueue" | "overflowSeconds">;

const NUMBERS = ["offerSeconds", "rejectPauseSeconds", "openSeconds", "ageingMinutes", "firstReplySeconds", "awayMinutes"] as const;

/** What a file says of a queue, in the words of the verbs; what it does not say is not among it. What it leaves out of a group stays as it was. */
export function flatOf(given: Given, before: Plain): Partial<Plain> {
  const { acceptance, priority, agentOrder, kinds, preferred, silent, slaSeconds, hours, offline, wrapUp } = given;
  const said = { acceptance, priority, agentOrder, wrapUp } as Partial<Plain>;
  return {
    ...only(said),
    ...Object.fromEntries(NUMBERS.filter((name) => given[name] !== undefined).map((name) => [name, numberOf(given[name] as Whole | null)])),
    ...(kinds === undefined ? {} : { kinds: inOrder(kinds as KindName[] | null) }),
    ...(preferred === undefined ? {} : preferredOf(preferred as Preferred, before)),
    ...(silent === undefined ? {} : silentOf(silent as Silent, before)),
    ...(slaSeconds === undefined ? {} : slaOf(slaSeconds as Sla)),
    ...(hours === undefined ? {} : { hours: hoursOf(hours) }),
    ...(offline === undefined ? {} : { offline: offlineOf(offline as Offline, before) }),
  };
}

function preferredOf(preferred: Preferred, before: Plain) {
  if (preferred === null) return { preferred };
  const { who, days = before.preferredDays, seconds = before.preferredSeconds } = preferred;
  return { preferred: who, preferredDays: Number(days), preferredSeconds: Number(seconds) };
}

function silentOf(silent: Silent, before: Plain) {
  if (silent === null) return { silentMinutes: null };
  return { silentMinutes: Number(silent.minutes), silentRoom: silent.room ?? before.silentRoom };
}

function slaOf({ chat, social, email }: Sla): Partial<Pick<QueueInput, "slaChatSeconds" | "slaSocialSeconds" | "slaEmailSeconds">> {
  const all = { slaChatSeconds: chat, slaSocialSeconds: social, slaEmailSeconds: email };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, numberOf(value)]])));
}

function offlineOf(offline: Offline, before: Plain) {
  const texts = offline === null ? [] : Object.entries({ ...before.offline, ...offline });
  return Object.fromEntries(texts.flatMap(([language, text]) => (text?.trim() ? [[language, text.trim()]] : [])));
}

const inOrder = (kinds: readonly KindName[] | null) => kinds && KINDS.filter((kind) => kinds.includes(kind));
const numberOf = (value: Whole | null) => (value === null ? null : Number(value));
const only = <T extends object>(values: T) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
