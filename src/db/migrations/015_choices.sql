-- Buttons and lists: what a message of ours gives to choose from stands in its data; what was chosen names that message.
CREATE INDEX messages_chosen ON messages (channel_id, reply_to) WHERE kind = 'interactive';

-- choices: as JSON, null = none.
ALTER TABLE drafts ADD COLUMN choices TEXT CHECK (json_valid(choices));
ALTER TABLE shortcodes ADD COLUMN choices TEXT CHECK (json_valid(choices));

-- The files that a shortcode brings along.
CREATE TABLE shortcode_files (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  shortcode_id INTEGER NOT NULL REFERENCES shortcodes(id) ON DELETE CASCADE,
  file_id      INTEGER NOT NULL REFERENCES files(id),
  name         TEXT NOT NULL
) STRICT;
CREATE INDEX shortcode_files_of ON shortcode_files (shortcode_id, id);
CREATE INDEX shortcode_files_by_file ON shortcode_files (file_id);
