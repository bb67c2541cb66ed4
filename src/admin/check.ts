import type { Background } from "../db/background.ts";
import { compare } from "../routing/view.ts";
import type { Workspace } from "../workspace.ts";
import { type Finding, verdict } from "./check-examine.ts";
import { apart } from "./work.ts";

/**
 * Looks whether everything in a data folder is as it should be, while it runs. `deep` reads every file to its end too. Nothing is
 * mended. Throws Conflict when a backup or another check runs.
 */
export async function check({ config, filesKept, routing, hold }: Workspace, background: Background, deep: boolean): Promise<Finding[]> {
  const found = await filesKept.during(() => apart(background, { do: "examine", dataDir: config.dataDir, deep }));
  const index = verdict("routing index", compare(routing, routing.rebuilt()), "as built anew");
  const held: Finding[] =
    hold.since() === null ? [] : [{ grade: "note", about: "held", text: "a restored copy, from which nothing leaves until: parlo resume" }];
  return [...found, ...index, ...held];
}

/** Whether anything is wrong. */
export const isSound = (findings: readonly Finding[]): boolean => findings.every(({ grade }) => grade !== "problem");
