-- Who is named in a private note; seen_at: when they had it before their eyes.
CREATE TABLE mentions (
  message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
  user_id    INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  seen_at    INTEGER,
  PRIMARY KEY (message_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_unseen ON mentions (user_id, message_id) WHERE seen_at IS NULL;
