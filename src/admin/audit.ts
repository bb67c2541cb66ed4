import type { Database } from "bun:sqlite";
import { insertAudit } from "./store.ts";

/** Who does something, and from where: a user at an address, or somebody with the machine's console. */
export type Who = { readonly userId: number | null; readonly address: string | null };
export const CONSOLE: Who = { userId: null, address: null };

/** What can be audited. One line per action. */
export type Audited =
  | "sign-in"
  | "sign-in.refused"
  | "sign-out"
  | "password.changed"
  | "password.link"
  | "first-run"
  | "user.added"
  | "user.changed"
  | "user.disabled"
  | "user.enabled"
  | "profile.added"
  | "profile.changed"
  | "profile.removed"
  | "token.created"
  | "token.revoked"
  | "skillset.added"
  | "skillset.renamed"
  | "skillset.removed"
  | "status.added"
  | "status.changed"
  | "status.removed"
  | "shortcode.added"
  | "shortcode.changed"
  | "shortcode.removed"
  | "location.added"
  | "location.changed"
  | "location.removed"
  | "queue.added"
  | "queue.changed"
  | "queue.removed"
  | "reasons.changed"
  | "survey.changed"
  | "field.added"
  | "field.changed"
  | "field.removed"
  | "customer.merged"
  | "customer.parted"
  | "customers.imported"
  | "customers.exported"
  | "channel.added"
  | "channel.changed"
  | "channel.disabled"
  | "channel.enabled"
  | "channel.resumed"
  | "journal.rerun"
  | "job.rerun"
  | "job.dropped"
  | "settings.changed"
  | "conversation.opened"
  | "conversation.copied"
  | "conversation.mailed"
  | "conversation.erased"
  | "customer.erased"
  | "backup.made"
  | "backup.downloaded"
  | "workspace.restored"
  | "workspace.held"
  | "workspace.resumed";

type Values = Readonly<Record<string, unknown>>;
type Line = { who: Who; action: Audited; subject: string; before?: Values; after?: Values };

/**
 * Writes down who did what, in the same transaction. `subject` names a row ("user:7"). Of `before` and `after`
 * only what differs is kept, and of secrets only that they changed. Tells nobody: the table has its own retention.
 */
export function audit(db: Database, { who, action, subject, before, after }: Line, now: number) {
  const changed = (values: Values | undefined, other: Values | undefined) =>
    values &&
    JSON.stringify(
      Object.fromEntries(
        Object.entries(values)
          .filter(([key, value]) => !same(value, other?.[key]))
          .map(mask),
      ),
    );
  insertAudit.run(db, {
    at: now,
    userId: who.userId,
    action,
    subject,
    before: changed(before, after) ?? null,
    after: changed(after, before) ?? null,
    address: who.address,
  });
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const SECRET = /password|secret|token|passphrase|private/i;
const mask = ([key, value]: [string, unknown]): [string, unknown] => [key, SECRET.test(key) && value !== null && value !== "" ? "•••" : value];
