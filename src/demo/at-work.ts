import type { Database } from "bun:sqlite";
import type { ChannelKind } from "../channels/channel.ts";
import { accept, markOpened, reject } from "../conversations/assignment.ts";
import { markRead } from "../conversations/read.ts";
import { note, reply } from "../conversations/reply.ts";
import { saveCustomer } from "../customers/save.ts";
import { mailOf } from "./cast.ts";
import { conclude } from "./conclude.ts";
import type { Customer, Life } from "./customer.ts";
import { plansOf } from "./plans.ts";
import { findHeld, type Held } from "./store.ts";
import { COURTESY, NOTED, toStranger } from "./words.ts";

/** What somebody of the staff needs of the world. */
export type Shop = Life & {
  readonly db: Database;
  /** Does something in Parlo; what Parlo refuses is left. */
  act(verb: (db: Database, now: number) => void): void;
  customerOf(handle: string | null): Customer | null;
  kindOf(channelId: string): ChannelKind | null;
};

/** How somebody of the staff serves the conversations they are given. Each step plans the next. */
export type Work = {
  answerOffer(id: number): void;
  /** Reads what is new, then goes on. */
  look(id: number, seconds: Seconds): void;
  finish(held: Held): void;
  forget(id: number): void;
  forgetAll(): void;
};
export type Seconds = readonly [least: number, most: number];

const SECOND_MS = 1_000;
/** Without a word of the customer for so long, it is closed. */
const PATIENCE_MS = 4 * 60_000;
const [REJECTS, IGNORES, NOTES, SAVES] = [0.05, 0.03, 0.12, 0.6];
const OFFER_SECONDS: Seconds = [2, 7];
const WRITING_SECONDS: Seconds = [7, 28];
const WAITING_SECONDS: Seconds = [20, 45];
const LEAVING_SECONDS: Seconds = [8, 30];
const NOTING_SECONDS: Seconds = [3, 8];

export function workOf(agentId: number, shop: Shop): Work {
  const { db, chance, now, after, act, customerOf, kindOf } = shop;
  const plans = plansOf<number>(after);
  const welcomed = new Set<number>();
  const within = ([least, most]: Seconds) => chance.between(least, most) * SECOND_MS;
  const plan = (id: number, seconds: Seconds, step: (id: number) => void) => plans.plan(id, within(seconds), () => step(id));
  const forget = (id: number) => {
    plans.callOff(id);
    welcomed.delete(id);
  };

  const look = (id: number) => {
    const held = findHeld.get(db, { id, agentId });
    if (!held) return forget(id);
    act((db_, at) => {
      markOpened(db_, { conversationId: id, agentId }, at);
      if (held.unread > 0) markRead(db_, { conversationId: id, agentId }, kindOf(held.channelId), at);
    });
    plan(id, held.lastDirection === "in" ? WRITING_SECONDS : WAITING_SECONDS, goOn);
  };

  const goOn = (id: number) => {
    const held = findHeld.get(db, { id, agentId });
    if (!held) return forget(id);
    if (held.unread > 0) return look(id);
    const customer = customerOf(held.handle);
    const visit = customer?.visit() ?? null;
    const isOver = customer !== null && (visit?.over() ?? true);
    if (held.lastDirection === "in" && !(isOver && welcomed.has(id))) {
      write(held, visit?.reply() ?? (customer ? COURTESY[customer.person.language] : toStranger(held)));
      if (isOver) welcomed.add(id);
      return plan(id, isOver ? LEAVING_SECONDS : WAITING_SECONDS, goOn);
    }
    if (isOver || now() - held.lastActivityAt > PATIENCE_MS) return finish(held);
    plan(id, WAITING_SECONDS, goOn);
  };

  const write = ({ id, channelId }: Held, text: string) => {
    const kind = kindOf(channelId);
    if (!kind) return;
    const clientId = `demo-${now()}-${chance.below(1e6)}`;
    act((db_, at) => void reply(db_, { conversationId: id, agentId, clientId, text, uploads: [], replyTo: null }, kind, at));
    if (chance.is(NOTES)) after(within(NOTING_SECONDS), () => jot(id, agentId, shop));
  };
  const finish = ({ id, customerId, isSaved, handle }: Held) => {
    forget(id);
    const person = customerOf(handle)?.person;
    if (person && isSaved === 0 && chance.is(SAVES))
      act((db_, at) => saveCustomer(db_, customerId, { ...named(person.name), email: mailOf(person), language: person.language }, at));
    act((db_, at) => conclude(db_, { conversationId: id, agentId }, chance, at));
  };

  return {
    answerOffer: (conversationId) =>
      plan(conversationId, OFFER_SECONDS, () => {
        if (chance.is(IGNORES)) return;
        const answer = chance.is(REJECTS) ? reject : accept;
        act((db_, at) => answer(db_, { conversationId, agentId }, at));
      }),
    look: (id, seconds) => plan(id, seconds, look),
    finish,
    forget,
    forgetAll: () => {
      plans.callOffAll();
      welcomed.clear();
    },
  };
}

/** Writes a private note. */
function jot(id: number, agentId: number, { db, chance, act, customerOf }: Shop) {
  const held = findHeld.get(db, { id, agentId });
  if (!held) return;
  const text = chance.pick(NOTED[customerOf(held.handle)?.person.language ?? "en"]);
  act((db_, at) => void note(db_, { conversationId: id, agentId, clientId: `demo-note-${at}`, text }, at));
}

// Everybody in the cast has one first name.
function named(name: string) {
  const [firstName = name, ...surnames] = name.split(" ");
  return { firstName, surnames: surnames.join(" ") || null };
}
