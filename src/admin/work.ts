import { copyDatabase } from "../db/apart.ts";
import type { Background } from "../db/background.ts";
import { type NotPacked, type Pack, type Packed, pack } from "./backup-pack.ts";
import { type Examine, examine, type Finding } from "./check-examine.ts";

type Copy = { do: "copy"; path: string; to: string };
type Work = Copy | Pack | Examine;
type Done = { copy: undefined; pack: Packed | NotPacked; examine: Finding[] };

/** Done in the Worker. */
export function perform(work: Work): Done[Work["do"]] {
  switch (work.do) {
    case "copy":
      return copyDatabase(work.path, work.to) as undefined;
    case "pack":
      return pack(work);
    case "examine":
      return examine(work);
  }
}

/** Does what takes long in a Worker. Throws what went wrong there, with its code. */
export async function apart<W extends Work>(background: Background, work: W): Promise<Done[W["do"]]> {
  const start = () => (Bun.isStandaloneExecutable ? new Worker("./src/admin/worker.ts") : new Worker(new URL("./worker.ts", import.meta.url).href));
  return background.apart<Work, Done[W["do"]]>(start, work, work.do !== "pack");
}
