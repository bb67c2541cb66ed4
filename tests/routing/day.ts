import type { Database } from "bun:sqlite";
import { Conflict, Refusal } from "../../src/http/errors.ts";
import { DECISIONS_MAX, decide, nextDeadline } from "../../src/routing/decide.ts";
import { tick } from "../../src/routing/scheduler.ts";
import { Crash, type Fuse, fuseIn } from "../fuse.ts";
import { type Random, random } from "../random.ts";
import { minutes, NINE, seconds, type World, world } from "../world.ts";
import { type Centre, read } from "./centre.ts";
import { AGENTS, type Happening, UNUSUAL, USUAL } from "./happenings.ts";
import { checkIsolation } from "./isolation.ts";
import { naiveDecide } from "./naive.ts";
import { checkAtRest, checkHeard, checkHistory, checkPass } from "./rules.ts";
import { TIMED } from "./times.ts";

// erin and fabio are twins, so that ties are common; places are few, so that people wait; time to open one is short, so that it runs out.
const MORE = `
  INSERT INTO users (id, username, name, profile_id, status_id, status_since, created_at) VALUES
    (15, 'erin', 'erin', 2, 1, 0, 0), (16, 'fabio', 'fabio', 1, 1, 0, 0);
  INSERT INTO agent_status_intervals (agent_id, status_id, since) VALUES (15, 1, 0), (16, 1, 0);
  INSERT INTO user_skillsets (user_id, skillset_id) VALUES (15, 21), (15, 22), (16, 21), (16, 22);
  INSERT INTO queues (id, name, acceptance, offer_seconds, reject_pause_seconds) VALUES (33, 'vip', 'manual', 10, 20);
  INSERT INTO rings (id, queue_id, after_seconds) VALUES (4, 33, 0), (5, 33, 15), (6, 33, 40);
  INSERT INTO ring_skillsets (ring_id, skillset_id) VALUES (4, 22), (5, 21), (6, 21), (6, 22);
  UPDATE profiles SET capacity = 2;
  UPDATE queues SET open_seconds = 15;`;

/** What is left out of a day, to find the shortest that still breaks a rule: whole moments, and kinds of happenings. */
export type Cut = { readonly moments: ReadonlySet<number>; readonly kinds: ReadonlySet<string> };
const WHOLE: Cut = { moments: new Set(), kinds: new Set() };

/** A rule was broken in this moment. */
export class Broken extends Error {
  constructor(
    readonly moment: number,
    message: string,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** A simulated day on the real code, with a clock of our own. The same seed gives the same day, event by event. */
export class Day {
  readonly world: World;
  readonly fuse: Fuse;
  dice: Random;
  /** What happened in each moment that was lived. */
  readonly story: string[] = [];
  /** Who is not seen, as the events tell it. */
  readonly absent = new Set<number>();
  readonly happenings: readonly Happening[];
  /** Who is isolated. */
  readonly isolated: ReadonlySet<number>;
  readonly checkHeard: () => void;
  readonly checkIsolation: () => void;

  /** `forgetful`: the index is thrown away and built anew before every look, as if the process had just been started. */
  constructor(
    readonly seed: number,
    readonly forgetful = false,
    readonly cut: Cut = WHOLE,
  ) {
    this.dice = random(seed);
    const fuses: Fuse[] = [];
    this.world = world({ opened: (db) => void fuses.push(fuseIn(db)) });
    this.fuse = fuses[0] as Fuse;
    this.world.db.run(MORE);
    this.world.restart();
    this.checkHeard = checkHeard(this.world, this.absent);
    this.happenings = [...USUAL, ...USUAL, ...this.dice.some(UNUSUAL, 0.6), ...this.dice.some(TIMED, 0.5)];
    this.isolated = new Set(this.dice.some(AGENTS, 0.4));
    this.checkIsolation = checkIsolation(this.world, this.isolated);
  }

  /** Lives so many moments; throws Broken at the first rule that is broken. */
  live(moments: number): this {
    for (let moment = 1; moment <= moments; moment++) {
      if (this.cut.moments.has(moment)) continue;
      const names: string[] = [];
      try {
        this.lives(moment, names);
      } catch (error) {
        throw new Broken(moment, `seed ${this.seed}, moment ${moment} (${names.join(", ")}): ${(error as Error).message}`, error);
      }
      this.story.push(`${String(moment).padStart(3)}  +${((this.world.now - NINE) / 1000).toFixed(1)} s  ${names.join(", ")}`);
    }
    return this;
  }

  lives(moment: number, names: string[]) {
    this.rolls(moment, 0);
    this.timePasses();
    this.settle();
    const happenings = Array.from({ length: this.dice.between(1, 3) }, () => this.dice.pick(this.happenings as [Happening]));
    happenings.forEach((happening, n) => {
      this.rolls(moment, n + 1);
      if (!this.cut.kinds.has(happening[0])) this.happens(happening, names);
    });
    this.rolls(moment, 9);
    if (this.dice.chance(0.04)) this.crashes(() => this.world.write((db) => tick(db, this.world.view, this.world.now)));
    this.settle();
    this.check(moment % 6 === 0);
  }

  /** Dice of its own for each happening, so that one that is left out leaves the luck of the others as it was. */
  rolls(moment: number, n: number) {
    this.dice = random(this.seed * 7919 + moment * 31 + n);
  }

  /** Everything that happened, to compare days. */
  journal(): unknown[] {
    return this.world.db.query("SELECT * FROM events ORDER BY id").all();
  }

  happens([name, happens]: Happening, names: string[]) {
    names.push(name);
    if (this.dice.chance(0.05)) this.crashes(() => happens(this));
    else happens(this);
  }

  timePasses() {
    const { world, dice } = this;
    const next = nextDeadline(world.view, world.now);
    if (next !== null && dice.chance(0.4)) world.now = next - (dice.chance(0.3) ? 1 : 0);
    else world.now += dice.chance(0.2) ? 0 : seconds(dice.between(1, 9)) + dice.below(1000);
  }

  /** Routes until nothing moves; each pass must be what the naive rules say, and keep the rules. */
  settle() {
    const { world, absent } = this;
    world.view.mend();
    for (let passes = 1; ; passes++) {
      if (this.forgetful) world.view.rebuild();
      const before = read(world.db, absent);
      const expected = naiveDecide(copyOf(before), world.now, DECISIONS_MAX);
      const decided = decide(world.view, world.now);
      if (!Bun.deepEquals(decided, expected)) throw new Error(`decide and the naive rules differ:\n${Bun.inspect(decided)}\n${Bun.inspect(expected)}`);
      const { moved, lost } = world.write((db) => tick(db, world.view, world.now));
      if (moved !== expected.length || lost > 0) throw new Error(`${expected.length} decisions, ${moved} moved, ${lost} lost`);
      checkPass(world, before, expected);
      if (moved === 0) return;
      if (passes === 20) throw new Error("routing does not come to rest");
    }
  }

  check(history: boolean) {
    const { world, absent } = this;
    const unforeseen = world.troubles.filter((trouble) => !(trouble instanceof Crash));
    if (unforeseen.length > 0) throw unforeseen[0];
    this.checkHeard();
    this.checkIsolation();
    checkAtRest(world, read(world.db, absent), absent);
    this.checkDeadline();
    if (history) checkHistory(world);
  }

  /** Nothing may become decidable before the time at which we would look again. */
  checkDeadline() {
    const { world, dice } = this;
    const next = nextDeadline(world.view, world.now);
    if (next !== null && next <= world.now) throw new Error("the next deadline has passed already");
    const last = (next ?? world.now + minutes(300)) - 1;
    for (const instant of [dice.between(world.now, last), last])
      if (decide(world.view, instant).length > 0) throw new Error(`something is to decide at ${instant}, but the next look is at ${next}`);
  }

  restarts() {
    this.world.restart();
    this.absent.clear();
  }

  /** The process dies between two statements: what it was writing did not happen, and the next process goes on from there. */
  crashes(happens: () => void) {
    const { world, fuse, dice } = this;
    const { write } = world;
    world.write = (verb) => {
      const before = this.tables();
      try {
        return write(verb);
      } catch (error) {
        if (world.db.inTransaction || !Bun.deepEquals(before, this.tables())) throw new Error("a crash left half a verb behind");
        throw error;
      }
    };
    fuse.light(dice.below(25));
    try {
      happens();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      fuse.putOut();
      world.write = write;
    }
    if (fuse.blown && dice.chance(0.5)) this.restarts();
  }

  /** A verb that may be refused: what it wants is not always possible. */
  may(verb: (db: Database) => unknown) {
    try {
      this.world.write(verb);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  mustConflict(verb: (db: Database) => unknown) {
    const before = this.tables();
    try {
      this.world.write(verb);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      if (!Bun.deepEquals(before, this.tables())) throw new Error("what lost has changed something");
      return;
    }
    throw new Error("a late or foreign acceptance was taken");
  }

  tables(): unknown[] {
    return ["conversations", "assignments", "rejections", "decisions", "events", "users"].map((table) => this.fuse.rows(`SELECT * FROM ${table}`));
  }
}

function copyOf(centre: Centre): Centre {
  return { ...centre, agents: centre.agents.map((agent) => ({ ...agent, loads: { ...agent.loads } })) };
}
