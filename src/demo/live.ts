import { Refusal } from "../http/errors.ts";
import { openSessions } from "../users/sessions.ts";
import type { Workspace } from "../workspace.ts";
import type { Colleague } from "./colleague.ts";
import { COLLEAGUES } from "./shop.ts";
import type { Town, Ways } from "./town.ts";

/** How often it is looked whether somebody real has signed in as a colleague. */
const LOOK_MS = 250;
/** A colleague's page would say so often that they are there. */
const HEARTBEAT_MS = 20_000;
/** After somebody real has left, their colleague comes back. */
const RETURN_MS = 6_000;
const TICK_MAX_MS = 1_000;

/** The ways of the present but for the telephones: verbs go through the writer. */
export function presentWays({ write, clock, log }: Workspace, lineOf: Ways["lineOf"]): Ways {
  return {
    now: clock,
    lineOf,
    act: (verb) => {
      write((db) => verb(db, clock())).catch((error) => {
        if (!(error instanceof Refusal)) log.error({ error }, "a simulated colleague failed");
      });
    },
  };
}

/** Lets the town live in the present until it is stopped. Then the colleagues sign out. */
export function live(town: Town, workspace: Workspace): { stop(): Promise<void> } {
  const { bus, clock, log, write } = workspace;
  let timer: Timer | undefined;
  let stopped = false;

  const tick = () => {
    clearTimeout(timer);
    for (let due = town.timetable.take(clock()); due && !stopped; due = town.timetable.take(clock())) attempt(due.act);
    if (!stopped) timer = setTimeout(tick, Math.min(TICK_MAX_MS, Math.max(1, (town.timetable.next() ?? Number.POSITIVE_INFINITY) - clock())));
  };
  const attempt = (act: () => void) => {
    try {
      act();
    } catch (error) {
      log.error({ error }, "something in the demo failed");
    }
  };

  const unsubscribe = bus.subscribe((event) => {
    attempt(() => town.happened(event));
    tick();
  });
  const colleagues = COLLEAGUES.flatMap((username) => town.colleague(username) ?? []).map((one) => standIn(one, workspace));
  const looking = setInterval(() => colleagues.forEach(attempt), LOOK_MS);
  const beating = setInterval(() => beat(town, workspace), HEARTBEAT_MS);
  town.arrivals.attend();
  tick();

  return {
    stop: async () => {
      stopped = true;
      unsubscribe();
      clearTimeout(timer);
      clearInterval(looking);
      clearInterval(beating);
      town.goHome();
      for (const one of town.colleagues()) if (one.isWorking()) one.leave();
      await write(() => {});
    },
  };
}

/** Works in somebody's place as long as nobody real is signed in under the name. */
function standIn(colleague: Colleague, { db, clock, presence }: Workspace): () => void {
  let goneSince = 0;
  return () => {
    const isHere = openSessions(db, colleague.agentId).length > 0;
    if (isHere) {
      goneSince = clock();
      if (colleague.isWorking()) colleague.stepBack();
    } else if (!colleague.isWorking() && clock() - goneSince >= (goneSince === 0 ? 0 : RETURN_MS)) {
      presence.seen(colleague.agentId);
      colleague.begin();
    }
  };
}

function beat(town: Town, { presence }: Workspace) {
  for (const one of town.colleagues()) if (one.isWorking()) presence.seen(one.agentId);
}
