import { ConfigProblem, readConfig } from "../config.ts";
import type { Command, Owner, Said } from "./command.ts";
import { askOwner } from "./control.ts";
import { demo } from "./demo.ts";
import type { Line } from "./line.ts";
import { COMMANDS } from "./list.ts";
import { serve, version } from "./own.ts";
import { perform } from "./perform.ts";
import { openFolder, type Process } from "./process.ts";
import { restore } from "./restore.ts";

/** Commands that do not perform on an open folder: they open one for long, or make one. */
const OWN: Readonly<Record<string, (line: Line, process: Process) => Promise<number>>> = { demo, restore, serve, version };

/** Runs what was typed and gives the exit code. Throws ConfigProblem with one line that says what to do. */
export async function runCommand(line: Line, process: Process): Promise<number> {
  const [word = "serve"] = line.words;
  if ("help" in line.flags) return help(process);
  if ("version" in line.flags) return version(line, process);
  const own = OWN[word];
  if (own) return own(line, process);
  const command = COMMANDS.find(({ name }) => line.words.slice(0, name.split(" ").length).join(" ") === name);
  if (!command) throw new ConfigProblem(64, `there is no command ${line.words.join(" ")}; parlo --help shows what there is`);
  return onFolder(command, line, process);
}

// The folder's owner performs it: the server if one is up, else this process for the moment.
async function onFolder(command: Command, { words, flags }: Line, process: Process): Promise<number> {
  const config = readConfig(flags, process.env);
  const request = await command.prepare({ words: words.slice(command.name.split(" ").length), flags, env: process.env, cwd: process.cwd });
  const answered = (await askOwner(config.dataDir, command.name, request)) ?? (await alone(process, flags, (owner) => perform(owner, command.name, request)));
  for (const text of answered.lines) (answered.exitCode === 0 ? process.print : process.complain)(text);
  return answered.exitCode;
}

async function alone(process: Process, flags: Line["flags"], work: (owner: Owner) => Promise<Said>): Promise<Said> {
  const opened = openFolder(process, flags);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

function help({ print }: Process): number {
  for (const line of [
    "parlo serve",
    "parlo demo [--data DIR] [--port N]",
    "parlo restore FILE [--key FILE | --forget-secrets] [--passphrase-env NAME]",
    "parlo version",
    ...COMMANDS.map(({ usage }) => `parlo ${usage}`),
  ])
    print(line);
  print("with --data DIR, --port N, --host H, --public-url URL, or PARLO_DATA, PARLO_PORT, PARLO_HOST, PARLO_PUBLIC_URL");
  return 0;
}
