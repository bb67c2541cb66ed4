import { networkOf } from "../http/caller.ts";
import { TooMany } from "../http/errors.ts";
import { limiterOf } from "../http/limits.ts";

const MINUTE_MS = 60_000;
/** Wrong passwords of one user from one address; what a person may mistype. */
export const PAIR_ATTEMPTS_MAX = 10;
/** Wrong passwords from one address, of whomever: an office behind one address mistypes too. */
export const ADDRESS_ATTEMPTS_MAX = 100;
export const ATTEMPTS_WINDOW_MS = 15 * MINUTE_MS;
/** Wrong passwords of one user from anywhere; from then on each attempt has to wait, but none is refused for it. */
export const USER_ATTEMPTS_MAX = 50;
export const USER_WINDOW_MS = 60 * MINUTE_MS;
export const SLOW_ATTEMPT_MS = 3_000;
/** Passwords looked at side by side: each takes 32 MiB and a core for a moment. */
const CHECKS_AT_ONCE_MAX = 2;

export type Attempts = {
  /**
   * Does `check` as one attempt to get in as `username` from `address`, and counts it if it is false. Throws TooMany for
   * who has tried too often; only their own address can bring that about, so no stranger locks anybody out.
   */
  attempt(username: string, address: string, check: () => Promise<boolean>): Promise<boolean>;
};

type Clockwork = { clock(): number; wait(ms: number): Promise<unknown> };

export function attemptsOf({ clock, wait }: Clockwork): Attempts {
  const pairs = limiterOf({ max: PAIR_ATTEMPTS_MAX, windowMs: ATTEMPTS_WINDOW_MS }, clock);
  const addresses = limiterOf({ max: ADDRESS_ATTEMPTS_MAX, windowMs: ATTEMPTS_WINDOW_MS }, clock);
  const users = limiterOf({ max: USER_ATTEMPTS_MAX, windowMs: USER_WINDOW_MS }, clock);
  const fewAtOnce = gateOf(CHECKS_AT_ONCE_MAX);

  return {
    attempt: async (username, address, check) => {
      const [user, from] = [username.toLowerCase(), networkOf(address)];
      const pair = `${from} ${user}`;
      const seconds = pairs.take(pair) || addresses.take(from);
      if (seconds > 0) throw new TooMany(seconds);
      const slowed = users.take(user) > 0;
      if (slowed) await wait(SLOW_ATTEMPT_MS);
      const right = await fewAtOnce(check);
      if (!right) return false;
      pairs.giveBack(pair);
      addresses.giveBack(from);
      if (!slowed) users.giveBack(user);
      return true;
    },
  };
}

/** Lets so many through at once; the others wait in line. */
function gateOf(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  let inside = 0;
  const line: (() => void)[] = [];
  return async (work) => {
    if (inside >= max) await new Promise<void>((enter) => line.push(enter));
    else inside++;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else inside--;
    }
  };
}
