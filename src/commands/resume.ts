import { CONSOLE } from "../admin/audit.ts";
import { resume } from "../admin/hold.ts";
import { ConfigProblem } from "../config.ts";
import { type Command, said } from "./command.ts";

/** `resume` says that a restored folder is now the live one. */
export const resumeCommand: Command<null> = {
  name: "resume",
  usage: "resume",
  prepare: ({ words }) => {
    if (words.length > 0) throw new ConfigProblem(64, "resume takes no words: parlo resume [--data DIR]");
    return null;
  },
  perform: async ({ workspace: { write, clock } }) => {
    await write((db) => resume(db, CONSOLE, clock()));
    return said("This is now the live one: what waits is sent. Make sure that the one it was copied from never runs again.");
  },
};
