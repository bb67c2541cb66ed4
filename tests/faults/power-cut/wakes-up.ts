import { processInbound } from "../../../src/channels/inbound.ts";
import { readConfig } from "../../../src/config.ts";
import { openWorkspace, recover } from "../../../src/open.ts";
import { compare } from "../../../src/routing/view.ts";

/** Starts Parlo on the folder after a power cut, as far as that nothing leaves it: what is not in order then. */
export async function wakesUp(folder: string, promises: readonly string[]): Promise<string[]> {
  const lost = (error: Error): never => {
    throw error;
  };
  const dice = { roll: () => 0.5, token: () => Buffer.alloc(16, 1).toString("base64url") };
  const { workspace, close } = openWorkspace(readConfig({ data: folder, "log-level": "error" }, {}), { pid: process.pid, clock: Date.now, dice, lost });
  const { db, write, channels, clock, routing } = workspace;
  await recover(workspace);
  while (await write((db_) => processInbound(db_, channels, clock())));
  const received = new Set(db.query("SELECT provider_id FROM messages WHERE direction = 'in'").values().flat());
  const missing = promises.filter((promise) => promise.startsWith("message:") && !received.has(promise.slice("message:".length)));
  const open = db.query("SELECT count(*) FROM journal WHERE state <> 'done'").values().flat()[0];
  const forgotten = db.query("SELECT id FROM messages WHERE status IN ('queued','sending') AND 'deliver:' || id NOT IN (SELECT key FROM jobs)").values().flat();
  const again = db
    .query("SELECT m.id FROM jobs j JOIN messages m ON j.key = 'deliver:' || m.id WHERE j.kind = 'message.deliver' AND m.status <> 'queued'")
    .values()
    .flat();
  const wrong = [
    ...missing.map((promise) => `not worked off: ${promise}`),
    ...(open === 0 ? [] : [`${open} rows of the journal are not done`]),
    ...forgotten.map((id) => `nobody looks after message ${id}`),
    ...again.map((id) => `message ${id} would be sent again`),
    ...compare(routing, routing.rebuilt()),
  ];
  await close();
  return wrong;
}
