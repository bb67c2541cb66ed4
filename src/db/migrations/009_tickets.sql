-- What is still to be done for a customer. title and text are words of people, as messages are.
CREATE TABLE tickets (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id     INTEGER NOT NULL REFERENCES customers(id),
  conversation_id INTEGER REFERENCES conversations(id),
  title           TEXT NOT NULL,
  text            TEXT NOT NULL DEFAULT '',
  state           TEXT NOT NULL CHECK (state IN ('open','in_progress','solved')),
  made_at         INTEGER NOT NULL,
  made_by         INTEGER NOT NULL REFERENCES users(id)
) STRICT;
CREATE INDEX tickets_by_customer ON tickets (customer_id, id);
CREATE INDEX tickets_by_conversation ON tickets (conversation_id) WHERE conversation_id IS NOT NULL;
