-- Answers that an agent has written to be sent later. problem: why one was not sent when it was due, a key of the texts.
CREATE TABLE scheduled (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  agent_id        INTEGER NOT NULL REFERENCES users(id),
  client_id       TEXT NOT NULL,
  text            TEXT NOT NULL CHECK (text <> ''),
  due_at          INTEGER NOT NULL,
  problem         TEXT,
  UNIQUE (conversation_id, client_id)
) STRICT;
