import { applyCommand } from "./apply.ts";
import { backupCommand } from "./backup.ts";
import { checkCommand } from "./check.ts";
import type { Command } from "./command.ts";
import { resumeCommand } from "./resume.ts";
import { simulateCommand } from "./simulate.ts";
import { tokenCreate, tokenList, tokenRevoke } from "./token.ts";
import { userAdd, userResetPassword } from "./user.ts";

/** What can be done to a folder from the command line. To add a command, add a line. */
export const COMMANDS: readonly Command[] = [
  applyCommand,
  userAdd,
  userResetPassword,
  tokenCreate,
  tokenList,
  tokenRevoke,
  backupCommand,
  resumeCommand,
  checkCommand,
  simulateCommand,
];
