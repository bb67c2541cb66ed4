-- How long a recording plays, where that is known.
ALTER TABLE files ADD COLUMN duration_ms INTEGER;
-- Whether it was recorded to be sent as a voice message.
ALTER TABLE uploads ADD COLUMN voice INTEGER NOT NULL DEFAULT 0 CHECK (voice IN (0, 1));
