-- Routing whole: levels, overflow, ageing, preferred agents, what comes back by itself, transfers, waiting rooms, hours.

ALTER TABLE rings ADD COLUMN min_level INTEGER NOT NULL DEFAULT 1 CHECK (min_level BETWEEN 1 AND 10);

-- Where a number of seconds, minutes or days may be null, that means: never.
-- kinds: the kinds of channel that it takes, a JSON list; null = all. hours: as in queues/hours.ts. offline: the text to customers by language.
ALTER TABLE queues ADD COLUMN kinds TEXT CHECK (json_valid(kinds));
ALTER TABLE queues ADD COLUMN agent_order TEXT NOT NULL DEFAULT 'load' CHECK (agent_order IN ('load','level'));
ALTER TABLE queues ADD COLUMN overflow_queue_id INTEGER REFERENCES queues(id);
ALTER TABLE queues ADD COLUMN overflow_seconds INTEGER
  CHECK (overflow_seconds BETWEEN 1 AND 86400 AND overflow_queue_id IS NOT NULL OR overflow_seconds IS NULL AND overflow_queue_id IS NULL);
ALTER TABLE queues ADD COLUMN ageing_minutes INTEGER CHECK (ageing_minutes BETWEEN 1 AND 1440);
ALTER TABLE queues ADD COLUMN first_reply_seconds INTEGER CHECK (first_reply_seconds BETWEEN 10 AND 86400);
ALTER TABLE queues ADD COLUMN open_seconds INTEGER NOT NULL DEFAULT 180 CHECK (open_seconds BETWEEN 10 AND 86400);
ALTER TABLE queues ADD COLUMN preferred TEXT CHECK (preferred IN ('last','responsible'));
ALTER TABLE queues ADD COLUMN preferred_days INTEGER NOT NULL DEFAULT 30 CHECK (preferred_days BETWEEN 1 AND 3650);
ALTER TABLE queues ADD COLUMN preferred_seconds INTEGER NOT NULL DEFAULT 0 CHECK (preferred_seconds BETWEEN 0 AND 86400);
ALTER TABLE queues ADD COLUMN away_minutes INTEGER CHECK (away_minutes BETWEEN 0 AND 10080);
ALTER TABLE queues ADD COLUMN silent_minutes INTEGER CHECK (silent_minutes BETWEEN 1 AND 10080);
ALTER TABLE queues ADD COLUMN silent_room TEXT NOT NULL DEFAULT 'personal' CHECK (silent_room IN ('public','personal'));
ALTER TABLE queues ADD COLUMN sla_chat_seconds INTEGER CHECK (sla_chat_seconds BETWEEN 1 AND 2592000);
ALTER TABLE queues ADD COLUMN sla_social_seconds INTEGER CHECK (sla_social_seconds BETWEEN 1 AND 2592000);
ALTER TABLE queues ADD COLUMN sla_email_seconds INTEGER CHECK (sla_email_seconds BETWEEN 1 AND 2592000);
ALTER TABLE queues ADD COLUMN hours TEXT CHECK (json_valid(hours));
ALTER TABLE queues ADD COLUMN offline TEXT CHECK (json_valid(offline));

ALTER TABLE channels ADD COLUMN hours TEXT CHECK (json_valid(hours));

-- How many of one kind of channel an agent of this profile may hold at once; without a row only the whole counts, 0 = none of that kind.
CREATE TABLE profile_kinds (
  profile_id INTEGER NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  kind       TEXT NOT NULL CHECK (kind IN ('chat','social','email')),
  capacity   INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 1000),
  PRIMARY KEY (profile_id, kind)
) STRICT, WITHOUT ROWID;

-- The queues whose conversations a profile's agents may be given; without a row, all.
CREATE TABLE profile_queues (
  profile_id INTEGER NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  queue_id   INTEGER NOT NULL REFERENCES queues(id) ON DELETE CASCADE,
  PRIMARY KEY (profile_id, queue_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_queues_by_queue ON profile_queues (queue_id);

-- Whom somebody set to this status sees as one who did not answer. A status that was removed keeps its row, because intervals name it.
INSERT INTO statuses (name, builtin, mark, ready) VALUES ('No answer', 'no-answer', 'off', 0);
ALTER TABLE statuses ADD COLUMN removed_at INTEGER;

-- by_name: may be chosen by name (SPEC Q8). ignored: offers in a row that ran out with this agent.
ALTER TABLE users ADD COLUMN by_name INTEGER NOT NULL DEFAULT 0 CHECK (by_name IN (0,1));
ALTER TABLE users ADD COLUMN ignored INTEGER NOT NULL DEFAULT 0 CHECK (ignored >= 0);

ALTER TABLE customers ADD COLUMN responsible_id INTEGER REFERENCES users(id);

-- waiting_since: since when it waits this time; overflow, ageing and reservations run from there, its place in line from enqueued_at.
-- aged: the priority that waiting has lifted it to, and when it did last. preferred_agent_id: who comes first of those who may.
-- reserved_…: for whom alone it waits, why, and until when. isolated_by: the isolated agent who passed it on, until somebody else has taken or
-- opened it: it stays among those who share a skillset with them; null = among all.
-- open_by, reply_by: when it goes to another agent unless it was opened, answered. customer_owes_since: when we last spoke and they have not since.
ALTER TABLE conversations ADD COLUMN waiting_since INTEGER;
ALTER TABLE conversations ADD COLUMN aged TEXT CHECK (aged IN ('medium','high'));
ALTER TABLE conversations ADD COLUMN aged_at INTEGER CHECK ((aged_at IS NULL) = (aged IS NULL));
ALTER TABLE conversations ADD COLUMN preferred_agent_id INTEGER REFERENCES users(id);
ALTER TABLE conversations ADD COLUMN room TEXT CHECK ((room IS NOT NULL) = (state = 'waiting') AND (room IS NULL OR room IN ('public','personal')));
ALTER TABLE conversations ADD COLUMN reserved_agent_id INTEGER REFERENCES users(id);
ALTER TABLE conversations ADD COLUMN reserved_skillset_id INTEGER REFERENCES skillsets(id);
ALTER TABLE conversations ADD COLUMN reserved_how TEXT
  CHECK (reserved_how IN ('exclusive','immediate','named','preferred') AND state IN ('queued','offered') AND (reserved_agent_id IS NULL) <> (reserved_skillset_id IS NULL)
         OR reserved_how IS NULL AND reserved_agent_id IS NULL AND reserved_skillset_id IS NULL);
ALTER TABLE conversations ADD COLUMN reserved_until INTEGER CHECK (reserved_until IS NULL OR reserved_how IS NOT NULL);
ALTER TABLE conversations ADD COLUMN isolated_by INTEGER REFERENCES users(id) CHECK (isolated_by IS NULL OR state <> 'closed');
ALTER TABLE conversations ADD COLUMN open_by INTEGER CHECK (open_by IS NULL OR state = 'active');
ALTER TABLE conversations ADD COLUMN reply_by INTEGER CHECK (reply_by IS NULL OR state = 'active');
ALTER TABLE conversations ADD COLUMN customer_owes_since INTEGER;
UPDATE conversations SET waiting_since = enqueued_at WHERE state IN ('queued','offered');
CREATE INDEX conversations_reserved_agent ON conversations (reserved_agent_id) WHERE reserved_agent_id IS NOT NULL;
CREATE INDEX conversations_reserved_skillset ON conversations (reserved_skillset_id) WHERE reserved_skillset_id IS NOT NULL;

-- for_good: this conversation never comes back to them by itself.
ALTER TABLE rejections ADD COLUMN for_good INTEGER NOT NULL DEFAULT 0 CHECK (for_good IN (0,1));

-- What happened in a queue lately (routing/lately.ts); whom a day's waits are counted of (desk/today.ts).
CREATE INDEX assignments_by_queue ON assignments (queue_id, accepted_at) WHERE accepted_at IS NOT NULL;
CREATE INDEX conversations_by_enqueued ON conversations (enqueued_at, accepted_at);

-- For the replay of a past day.
CREATE INDEX assignments_by_offer ON assignments (offered_at);
CREATE INDEX assignments_by_release ON assignments (released_at);
