import type { Database } from "bun:sqlite";
import { keepInbound, processInbound } from "../channels/inbound.ts";
import { deliveryOf, markSending, markSent } from "../conversations/delivery.ts";
import { transact } from "../db/transact.ts";
import type { Event } from "../events/kinds.ts";
import { recordedSoFar } from "../events/pending.ts";
import { Refusal } from "../http/errors.ts";
import { forget, forgetAll } from "../jobs/queue.ts";
import { decide, nextDeadline } from "../routing/decide.ts";
import { tick } from "../routing/scheduler.ts";
import type { Workspace } from "../workspace.ts";
import type { Chance } from "./chance.ts";
import type { FindMedia } from "./media/media.ts";
import { planShifts } from "./shifts.ts";
import { COLLEAGUES } from "./shop.ts";
import { findText, customerOf as whose } from "./store.ts";
import type { Town, Ways } from "./town.ts";
import { type KeptMedia, keepMedia, pastVisitorLine } from "./webchat/past.ts";
import { visitorOf } from "./webchat/site.ts";
import { CHANNEL_ID } from "./whatsapp/account.ts";
import { whatsappLine } from "./whatsapp/line.ts";
import type { Payload } from "./whatsapp/payloads.ts";

/** What happens within this time shares a transaction: routing decides after it, as if it had been a little slow. */
const SLOT_MS = 15_000;

type Parts = { readonly workspace: Workspace; readonly chance: Chance; readonly zone: string; readonly seed: string; readonly media: FindMedia };
/** A past that is being made: its instant, and the answers that are on their way to customers. */
export type Past = Parts & { readonly time: { now: number }; readonly kept: KeptMedia; readonly underWay: Set<() => void> };

/** So long before its end only those are there who are simulated in the present too. */
const WARM_UP_MS = 12 * 60_000;
/** Files that visitors of the site send in their stories. */
const VISITORS_SEND = ["photo-room", "paper-company"];

export async function pastOf(parts: Parts, from: number): Promise<Past> {
  const kept = await keepMedia(parts.workspace.config.dataDir, parts.media, VISITORS_SEND);
  return { ...parts, kept, time: { now: from }, underWay: new Set() };
}

/** The ways of a time that is over: everything at once, by the verbs themselves, at whatever instant it is there. */
export function pastWays({ workspace: { db, channels, dice }, time, kept, seed }: Past): Ways {
  const post = (payload: Payload) => {
    keepInbound(db, CHANNEL_ID, new TextEncoder().encode(JSON.stringify(payload)), time.now);
    processInbound(db, channels, time.now);
  };
  const now = () => time.now;
  const phone = { post, messageId: () => `wamid.${dice.token()}`, trackerOf: () => null, now };
  const page = { db, channels, kept, clientId: () => dice.token(), now };
  return {
    now,
    act: (verb) => attempt(db, () => verb(db, time.now)),
    lineOf: (person) => (person.on === "webchat" ? pastVisitorLine(visitorOf(person, seed), page) : whatsappLine(person, phone)),
  };
}

/** Some days in the shop: three agents with their shifts, customers by the hour; at the end only those who are simulated in the present too. */
export async function fillPast(town: Town, past: Past, until: number) {
  const { time, zone, chance } = past;
  const warm = until - WARM_UP_MS;
  planShifts(town, zone, time.now, warm, chance);
  town.timetable.at(time.now, town.arrivals.open);
  town.timetable.at(warm, () => {
    town.arrivals.attend();
    for (const username of COLLEAGUES) town.colleague(username)?.begin();
  });
  await liveUntil(until, town, past);
  for (const callOff of past.underWay) callOff();
  // What was read then was told then.
  await past.workspace.write((db) => forgetAll(db, ["message.mark-read"]));
}

/**
 * Lets the town live until an instant, as fast as the machine can: what is due happens, then routing decides, as it does in a
 * process that serves. A commit is not waited for on the disk before the next.
 */
async function liveUntil(until: number, town: Town, past: Past) {
  const { workspace, time } = past;
  const { routing, write } = workspace;
  for (;;) {
    const next = Math.min(town.timetable.next() ?? until, nextDeadline(routing, time.now) ?? until);
    if (next >= until) break;
    time.now = Math.max(time.now, next);
    const slot = Math.min(time.now + SLOT_MS, until);
    const happened = await step(workspace, () => {
      for (let due = town.timetable.take(slot); due; due = town.timetable.take(slot)) {
        time.now = Math.max(time.now, due.at);
        due.act();
      }
    });
    tell(town, past, happened);
    while (decide(routing, time.now, 1).length > 0) tell(town, past, await step(workspace, (db) => void tick(db, routing, time.now)));
  }
  time.now = until;
  await write(() => {});
}

function step({ write }: Workspace, verb: (db: Database) => void): Promise<readonly Event[]> {
  return new Promise((done, fail) => {
    write((db) => {
      verb(db);
      const events = [...recordedSoFar(db)];
      setImmediate(() => done(events));
    }).catch(fail);
  });
}

function tell(town: Town, past: Past, events: readonly Event[]) {
  for (const event of events) {
    town.happened(event);
    if (event.kind === "message.written") carryLater(town, past, event.data.messageId);
  }
}

// What is still under way at the end is left to the present: its job is owed.
function carryLater(town: Town, past: Past, messageId: number) {
  const callOff = town.timetable.at(past.time.now + Math.round(past.chance.between(200, 900)), () => {
    past.underWay.delete(callOff);
    carry(town, past, messageId);
  });
  past.underWay.add(callOff);
}

// What the job and the provider do together: it was sent, and the customer has it.
function carry(town: Town, { workspace: { db, config, dice }, time }: Past, messageId: number) {
  const message = findText.get(db, { id: messageId });
  const customer = message && town.customer(whose.get(db, { id: message.conversationId })?.handle ?? null);
  if (!message || !customer) return;
  if (customer.person.on === "webchat") return customer.hear({ id: String(messageId), text: message.text });
  if (!deliveryOf(db, messageId, config.dataDir)) return;
  const id = `wamid.${dice.token()}`;
  markSending(db, messageId, time.now);
  markSent(db, messageId, id, time.now);
  forget(db, `deliver:${messageId}`);
  customer.hear({ id, text: message.text });
}

function attempt(db: Database, work: () => void) {
  try {
    transact(db, work);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
