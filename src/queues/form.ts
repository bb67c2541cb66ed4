import type { QueueForm, RingForm } from "../../views/admin/queue.tsx";
import type { Posted } from "../http/posted.ts";
import { LANGUAGES } from "../texts/catalogue.ts";
import { RINGS_MAX } from "./check.ts";
import { hoursFormOf, hoursOf, readHours } from "./hours-form.ts";
import { KINDS, PREFERRED, PRIORITIES, QUEUE_INITIAL, type Queue, type QueueInput, WRAP_UPS } from "./queue.ts";

const NEW_RING: RingForm = { afterSeconds: "", minLevel: "1", skillsets: [] };
const FIRST_RING: RingForm = { ...NEW_RING, afterSeconds: "0" };

// A queue that asks nobody can be declared in a file; on the page there is always a ring to fill in.
const withOne = (rings: RingForm[]): RingForm[] => (rings.length === 0 ? [FIRST_RING] : rings);
const typed = (value: number | null) => (value === null ? "" : String(value));

/** A queue as the page shows it. */
export const formOf = (queue: Omit<Queue, "id">): QueueForm => ({
  name: queue.name,
  priority: queue.priority,
  kinds: queue.kinds ?? KINDS,
  acceptance: queue.acceptance,
  offerSeconds: typed(queue.offerSeconds),
  rejectPauseSeconds: typed(queue.rejectPauseSeconds),
  agentOrder: queue.agentOrder,
  rings: withOne(
    queue.rings.map(({ afterSeconds, minLevel, skillsetIds }) => ({ afterSeconds: typed(afterSeconds), minLevel: typed(minLevel), skillsets: skillsetIds })),
  ),
  overflow: { queue: queue.overflowQueueId, afterSeconds: typed(queue.overflowSeconds) },
  ageingMinutes: typed(queue.ageingMinutes),
  firstReplySeconds: typed(queue.firstReplySeconds),
  openSeconds: typed(queue.openSeconds),
  preferred: { who: queue.preferred ?? "", days: typed(queue.preferredDays), seconds: typed(queue.preferredSeconds) },
  awayMinutes: typed(queue.awayMinutes),
  silent: { minutes: typed(queue.silentMinutes), room: queue.silentRoom },
  slaSeconds: { chat: typed(queue.slaChatSeconds), social: typed(queue.slaSocialSeconds), email: typed(queue.slaEmailSeconds) },
  hours: hoursFormOf(queue.hours),
  offline: queue.offline,
  wrapUp: queue.wrapUp,
});

/** What the form of a new queue begins with: one ring, at once. */
export const NEW_QUEUE: QueueForm = formOf({ ...QUEUE_INITIAL, name: "" });

/** The form as it was typed, with what its own buttons ask for: one ring more, one less, one skillset less in a ring. */
export function readForm(posted: Posted): QueueForm {
  const text = (name: string) => posted.text(name).trim();
  const initial = (name: string, value: string) => (posted.has(name) ? text(name) : value);
  return {
    name: posted.text("name"),
    priority: PRIORITIES.find((one) => one === text("priority")) ?? QUEUE_INITIAL.priority,
    kinds: posted.has("kinds") ? KINDS.filter((kind) => posted.all("kinds").includes(kind)) : KINDS,
    acceptance: text("acceptance") === "automatic" ? "automatic" : "manual",
    offerSeconds: text("offerSeconds"),
    rejectPauseSeconds: text("rejectPauseSeconds"),
    agentOrder: text("agentOrder") === "level" ? "level" : "load",
    rings: ringsIn(posted),
    overflow: { queue: Number(text("overflow.queue")) || null, afterSeconds: text("overflow.afterSeconds") },
    ageingMinutes: text("ageingMinutes"),
    firstReplySeconds: text("firstReplySeconds"),
    openSeconds: initial("openSeconds", NEW_QUEUE.openSeconds),
    preferred: {
      who: PREFERRED.find((one) => one === text("preferred")) ?? "",
      days: initial("preferred.days", NEW_QUEUE.preferred.days),
      seconds: initial("preferred.seconds", NEW_QUEUE.preferred.seconds),
    },
    awayMinutes: text("awayMinutes"),
    silent: { minutes: text("silent.minutes"), room: text("silent.room") === "public" ? "public" : "personal" },
    slaSeconds: { chat: text("slaSeconds.chat"), social: text("slaSeconds.social"), email: text("slaSeconds.email") },
    hours: readHours(posted),
    offline: Object.fromEntries(LANGUAGES.map((language) => [language, text(`offline.${language}`)])),
    wrapUp: WRAP_UPS.find((one) => one === text("wrapUp")) ?? QUEUE_INITIAL.wrapUp,
  };
}

/** What the verbs take. A number that is none stays one that they refuse; all kinds of channel are those to come, too. */
export const inputOf = (form: QueueForm): QueueInput => ({
  name: form.name,
  priority: form.priority,
  kinds: form.kinds.length === KINDS.length ? null : form.kinds,
  acceptance: form.acceptance,
  offerSeconds: numberOf(form.offerSeconds),
  rejectPauseSeconds: numberOf(form.rejectPauseSeconds),
  agentOrder: form.agentOrder,
  rings: form.rings.map(({ afterSeconds, minLevel, skillsets }) => ({
    afterSeconds: numberOf(afterSeconds),
    minLevel: numberOf(minLevel),
    skillsetIds: skillsets,
  })),
  overflowQueueId: form.overflow.queue,
  overflowSeconds: orNever(form.overflow.afterSeconds),
  ageingMinutes: orNever(form.ageingMinutes),
  firstReplySeconds: orNever(form.firstReplySeconds),
  openSeconds: numberOf(form.openSeconds),
  preferred: form.preferred.who === "" ? null : form.preferred.who,
  preferredDays: numberOf(form.preferred.days),
  preferredSeconds: numberOf(form.preferred.seconds),
  awayMinutes: orNever(form.awayMinutes),
  silentMinutes: orNever(form.silent.minutes),
  silentRoom: form.silent.room,
  slaChatSeconds: orNever(form.slaSeconds.chat),
  slaSocialSeconds: orNever(form.slaSeconds.social),
  slaEmailSeconds: orNever(form.slaSeconds.email),
  hours: hoursOf(form.hours),
  offline: form.offline,
  wrapUp: form.wrapUp,
});

function ringsIn(posted: Posted): RingForm[] {
  const count = new Set(posted.names("rings[").map((name) => Number.parseInt(name, 10))).size;
  const rings = Array.from({ length: Math.min(count, RINGS_MAX + 1) }, (_, at) => ringAt(posted, at));
  const [word, ring] = posted.text("do").split(":");
  if (word === "add-ring") return [...rings, NEW_RING];
  return withOne(rings.filter((_, at) => word !== "remove-ring" || at !== Number(ring)));
}

const ringAt = (posted: Posted, at: number): RingForm => ({
  afterSeconds: posted.text(`rings[${at}].afterSeconds`),
  minLevel: posted.text(`rings[${at}].minLevel`) || NEW_RING.minLevel,
  skillsets: [...posted.all(`rings[${at}].skillsets`), ...posted.all(`rings[${at}].add`)].filter(Boolean).map(Number),
});

const numberOf = (text: string) => (/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN);
const orNever = (text: string) => (text === "" ? null : numberOf(text));
