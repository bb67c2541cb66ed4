-- The words of messages, to be found by their beginnings (search/keep.ts).
CREATE VIRTUAL TABLE messages_search USING fts5(
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', detail = none, prefix = '3 4');
-- Its parts are merged a little at a time, not when one more message happens to be one too many.
INSERT INTO messages_search (messages_search, rank) VALUES ('automerge', 0);
