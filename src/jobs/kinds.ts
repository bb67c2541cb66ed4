import type { Database } from "bun:sqlite";
import { deliver, reconcile } from "../channels/deliver.ts";
import { markReadThere } from "../channels/mark-read.ts";
import { sendLater } from "../conversations/later.ts";
import { importing } from "../customers/import/work.ts";
import { download } from "../files/download.ts";
import { scrub } from "../files/scrub.ts";
import { sendMail } from "../mail/send.ts";
import type { Workspace } from "../workspace.ts";

/** Work that is owed to somebody and survives a restart, with what each kind needs to run. */
export type Jobs = {
  "message.deliver": { messageId: number };
  "message.reconcile": { messageId: number };
  "message.mark-read": { messageId: number };
  "message.send-later": { scheduledId: number };
  "media.download": { attachmentId: number };
  "customers.import": { importId: number };
  "mail.send": { mailId: number };
  "erased.scrub": { fileIds: readonly number[] };
};
export type JobKind = keyof Jobs;

export type JobOf<K extends JobKind> = { id: number; kind: K; payload: Jobs[K]; attempts: number; createdAt: number };

/** How a run ended; `write` happens in the transaction that ends the job. `anew`: what was tried until now does not count. */
export type JobEnd = {
  then: "done" | "failed" | { againAt: number; anew?: true } | { becomes: JobKind; at: number };
  problem?: string;
  write?: (db: Database) => void;
};

export type JobHandler<K extends JobKind> = {
  /** In the transaction that marks it running. An instant puts it off untried; null drops it: nothing is owed any more. */
  begin?(db: Database, workspace: Workspace, job: JobOf<K>, now: number): "run" | null | { putOffTo: number };
  run(workspace: Workspace, job: JobOf<K>): Promise<JobEnd>;
  /** What becomes of one that was running when the process died. Absent: it is run again, because it can be repeated. */
  crashed?(db: Database, job: JobOf<K>, now: number): JobEnd;
};

export const JOBS: { [K in JobKind]: JobHandler<K> } = {
  "message.deliver": deliver,
  "message.reconcile": reconcile,
  "message.mark-read": markReadThere,
  "message.send-later": sendLater,
  "media.download": download,
  "customers.import": importing,
  "mail.send": sendMail,
  "erased.scrub": scrub,
};
