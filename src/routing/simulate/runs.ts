import { join } from "node:path";
import type { Background } from "../../db/background.ts";
import { Conflict, NotFound } from "../../http/errors.ts";
import type { Workspace } from "../../workspace.ts";
import type { WhatIfForm } from "./ask.ts";
import { type Question, type Report, type Step, whatIf } from "./what-if.ts";

/** One question that somebody asked of the past, and how far its answer is. */
export type Run = {
  readonly id: string;
  readonly userId: number;
  readonly form: WhatIfForm;
  step: Step;
  state: "running" | "done" | "failed";
  report: Report | null;
};

export type Runs = {
  /** Begins to answer. Conflict when as many as the machine should do at once are under way. */
  start(userId: number, form: WhatIfForm, question: Omit<Question, "path">): Run;
  /** One of somebody's own. Throws NotFound. */
  find(id: string, userId: number): Run;
};

const KEPT_MAX = 20;
const RUNNING_MAX = 2;

/** The latest questions and their answers, for as long as the process lives: an answer can be had again from its question. */
export function runsOf({ config, dice, log }: Workspace, background: Background): Runs {
  const runs = new Map<string, Run>();

  const answer = async (run: Run, question: Question) => {
    try {
      run.report = await whatIf(background, question, (step) => {
        run.step = step;
      });
      run.state = run.report ? "done" : "failed";
    } catch (error) {
      run.state = "failed";
      log.error({ error }, "a past day could not be simulated");
    }
  };
  const forget = () => {
    for (const { id, state } of [...runs.values()].slice(0, Math.max(0, runs.size - KEPT_MAX))) if (state !== "running") runs.delete(id);
  };

  return {
    start: (userId, form, question) => {
      if ([...runs.values()].filter(({ state }) => state === "running").length >= RUNNING_MAX) throw new Conflict("what-if.busy");
      const run: Run = { id: dice.token(), userId, form, step: "reading", state: "running", report: null };
      runs.set(run.id, run);
      forget();
      void answer(run, { ...question, path: join(config.dataDir, "parlo.db") });
      return run;
    },
    find: (id, userId) => {
      const run = runs.get(id);
      if (run?.userId !== userId) throw new NotFound();
      return run;
    },
  };
}
