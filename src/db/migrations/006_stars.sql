-- Conversations that an agent has marked for themselves. Of open ones only: a star goes when its conversation is closed.
CREATE TABLE stars (
  agent_id        INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
  PRIMARY KEY (agent_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stars_by_conversation ON stars (conversation_id);

-- The archive, newest first.
CREATE INDEX conversations_closed ON conversations (closed_at, id) WHERE state = 'closed';
