import { resolve } from "node:path";
import { ConfigProblem, readConfig } from "../config.ts";
import { isThisMachine } from "../demo/client.ts";
import { setUpDemo } from "../demo/demo.ts";
import { refuseRealFolder } from "../demo/folder.ts";
import { PASSWORD } from "../demo/shop.ts";
import type { Line } from "./line.ts";
import { askedToEnd, openFolder, type Process } from "./process.ts";
import { startServing } from "./serving.ts";

const FOLDER = "data-demo";
/** What a demo takes from its surroundings: not the folder, the key and the address of somebody's real Parlo. */
const TAKEN = ["PARLO_PORT", "PARLO_HOST", "PARLO_LOG"] as const;

/** A shop with simulated customers, in a folder of its own, on this machine alone; runs until the process is asked to end. */
export async function demo({ words, flags }: Line, process: Process): Promise<number> {
  if (words.length > 1) throw new ConfigProblem(64, `demo takes no ${words[1]}; parlo --help shows what there is`);
  const here = { ...process, env: Object.fromEntries(TAKEN.map((name) => [name, process.env[name]])) };
  const own = { data: FOLDER, ...flags };
  const { dataDir, host } = readConfig(own, here.env);
  if (!isThisMachine(host)) throw new ConfigProblem(78, `parlo demo serves this machine alone, not ${host}: leave out --host and PARLO_HOST`);
  if ("public-url" in flags) throw new ConfigProblem(78, "parlo demo serves this machine alone: leave out --public-url");
  const folder = resolve(here.cwd, dataDir);
  refuseRealFolder(folder);

  const asked = askedToEnd(here);
  const opened = openFolder(here, own);
  const shop = await setUpDemo(opened.workspace, { zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  try {
    const serving = await startServing(opened, here, () => greet(here, opened.workspace.config.publicUrl, folder));
    shop.open();
    await asked;
    await shop.stop();
    await serving.stop();
    return 0;
  } catch (error) {
    await shop.stop();
    throw error;
  }
}

function greet({ print }: Process, url: URL, folder: string) {
  for (const line of [
    `Parlo demo: Casa & Luce, a shop for lamps and furniture, is at ${url.origin}`,
    "",
    "  Sign in as     ana, ben or chiara (agents), supervisor, admin",
    `  Password       ${PASSWORD}`,
    `  Be a customer  ${new URL("/chat/site", url)}`,
    "",
    "As ana, press “Accept new conversations”: within seconds a customer writes, and answers what you write.",
    "ben and chiara answer customers by themselves until you sign in as one of them.",
    "The customers and the provider are simulated inside this process. It never talks to the outside, and nobody else can reach it.",
    `All of it lies in ${folder}: the next start goes on from here; without the folder it begins anew. Ctrl+C ends it.`,
  ])
    print(line);
}
