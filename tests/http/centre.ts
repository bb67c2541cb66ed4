import { CONSOLE } from "../../src/admin/audit.ts";
import { record } from "../../src/events/record.ts";
import { addUser } from "../../src/users/accounts.ts";
import { profileNamed } from "../../src/users/profiles.ts";
import { NINE } from "../world.ts";
import type { TestApp } from "./app.ts";

export const CONVERSATIONS = { ours: 1, theirs: 2 } as const;

const PLACES = `
  INSERT INTO skillsets (id, name) VALUES (1, 'sales'), (2, 'legal');
  INSERT INTO queues (id, name) VALUES (1, 'sales'), (2, 'legal');
  INSERT INTO rings (id, queue_id, after_seconds) VALUES (1, 1, 0), (2, 2, 0);
  INSERT INTO ring_skillsets (ring_id, skillset_id) VALUES (1, 1), (2, 2);
  INSERT INTO channels (id, kind, name, queue_id, created_at) VALUES ('wa', 'whatsapp', 'Main number', 1, ${NINE});
  INSERT INTO customers (id, name, first_name, origin, created_at) VALUES (1, 'Carla', 'Carla', 'whatsapp', ${NINE});
  INSERT INTO identities (id, customer_id, channel_kind, scope, created_at) VALUES (1, 1, 'whatsapp', 'waba', ${NINE})`;

/**
 * Two teams: ana, sara and vito sell; lia does law. Ana holds the conversation `ours`, lia holds `theirs`; ada, who
 * administers, is in no team. Gives lia's id.
 */
export function furnish({ workspace: { write, clock }, ids }: TestApp): Promise<number> {
  return write((db) => {
    const lia = addUser(db, { username: "lia", name: "Lia", profileId: profileNamed(db, "agent")?.id ?? 0, passwordHash: null }, CONSOLE, clock());
    db.run(PLACES);
    for (const seller of [ids.ana, ids.sara, ids.vito]) db.run("INSERT INTO user_skillsets (user_id, skillset_id) VALUES (?, 1)", [seller]);
    db.run("INSERT INTO user_skillsets (user_id, skillset_id) VALUES (?, 2)", [lia]);
    const holders = [
      [CONVERSATIONS.ours, 1, ids.ana],
      [CONVERSATIONS.theirs, 2, lia],
    ] as const;
    for (const [id, queueId, agentId] of holders) {
      db.run(
        `INSERT INTO conversations (id, channel_id, customer_id, identity_id, queue_id, state, priority, agent_id,
           started_at, enqueued_at, accepted_at, last_activity_at)
         VALUES (?, 'wa', 1, 1, ?, 'active', 'medium', ?, ${NINE}, ${NINE}, ${NINE}, ${NINE})`,
        [id, queueId, agentId],
      );
      db.run(`INSERT INTO assignments (conversation_id, agent_id, queue_id, offered_at, accepted_at) VALUES (?, ?, ?, ${NINE}, ${NINE})`, [
        id,
        agentId,
        queueId,
      ]);
      record(db, clock(), "conversation.accepted", { conversationId: id, agentId, queueId }, { how: "automatic" });
    }
    record(db, clock(), "workspace.changed", {}, {});
    return lia;
  });
}
