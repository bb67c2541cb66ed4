import type { Database } from "bun:sqlite";
import type { Trait } from "./cast.ts";
import type { Customer, Life } from "./customer.ts";
import { rhythm } from "./rhythm.ts";
import { atWork, livelySessions, waitingOn } from "./store.ts";
import { storyFor } from "./stories/all.ts";
import type { Story } from "./stories/story.ts";

type Place = Life & {
  readonly db: Database;
  readonly zone: string;
  readonly customers: readonly Customer[];
  /** How many of an agent's conversations are over but not closed yet. */
  lingering(agentId: number): number;
};

/** Who comes to the shop, and when. */
export type Arrivals = {
  /** People come by the hour of the day, as in any shop. */
  open(): void;
  /** From now on also so that whoever is Ready has something to do, and never too much. */
  attend(): void;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Between two who come in the busiest hour. */
const BUSIEST_MS = 12 * MINUTE_MS;
/** For somebody real who is Ready: how likely it is that somebody comes within a second, by what they have to do already. */
const FOR_PEOPLE = [1, 1 / 14, 1 / 30, 1 / 80] as const;
/** How little is left to do of a conversation that has only to be closed. */
const LINGERS = 0.6;
/** Simulated colleagues are to have so much to do, and then one more is to wait. */
const [COLLEAGUE_BUSY, FOR_COLLEAGUE, FOR_QUEUE] = [3, 1 / 12, 1 / 15];
/** Nobody real was here for so long: there is no need to hurry. */
const QUIET_AFTER_MS = 10 * MINUTE_MS;
const QUIET = 0.3;
/** Somebody is on their way, so wait for them before the next. */
const ON_THE_WAY_MS = 2.5 * SECOND_MS;
const STORIES_REMEMBERED_MAX = 12;

export function arrivalsOf(place: Place): Arrivals {
  const { zone, customers, chance, now, after } = place;
  const told = new Set<Story>();
  let next = () => {};
  let [cameAt, attendedSince] = [0, 0];

  const come = ({ reach, lively = false }: Pick<Wish, "reach" | "lively">) => {
    const free = customers.filter((one) => one.isFree() && reach.includes(one.person.on));
    const customer = (lively ? chance.pickFrom(free.filter(isLively)) : undefined) ?? chance.pickFrom(free);
    if (!customer) return;
    const story = storyFor(customer.person, told, chance);
    told.add(story);
    if (told.size > STORIES_REMEMBERED_MAX) told.delete(told.values().next().value as Story);
    cameAt = now();
    customer.come(story);
  };

  const byTheHour = () => {
    if (chance.is(rhythm(zone, now()))) come({ reach: ANYWHERE });
    next = after(chance.pause(BUSIEST_MS), byTheHour);
  };

  const bySecond = () => {
    if (now() - cameAt > ON_THE_WAY_MS) {
      const wish = wishes(place, attendedSince).toSorted((a, b) => b.likely - a.likely)[0];
      if (wish && chance.is(wish.likely)) come(wish);
    }
    next = after(SECOND_MS, bySecond);
  };

  const begin = (how: () => void) => {
    next();
    next = after(SECOND_MS, how);
  };
  return {
    open: () => begin(byTheHour),
    attend: () => {
      attendedSince = now();
      begin(bySecond);
    },
  };
}

const ANYWHERE = "whatsapp,webchat";
/** `lively`: somebody who answers soon, because there is nothing else to look at. */
type Wish = { readonly reach: string; readonly likely: number; readonly lively?: boolean };

const DULL: readonly Trait[] = ["slow", "forgetful", "reads-late"];
const isLively = ({ person }: Customer) => !person.traits.some((trait) => DULL.includes(trait));

/** For whom somebody should come, and how likely that is within this second. */
function wishes({ db, now, lingering }: Place, since: number): Wish[] {
  const staff = atWork.all(db).filter(({ ready, load, places, reach }) => ready === 1 && load < places && reach !== null);
  const waiting = new Map(waitingOn.all(db).map(({ kind, n }) => [kind, n]));
  const waitingFor = (reach: string) => reach.split(",").reduce((sum, kind) => sum + (waiting.get(kind) ?? 0), 0);
  const people = staff.filter((one) => one.people > 0);
  const colleagues = staff.filter((one) => one.people === 0 && one.load < COLLEAGUE_BUSY);
  const isQuiet = people.length === 0 && now() - since > QUIET_AFTER_MS && (livelySessions.get(db, { since: now() - QUIET_AFTER_MS })?.n ?? 0) === 0;
  return [
    ...people.map(({ id, load, reach }) => {
      const toDo = load - Math.ceil(lingering(id) * LINGERS);
      return { reach: reach ?? "", likely: FOR_PEOPLE[toDo] ?? 0, lively: toDo === 0 };
    }),
    ...colleagues.map(({ reach }) => ({ reach: reach ?? "", likely: FOR_COLLEAGUE })),
    ...(people.length > 0 ? [] : [{ reach: ANYWHERE, likely: FOR_QUEUE, lively: true }]),
  ].flatMap((wish) => (waitingFor(wish.reach) > 0 ? [] : [{ ...wish, likely: wish.likely * (isQuiet ? QUIET : 1) }]));
}
