-- Instants are integer milliseconds; ids are never used twice; what a person wrote stands in messages,
-- customers, identities, files and the journal, and nowhere else.

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- Sealed with the folder's key (admin/secrets.ts): owner is a channel, a user or 'workspace'.
CREATE TABLE secrets (
  owner  TEXT NOT NULL,
  name   TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (owner, name)
) STRICT, WITHOUT ROWID;

-- People of the company

CREATE TABLE profiles (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
  builtin  TEXT UNIQUE,
  capacity INTEGER NOT NULL DEFAULT 6 CHECK (capacity BETWEEN 0 AND 1000)
) STRICT;

CREATE TABLE profile_permissions (
  profile_id INTEGER NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  action     TEXT NOT NULL,
  scope      TEXT NOT NULL CHECK (scope IN ('own','skillsets','queues','all')),
  PRIMARY KEY (profile_id, action)
) STRICT, WITHOUT ROWID;

CREATE TABLE statuses (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  name    TEXT NOT NULL UNIQUE COLLATE NOCASE,
  builtin TEXT UNIQUE,
  mark    TEXT NOT NULL CHECK (mark IN ('ready','office','break','off')),
  ready   INTEGER NOT NULL DEFAULT 0 CHECK (ready IN (0,1))
) STRICT;
INSERT INTO statuses (name, builtin, mark, ready) VALUES
  ('Ready', 'ready', 'ready', 1), ('Not ready', 'not-ready', 'off', 0), ('Back office', 'back-office', 'office', 0), ('Break', 'break', 'break', 0);

CREATE TABLE skillsets (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;

-- A user is an agent as soon as a skillset names them. status_id is null while signed out.
CREATE TABLE users (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  username         TEXT NOT NULL UNIQUE COLLATE NOCASE,
  name             TEXT NOT NULL,
  email            TEXT,
  password_hash    TEXT,
  profile_id       INTEGER NOT NULL REFERENCES profiles(id),
  capacity         INTEGER CHECK (capacity BETWEEN 0 AND 1000),
  language         TEXT CHECK (language IN ('en','it')),
  theme            TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system','light','dark')),
  volume           INTEGER NOT NULL DEFAULT 50 CHECK (volume BETWEEN 0 AND 100),
  status_id        INTEGER REFERENCES statuses(id),
  status_since     INTEGER NOT NULL,
  last_assigned_at INTEGER NOT NULL DEFAULT 0,
  created_at       INTEGER NOT NULL,
  disabled_at      INTEGER
) STRICT;

CREATE TABLE user_skillsets (
  user_id     INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  skillset_id INTEGER NOT NULL REFERENCES skillsets(id) ON DELETE CASCADE,
  level       INTEGER NOT NULL DEFAULT 5 CHECK (level BETWEEN 1 AND 10),
  PRIMARY KEY (user_id, skillset_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_skillsets_by_skillset ON user_skillsets (skillset_id);

CREATE TABLE agent_status_intervals (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id  INTEGER NOT NULL REFERENCES users(id),
  status_id INTEGER REFERENCES statuses(id),
  since     INTEGER NOT NULL,
  until     INTEGER
) STRICT;
CREATE INDEX agent_status_intervals_by_agent ON agent_status_intervals (agent_id, since);
CREATE UNIQUE INDEX agent_status_intervals_open ON agent_status_intervals (agent_id) WHERE until IS NULL;

CREATE TABLE sessions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash BLOB NOT NULL UNIQUE,
  user_id    INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  address    TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);

-- One-time links: the first administrator, a new password.
CREATE TABLE links (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT NOT NULL CHECK (kind IN ('first-run','password')),
  token_hash BLOB NOT NULL UNIQUE,
  user_id    INTEGER REFERENCES users(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  used_at    INTEGER
) STRICT;

CREATE TABLE api_tokens (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL,
  token_hash   BLOB NOT NULL UNIQUE,
  profile_id   INTEGER NOT NULL REFERENCES profiles(id),
  created_at   INTEGER NOT NULL,
  revoked_at   INTEGER
) STRICT;

CREATE TABLE audit (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  user_id INTEGER,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  before  TEXT CHECK (json_valid(before)),
  after   TEXT CHECK (json_valid(after)),
  address TEXT
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject, id);

-- Where conversations come in and wait

-- A queue that was removed keeps its row, because closed conversations name it; its name is free again.
CREATE TABLE queues (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT NOT NULL COLLATE NOCASE,
  acceptance    TEXT NOT NULL DEFAULT 'manual' CHECK (acceptance IN ('automatic','manual')),
  offer_seconds INTEGER NOT NULL DEFAULT 30 CHECK (offer_seconds BETWEEN 1 AND 3600),
  priority      TEXT NOT NULL DEFAULT 'medium' CHECK (priority IN ('low','medium','high')),
  reject_pause_seconds INTEGER NOT NULL DEFAULT 60 CHECK (reject_pause_seconds BETWEEN 1 AND 86400),
  removed_at    INTEGER
) STRICT;
CREATE UNIQUE INDEX queues_by_name ON queues (name) WHERE removed_at IS NULL;

CREATE TABLE rings (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  queue_id      INTEGER NOT NULL REFERENCES queues(id) ON DELETE CASCADE,
  after_seconds INTEGER NOT NULL CHECK (after_seconds BETWEEN 0 AND 86400),
  UNIQUE (queue_id, after_seconds)
) STRICT;

CREATE TABLE ring_skillsets (
  ring_id     INTEGER NOT NULL REFERENCES rings(id) ON DELETE CASCADE,
  skillset_id INTEGER NOT NULL REFERENCES skillsets(id) ON DELETE CASCADE,
  PRIMARY KEY (ring_id, skillset_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ring_skillsets_by_skillset ON ring_skillsets (skillset_id);

-- problem: why nothing can be sent at present (the provider refused us); null while all is well.
CREATE TABLE channels (
  id            TEXT PRIMARY KEY CHECK (id GLOB '[a-z0-9]*' AND NOT id GLOB '*[^a-z0-9_-]*' AND length(id) <= 64),
  kind          TEXT NOT NULL,
  name          TEXT NOT NULL,
  queue_id      INTEGER NOT NULL REFERENCES queues(id),
  settings      TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
  problem       TEXT,
  problem_since INTEGER,
  created_at    INTEGER NOT NULL,
  disabled_at   INTEGER
) STRICT, WITHOUT ROWID;

-- Customers

CREATE TABLE customers (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT,
  email      TEXT,
  phone      TEXT,
  language   TEXT,
  notes      TEXT,
  created_at INTEGER NOT NULL
) STRICT;

-- Who a customer is to one kind of channel; scope is the portfolio, bot, page, workspace or channel within which handles are unique.
-- seen_at: when a handle was last used, as far as it had been superseded by another of its kind.
-- username and provider_parent_id (the person's id across linked portfolios) are told with profile_name, and match nobody.
CREATE TABLE identities (
  id                 INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id        INTEGER NOT NULL REFERENCES customers(id),
  channel_kind       TEXT NOT NULL,
  scope              TEXT NOT NULL,
  profile_name       TEXT,
  username           TEXT,
  provider_parent_id TEXT,
  created_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX identities_by_customer ON identities (customer_id);

CREATE TABLE handles (
  identity_id  INTEGER NOT NULL REFERENCES identities(id) ON DELETE CASCADE,
  channel_kind TEXT NOT NULL,
  scope        TEXT NOT NULL,
  kind         TEXT NOT NULL,
  value        TEXT NOT NULL,
  seen_at      INTEGER NOT NULL,
  PRIMARY KEY (channel_kind, scope, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX handles_by_identity ON handles (identity_id);

-- Two identities that one message named: a person was told so, once.
CREATE TABLE disputes (
  identity_id INTEGER NOT NULL REFERENCES identities(id) ON DELETE CASCADE,
  other_id    INTEGER NOT NULL REFERENCES identities(id) ON DELETE CASCADE,
  told_at     INTEGER NOT NULL,
  PRIMARY KEY (identity_id, other_id),
  CHECK (identity_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX disputes_by_other ON disputes (other_id);

CREATE TABLE identity_channels (
  identity_id              INTEGER NOT NULL REFERENCES identities(id) ON DELETE CASCADE,
  channel_id               TEXT NOT NULL REFERENCES channels(id),
  last_customer_message_at INTEGER,
  window_closed_at         INTEGER,
  PRIMARY KEY (identity_id, channel_id)
) STRICT, WITHOUT ROWID;

-- Conversations

CREATE TABLE conversations (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id        TEXT NOT NULL REFERENCES channels(id),
  customer_id       INTEGER NOT NULL REFERENCES customers(id),
  identity_id       INTEGER NOT NULL REFERENCES identities(id),
  queue_id          INTEGER NOT NULL REFERENCES queues(id),
  state             TEXT NOT NULL CHECK (state IN ('bot','queued','offered','active','waiting','wrap_up','closed')),
  priority          TEXT NOT NULL CHECK (priority IN ('low','medium','high')),
  agent_id          INTEGER REFERENCES users(id),
  started_at        INTEGER NOT NULL,
  enqueued_at       INTEGER NOT NULL,
  offer_expires_at  INTEGER,
  accepted_at       INTEGER,
  first_answered_at INTEGER,
  closed_at         INTEGER,
  unread            INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0),
  unread_since      INTEGER,
  last_message_id   INTEGER,
  last_activity_at  INTEGER NOT NULL,
  changed_by        INTEGER NOT NULL DEFAULT 0,
  CHECK (CASE state WHEN 'offered' THEN agent_id IS NOT NULL WHEN 'active' THEN agent_id IS NOT NULL WHEN 'wrap_up' THEN agent_id IS NOT NULL
                    WHEN 'queued' THEN agent_id IS NULL WHEN 'bot' THEN agent_id IS NULL ELSE 1 END),
  CHECK ((offer_expires_at IS NULL) = (state <> 'offered')),
  CHECK ((closed_at IS NULL) = (state <> 'closed')),
  CHECK ((unread = 0) = (unread_since IS NULL))
) STRICT;
CREATE INDEX conversations_open ON conversations (state, queue_id, enqueued_at) WHERE state <> 'closed';
CREATE INDEX conversations_by_agent ON conversations (agent_id, state);
CREATE INDEX conversations_by_identity ON conversations (identity_id, channel_id, id);
CREATE INDEX conversations_by_customer ON conversations (customer_id, id);
CREATE INDEX conversations_by_channel ON conversations (channel_id, id);
CREATE INDEX conversations_by_queue ON conversations (queue_id, id);

-- position orders a conversation: our time or the provider's, given once. status moves forward only.
-- round counts how often a person asked for it to be sent: each time it goes out with another tracker.
-- pricing: whether and as what the provider charges a message of ours, told once with a receipt.
CREATE TABLE messages (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations(id),
  channel_id      TEXT NOT NULL REFERENCES channels(id),
  position        INTEGER NOT NULL,
  direction       TEXT NOT NULL CHECK (direction IN ('in','out','note','system')),
  kind            TEXT NOT NULL CHECK (kind IN ('text','image','video','audio','voice','document','sticker','location','contacts','button',
                                                'interactive','reaction','order','unsupported')),
  text            TEXT NOT NULL DEFAULT '',
  data            TEXT CHECK (json_valid(data)),
  status          TEXT NOT NULL CHECK (status IN ('received','queued','sending','sent','delivered','read','played','failed','uncertain')),
  author_type     TEXT NOT NULL CHECK (author_type IN ('customer','agent','bot','system')),
  author_id       INTEGER,
  client_id       TEXT,
  provider_id     TEXT,
  round           INTEGER NOT NULL DEFAULT 1,
  reply_to        TEXT,
  sent_at         INTEGER NOT NULL,
  received_at     INTEGER NOT NULL,
  delivered_at    INTEGER,
  read_at         INTEGER,
  read_by         INTEGER REFERENCES users(id),
  revoked_at      INTEGER,
  error           TEXT CHECK (json_valid(error)),
  pricing         TEXT CHECK (json_valid(pricing)),
  changed_by      INTEGER NOT NULL DEFAULT 0,
  UNIQUE (channel_id, provider_id),
  UNIQUE (conversation_id, client_id)
) STRICT;
CREATE INDEX messages_in_order ON messages (conversation_id, position, id);
CREATE INDEX messages_ours ON messages (conversation_id, position) WHERE direction <> 'in';
CREATE INDEX messages_changed ON messages (conversation_id, changed_by);

-- A receipt that came before its message waits for it here (7 days).
CREATE TABLE early_receipts (
  channel_id  TEXT NOT NULL REFERENCES channels(id),
  provider_id TEXT NOT NULL,
  status      TEXT NOT NULL,
  at          INTEGER NOT NULL,
  error       TEXT,
  pricing     TEXT,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, provider_id, status)
) STRICT, WITHOUT ROWID;
CREATE INDEX early_receipts_by_age ON early_receipts (received_at);

CREATE TABLE files (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256     TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  size       INTEGER NOT NULL,
  type       TEXT NOT NULL,
  width      INTEGER,
  height     INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

-- What is attached to a message; file_id is null until the provider's file has been downloaded.
CREATE TABLE attachments (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id  INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
  file_id     INTEGER REFERENCES files(id),
  name        TEXT NOT NULL,
  type        TEXT NOT NULL,
  size        INTEGER,
  provider_id TEXT,
  problem     TEXT
) STRICT;
CREATE INDEX attachments_by_message ON attachments (message_id);
CREATE INDEX attachments_by_file ON attachments (file_id);

-- Files sent to us by an agent or a visitor, before the message that takes them. Their pages make the client ids.
CREATE TABLE uploads (
  owner      TEXT NOT NULL,
  client_id  TEXT NOT NULL,
  file_id    INTEGER NOT NULL REFERENCES files(id),
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (owner, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_file ON uploads (file_id);

-- What happened

CREATE TABLE events (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  at              INTEGER NOT NULL,
  kind            TEXT NOT NULL,
  conversation_id INTEGER,
  agent_id        INTEGER,
  queue_id        INTEGER,
  was_agent_id    INTEGER,
  was_queue_id    INTEGER,
  data            TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX events_by_conversation ON events (conversation_id, id);
CREATE INDEX events_by_at ON events (at);

CREATE TABLE assignments (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id   INTEGER NOT NULL REFERENCES conversations(id),
  agent_id          INTEGER NOT NULL REFERENCES users(id),
  queue_id          INTEGER NOT NULL REFERENCES queues(id),
  offered_at        INTEGER NOT NULL,
  accepted_at       INTEGER,
  first_opened_at   INTEGER,
  first_answered_at INTEGER,
  released_at       INTEGER,
  release_reason    TEXT,
  CHECK ((released_at IS NULL) = (release_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX assignments_held ON assignments (conversation_id) WHERE released_at IS NULL;
CREATE INDEX assignments_by_conversation ON assignments (conversation_id, id);
CREATE INDEX assignments_by_agent ON assignments (agent_id, offered_at);

-- outcome: 1 = offered, 0 = assigned; tie_break and considered are numbers and bytes of routing/explain.ts and pack.ts.
CREATE TABLE decisions (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations(id),
  at              INTEGER NOT NULL,
  outcome         INTEGER NOT NULL CHECK (outcome IN (0,1)),
  agent_id        INTEGER NOT NULL REFERENCES users(id),
  tie_break       INTEGER NOT NULL,
  considered      BLOB NOT NULL
) STRICT;
CREATE INDEX decisions_by_conversation ON decisions (conversation_id, id);

-- Who rejected or ignored an offer of this conversation while it waits.
CREATE TABLE rejections (
  conversation_id INTEGER NOT NULL REFERENCES conversations(id),
  agent_id        INTEGER NOT NULL REFERENCES users(id),
  at              INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, agent_id)
) STRICT, WITHOUT ROWID;

-- Debts

-- waits_for: what has to come before it can be done, a number or a message. problem: why a part of it will not be done without a person.
CREATE TABLE journal (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id  TEXT NOT NULL REFERENCES channels(id),
  received_at INTEGER NOT NULL,
  body        BLOB NOT NULL,
  state       TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new','done','failed','waiting')),
  attempts    INTEGER NOT NULL DEFAULT 0,
  done_items  INTEGER NOT NULL DEFAULT 0,
  problem     TEXT,
  waits_for   TEXT,
  done_at     INTEGER
) STRICT;
CREATE INDEX journal_open ON journal (state, id) WHERE state <> 'done';
CREATE INDEX journal_done ON journal (done_at) WHERE state = 'done';
CREATE INDEX journal_waiting ON journal (waits_for) WHERE state = 'waiting';

-- lane: jobs of one lane run one at a time and in order (a conversation's deliveries); tried_since: for how long the first is waited for.
-- pool: so many of one pool at a time (a channel), so that a dead provider delays only itself.
CREATE TABLE jobs (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kind        TEXT NOT NULL,
  key         TEXT UNIQUE,
  lane        TEXT,
  pool        TEXT,
  payload     TEXT NOT NULL CHECK (json_valid(payload)),
  created_at  INTEGER NOT NULL,
  run_at      INTEGER NOT NULL,
  attempts    INTEGER NOT NULL DEFAULT 0,
  tried_since INTEGER,
  state       TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready','running','failed')),
  problem     TEXT
) STRICT;
CREATE INDEX jobs_due ON jobs (state, run_at);
CREATE INDEX jobs_by_lane ON jobs (lane, id) WHERE lane IS NOT NULL;
