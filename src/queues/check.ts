import type { Database } from "bun:sqlite";
import { Invalid } from "../http/errors.ts";
import { type FieldReader, NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import { LANGUAGES } from "../texts/catalogue.ts";
import { SKILL_LEVEL_MAX } from "../users/accounts.ts";
import { checkHours } from "./hours-check.ts";
import { checkKinds } from "./kinds.ts";
import { checkOverflow } from "./overflow.ts";
import { ACCEPTANCES, AGENT_ORDERS, type Offline, PREFERRED, PRIORITIES, type Queue, type QueueInput, type Ring, ROOMS, WRAP_UPS } from "./queue.ts";
import { findQueueByName } from "./store.ts";

export const OFFER_SECONDS_MAX = 3_600;
export const RINGS_MAX = 20;
export const OFFLINE_LENGTH_MAX = 1_000;
const DAY_SECONDS = 86_400;
const WEEK_MINUTES = 10_080;
const MONTH_SECONDS = 30 * DAY_SECONDS;
/** The numbers besides the first: where each stands in a form and in a file, and what it may be. A null is never. */
const NUMBERS = {
  overflowSeconds: ["overflow.afterSeconds", 1, DAY_SECONDS],
  ageingMinutes: ["ageingMinutes", 1, 1_440],
  firstReplySeconds: ["firstReplySeconds", 10, DAY_SECONDS],
  preferredDays: ["preferred.days", 1, 3_650],
  preferredSeconds: ["preferred.seconds", 0, DAY_SECONDS],
  awayMinutes: ["awayMinutes", 0, WEEK_MINUTES],
  silentMinutes: ["silent.minutes", 1, WEEK_MINUTES],
  slaChatSeconds: ["slaSeconds.chat", 1, MONTH_SECONDS],
  slaSocialSeconds: ["slaSeconds.social", 1, MONTH_SECONDS],
  slaEmailSeconds: ["slaSeconds.email", 1, MONTH_SECONDS],
} as const satisfies Partial<Record<keyof QueueInput, readonly [string, number, number]>>;
type Numbers = Pick<QueueInput, keyof typeof NUMBERS>;

/** Reads every field, and throws Invalid naming what is wrong: `name`, `rings[1].afterSeconds`, `hours.mon`, … */
export function checkQueue(db: Database, input: QueueInput, id: number | null): Omit<Queue, "id"> {
  const queue = readFields(input, (field) => {
    if (input.offerSeconds === 0) field.wrong("offerSeconds", "offer.none", { max: OFFER_SECONDS_MAX });
    return {
      name: field.text("name", { max: NAME_LENGTH_MAX }),
      acceptance: field.choice("acceptance", ACCEPTANCES),
      offerSeconds: field.number("offerSeconds", { min: 1, max: OFFER_SECONDS_MAX }),
      priority: field.choice("priority", PRIORITIES),
      rejectPauseSeconds: field.number("rejectPauseSeconds", { min: 1, max: DAY_SECONDS }),
      kinds: checkKinds(db, { id, kinds: input.kinds }, field),
      agentOrder: field.choice("agentOrder", AGENT_ORDERS),
      overflowQueueId: checkOverflow(db, input, id, field),
      openSeconds: field.number("openSeconds", { min: 10, max: DAY_SECONDS }),
      preferred: input.preferred === null ? null : field.choice("preferred", PREFERRED),
      silentRoom: field.choice("silentRoom", ROOMS),
      ...checkNumbers(input, field),
      hours: checkHours(input.hours, field),
      offline: checkOffline(input.offline, field),
      wrapUp: field.choice("wrapUp", WRAP_UPS),
      rings: checkRings(input, field),
    };
  });
  const namesake = findQueueByName.get(db, { name: queue.name });
  if (namesake && namesake.id !== id) throw new Invalid({ name: "field.taken" });
  return queue;
}

function checkNumbers(input: Numbers, { wrong }: FieldReader): Numbers {
  const names = Object.keys(NUMBERS) as (keyof Numbers)[];
  for (const name of names) {
    const [path, min, max] = NUMBERS[name];
    const value = input[name];
    if (value !== null && (!Number.isInteger(value) || value < min || value > max)) wrong(path, "field.number", { min, max });
  }
  return Object.fromEntries(names.map((name) => [name, input[name]])) as Numbers;
}

function checkOffline(offline: Offline, { wrong }: FieldReader): Offline {
  const texts = LANGUAGES.map((language) => [language, (offline[language] ?? "").trim()] as const).filter(([, text]) => text !== "");
  for (const [language, text] of texts) if (text.length > OFFLINE_LENGTH_MAX) wrong(`offline.${language}`, "field.too-long", { max: OFFLINE_LENGTH_MAX });
  return Object.fromEntries(texts);
}

function checkRings({ rings, overflowSeconds }: QueueInput, { wrong }: FieldReader): Required<Ring>[] {
  if (rings.length > RINGS_MAX) wrong("rings", "ring.too-many", { max: RINGS_MAX });
  rings.forEach(({ afterSeconds, minLevel = 1, skillsetIds }, at) => {
    const before = rings[at - 1]?.afterSeconds;
    const path = `rings[${at}]`;
    const ring = at + 1;
    if (!Number.isInteger(afterSeconds) || afterSeconds < 0) wrong(`${path}.afterSeconds`, "field.number", { min: 0, max: DAY_SECONDS });
    else if (afterSeconds > DAY_SECONDS) wrong(`${path}.afterSeconds`, "ring.too-late", { ring, max: DAY_SECONDS });
    else if (before !== undefined && afterSeconds <= before) wrong(`${path}.afterSeconds`, "ring.order", { ring, before: at, seconds: before });
    else if (overflowSeconds !== null && afterSeconds >= overflowSeconds) wrong(`${path}.afterSeconds`, "ring.never", { ring, seconds: overflowSeconds });
    if (!Number.isInteger(minLevel) || minLevel < 1 || minLevel > SKILL_LEVEL_MAX) wrong(`${path}.minLevel`, "field.number", { min: 1, max: SKILL_LEVEL_MAX });
    if (skillsetIds.length === 0) wrong(`${path}.skillsets`, "ring.empty", { ring });
  });
  return rings.map(({ afterSeconds, minLevel = 1, skillsetIds }) => ({
    afterSeconds,
    minLevel,
    skillsetIds: [...new Set(skillsetIds)].toSorted((a, b) => a - b),
  }));
}
