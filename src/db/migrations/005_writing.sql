-- Writing: drafts, and texts that are kept to be written again.

-- What an agent has begun to write in a conversation. revision goes up with every change and never comes back, so a draft that was sent
-- keeps its row, empty.
CREATE TABLE drafts (
  conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  agent_id        INTEGER NOT NULL REFERENCES users(id),
  mode            TEXT NOT NULL CHECK (mode IN ('reply','note')),
  text            TEXT NOT NULL,
  revision        INTEGER NOT NULL CHECK (revision > 0),
  saved_at        INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, agent_id)
) STRICT, WITHOUT ROWID;

-- A text to be written again, by its title. owner_id: whose own it is; null = everybody's.
CREATE TABLE shortcodes (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  owner_id INTEGER REFERENCES users(id),
  title    TEXT NOT NULL CHECK (title <> ''),
  category TEXT NOT NULL DEFAULT '',
  text     TEXT NOT NULL CHECK (text <> '')
) STRICT;
CREATE UNIQUE INDEX shortcodes_by_title ON shortcodes (coalesce(owner_id, 0), title COLLATE NOCASE);

-- What an agent puts below what they write.
ALTER TABLE users ADD COLUMN signature TEXT NOT NULL DEFAULT '';
