-- The words of messages, to be found by their beginnings (search/keep.ts). What is deleted there leaves no word behind.
CREATE VIRTUAL TABLE messages_search USING fts5(
  text, content = 'messages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', detail = none, prefix = '3 4');
INSERT INTO messages_search (messages_search, rank) VALUES ('secure-delete', 1);
