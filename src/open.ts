import type { Database } from "bun:sqlite";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { holdOf } from "./admin/hold.ts";
import { refuseHalf } from "./admin/restore-folder.ts";
import { keyOf, sealOf } from "./admin/seal.ts";
import { setting } from "./admin/settings.ts";
import { presenceOf } from "./agents/presence.ts";
import { channelsOf } from "./channels/channels.ts";
import { paceOf } from "./channels/pace.ts";
import type { Config } from "./config.ts";
import { type Background, backgroundOf } from "./db/background.ts";
import { takeFolder } from "./db/lock.ts";
import { migrate, openDb } from "./db/open.ts";
import { checkStatements } from "./db/sql.ts";
import { syncOf } from "./db/sync.ts";
import { writerOf } from "./db/write.ts";
import { busOf } from "./events/bus.ts";
import { lastEventId } from "./events/record.ts";
import { streamsOf } from "./events/stream.ts";
import { filesKeptOf } from "./files/kept.ts";
import { recordingsOf } from "./files/recordings.ts";
import { clearUnfinished } from "./files/remove.ts";
import { readAssets } from "./http/assets.ts";
import { egressOf } from "./http/egress.ts";
import { recoverJobs } from "./jobs/end.ts";
import { logOf } from "./log.ts";
import { RoutingView } from "./routing/view.ts";
import { togetherOf } from "./together/together.ts";
import type { Dice, Workspace } from "./workspace.ts";

export type Opened = { workspace: Workspace; background: Background; newKey: string | null; close(): Promise<void> };

type World = { pid: number; clock(): number; dice: Dice; lost(error: Error): never };

/**
 * Opens a data folder for this process alone: lock, schema, writer, index. `lost` is called when the disk
 * fails to sync, and must end the process. Throws FolderTaken, FolderTooNew, WrongKey.
 */
export function openWorkspace(config: Config, { pid, clock, dice, lost }: World): Opened {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const lock = takeFolder(config.dataDir, pid);
  refuseHalf(config.dataDir, lock);
  chmodSync(config.dataDir, 0o700);
  for (const folder of [join("media", "tmp"), "backups"]) mkdirSync(join(config.dataDir, folder), { recursive: true, mode: 0o700 });
  clearUnfinished(config.dataDir);
  const path = join(config.dataDir, "parlo.db");
  const db = openDb(path);
  migrate(db, (version) => snapshot(db, join(config.dataDir, "backups", `before-version-${version + 1}.db`)));
  checkStatements(db);
  const { key, made } = keyOf(config.dataDir, config.keyFile, dice);

  const log = logOf(config.logLevel);
  const seal = sealOf(key, dice);
  const sync = syncOf(`${path}-wal`, lost);
  const bus = busOf((error) => log.error({ error }, "a listener failed"));
  const routing = new RoutingView(db, (error) => log.error({ error }, "the routing index was rebuilt"));
  const channels = channelsOf(db, seal);
  const hold = holdOf(db);
  const writer = writerOf(db, {
    committed: (events) => {
      routing.committed(events);
      channels.committed(events);
      hold.committed(events);
    },
    covered: sync.covered,
    durable: bus.publish,
  });
  const egress = egressOf({
    held: () => hold.since() !== null,
    token: () => dice.token(),
    only: () => setting(db, "demo")?.provider ?? null,
  });
  const { write } = writer;
  const assets = readAssets();
  const presence = presenceOf({ db, write, log, clock });
  const streams = streamsOf({ bus, build: assets.build, lastId: lastEventId(db), clock });
  const background = backgroundOf();
  const files = { filesKept: filesKeptOf(), recordings: recordingsOf(background) };
  const parts = { pace: paceOf(), presence, streams, together: togetherOf({ bus, streams, clock }), assets, seal, egress, hold, ...files };
  const workspace: Workspace = { config, db, write, writer, bus, routing, channels, ...parts, log, dice, clock };
  return {
    workspace,
    background,
    newKey: made,
    close: async () => {
      streams.close();
      await writer.end();
      background.close();
      db.run("PRAGMA wal_checkpoint(TRUNCATE)");
      sync.close();
      db.close();
      lock.release();
    },
  };
}

// One that is there already is of an attempt that did not get through: the folder is as it was then.
function snapshot(db: Database, path: string) {
  rmSync(path, { force: true });
  db.query("VACUUM INTO ?").run(path);
  chmodSync(path, 0o600);
}

/** Before anything runs: what was running when the process died is put in order. */
export function recover({ write, clock }: Workspace): Promise<void> {
  return write((db) => recoverJobs(db, clock()));
}
