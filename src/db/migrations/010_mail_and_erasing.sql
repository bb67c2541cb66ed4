-- Conversations that are sent by mail, and those that are erased.

-- One mail to one address. message_id is chosen before it leaves. address and words are words of people: words goes when it was sent, both when the
-- conversation is erased. problem: a code of ours. changed_by: the event that told how it ended.
CREATE TABLE mails (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations(id),
  asked_by        INTEGER NOT NULL REFERENCES users(id),
  client_id       TEXT NOT NULL,
  message_id      TEXT NOT NULL UNIQUE,
  language        TEXT NOT NULL CHECK (language IN ('en','it')),
  address         TEXT NOT NULL,
  words           TEXT NOT NULL DEFAULT '',
  state           TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued','sending','sent','failed','uncertain')),
  problem         TEXT,
  asked_at        INTEGER NOT NULL,
  changed_by      INTEGER NOT NULL DEFAULT 0,
  UNIQUE (conversation_id, client_id, address)
) STRICT;
CREATE INDEX mails_open ON mails (state) WHERE state <> 'sent';

INSERT INTO profile_permissions (profile_id, action, scope)
  SELECT id, 'customers.erase', 'all' FROM profiles WHERE builtin = 'administrator'
  UNION ALL
  SELECT id, 'conversations.mail', CASE builtin WHEN 'agent' THEN 'own' WHEN 'administrator' THEN 'all' ELSE 'queues' END
    FROM profiles WHERE builtin IN ('agent','super-agent','supervisor','administrator');

-- What was said in it is gone; the conversation and what happened to it stay, so that reports do.
ALTER TABLE conversations ADD COLUMN erased_at INTEGER CHECK (erased_at IS NULL OR state = 'closed');
-- Nothing is known of them any more; the row stays, because conversations name it.
ALTER TABLE customers ADD COLUMN erased_at INTEGER;
