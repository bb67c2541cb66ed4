import type { Database } from "bun:sqlite";
import { stop } from "../channels/health.ts";
import { abandonDeliveries } from "../conversations/delivery.ts";
import { abandonScheduled } from "../conversations/later.ts";
import { takeRecorded } from "../events/pending.ts";
import { abandonMails } from "../mail/ask.ts";
import { endAllSessions } from "../users/sessions.ts";
import { audit, CONSOLE } from "./audit.ts";
import { allSecrets, deleteSecrets } from "./backup-store.ts";
import { hold } from "./hold.ts";
import { setting } from "./settings.ts";

/** What was changed so that a restored folder can do no harm. */
export type Revived = { uncertain: number; secretsForgotten: number; channelsStopped: string[] };

/**
 * A backup comes to life beside whatever became of the folder it was made from: it is held, nobody is signed in, and what was on its
 * way may have arrived long ago.
 */
export function revive(db: Database, { forgetSecrets, backupOf }: { forgetSecrets: boolean; backupOf: number }, now: number): Revived {
  const revived = db
    .transaction(() => {
      audit(db, { who: CONSOLE, action: "workspace.restored", subject: "workspace", after: { backupOf } }, now);
      if (setting(db, "heldSince") === null) hold(db, CONSOLE, now);
      endAllSessions(db, now);
      const uncertain = abandonDeliveries(db, now);
      abandonMails(db, now);
      abandonScheduled(db, now);
      return { uncertain, ...(forgetSecrets ? forget(db, now) : { secretsForgotten: 0, channelsStopped: [] }) };
    })
    .immediate();
  takeRecorded(db);
  return revived;
}

function forget(db: Database, now: number) {
  const owners = allSecrets.all(db).map(({ owner }) => owner);
  const channels = [...new Set(owners)].flatMap((owner) => (owner.startsWith("channel:") ? [owner.slice("channel:".length)] : []));
  deleteSecrets.run(db);
  for (const channelId of channels) stop(db, { channelId, code: "secrets-missing", problem: "channel.secrets-missing" }, now);
  return { secretsForgotten: owners.length, channelsStopped: channels };
}
