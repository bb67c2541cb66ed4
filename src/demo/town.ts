import type { Database } from "bun:sqlite";
import type { ChannelKind } from "../channels/channel.ts";
import type { Event } from "../events/kinds.ts";
import { type Arrivals, arrivalsOf } from "./arrivals.ts";
import type { Person } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { type Colleague, colleagueOf } from "./colleague.ts";
import { type Customer, customerOf, type Life, type Line } from "./customer.ts";
import { atWork, heldBy, waitingCustomers, customerOf as whoseConversation } from "./store.ts";
import { RESUMED } from "./stories/all.ts";
import { type Timetable, timetableOf } from "./timetable.ts";

/** How the town reaches Parlo: through its door as it runs, or by its verbs while the past is made. */
export type Ways = {
  now(): number;
  act(verb: (db: Database, now: number) => void): void;
  /** What a person holds in their hand. */
  lineOf(person: Person): Line;
};

type Parts = {
  readonly db: Database;
  readonly chance: Chance;
  readonly zone: string;
  readonly cast: readonly Person[];
  /** The handle by which Parlo knows a person: "bsuid:IT.1". */
  handleOf(person: Person): string;
  kindOf(channelId: string): ChannelKind | null;
  /** The ways it begins with. */
  ways: Ways;
};

/** Everybody who is simulated, and what they plan. */
export type Town = {
  readonly timetable: Timetable;
  readonly arrivals: Arrivals;
  colleagues(): readonly Colleague[];
  /** Null for who is no agent (any more). */
  colleague(username: string): Colleague | null;
  /** The customer with this handle, or with this telephone number ("+39…"). */
  customer(handle: string | null): Customer | null;
  /** From now on everybody goes other ways. */
  goBy(ways: Ways): void;
  happened(event: Event): void;
  /** Whoever has an open conversation remembers it. */
  wakeUp(): void;
  /** Everybody puts away what they hold in their hand. */
  goHome(): void;
};

export function townOf({ db, chance, zone, cast, handleOf, kindOf, ways: first }: Parts): Town {
  const timetable = timetableOf();
  let ways = first;
  const lines = new Map<Person, Line>();
  const lineOf = (person: Person): Line => {
    const line = lines.get(person) ?? ways.lineOf(person);
    lines.set(person, line);
    return line;
  };
  const life: Life = { chance, now: () => ways.now(), after: (ms, act) => timetable.at(ways.now() + Math.round(ms), act) };
  const hand = (person: Person): Line => ({
    say: (said) => lineOf(person).say(said),
    react: (emoji, to) => lineOf(person).react(emoji, to),
    got: (id) => lineOf(person).got(id),
    read: (id) => lineOf(person).read(id),
    listen: () => lineOf(person).listen(),
    leave: () => lineOf(person).leave(),
  });

  const customers = cast.map((person) => customerOf(person, hand(person), life));
  const byHandle = new Map(customers.flatMap((one) => handlesOf(one.person, handleOf).map((handle) => [handle, one] as const)));
  const customer = (handle: string | null) => byHandle.get(handle ?? "") ?? null;
  const shop = { ...life, db, kindOf, customerOf: customer, act: (verb: Parameters<Ways["act"]>[0]) => ways.act(verb) };
  const colleagues = new Map(atWork.all(db).map(({ id, username }) => [username, colleagueOf(id, shop)]));

  const lingering = (agentId: number) => heldBy.all(db, { agentId }).filter(({ handle }) => customer(handle)?.visit()?.over() ?? true).length;

  return {
    timetable,
    arrivals: arrivalsOf({ ...life, db, zone, customers, lingering }),
    colleagues: () => [...colleagues.values()],
    colleague: (username) => colleagues.get(username) ?? null,
    customer,
    goBy: (other) => {
      ways = other;
      lines.clear();
      for (const one of customers) if (one.visit()) lineOf(one.person).listen();
    },
    happened: (event) => {
      for (const one of colleagues.values()) one.happened(event);
      const isOver = event.kind === "conversation.over" || (event.kind === "conversation.closed" && !event.data.owed);
      if (isOver) customer(handleIn(db, event))?.left();
    },
    wakeUp: () => {
      for (const { handle } of waitingCustomers.all(db)) {
        const one = customer(handle);
        if (one?.visit() === null) one.resume(RESUMED[one.person.language]);
      }
    },
    goHome: () => {
      for (const line of lines.values()) line.leave();
    },
  };
}

function handlesOf(person: Person, handleOf: (person: Person) => string): string[] {
  return [handleOf(person), ...(person.phone === null ? [] : [`+${person.phone}`])];
}

function handleIn(db: Database, { conversationId }: Event): string | null {
  return conversationId === null ? null : (whoseConversation.get(db, { id: conversationId })?.handle ?? null);
}
