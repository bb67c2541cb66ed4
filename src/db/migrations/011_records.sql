-- The customer's whole record. name stays what is shown: first name and surnames together, kept with them (customers/save.ts).
-- phone stays the first of customer_numbers. origin: how they came to stand here, given once: 'hand', 'file', or the kind of the channel they wrote on.
ALTER TABLE customers ADD COLUMN first_name TEXT;
ALTER TABLE customers ADD COLUMN surnames TEXT;
ALTER TABLE customers ADD COLUMN origin TEXT NOT NULL DEFAULT 'hand';
-- What was one name stays one: where the surnames begin is nothing to guess.
UPDATE customers SET first_name = name,
  origin = coalesce((SELECT i.channel_kind FROM identities i WHERE i.customer_id = customers.id ORDER BY i.id LIMIT 1), 'hand');
CREATE INDEX customers_by_email ON customers (email COLLATE NOCASE) WHERE email IS NOT NULL;
CREATE INDEX handles_by_value ON handles (value);

-- Numbers that people wrote down, as digits with the country's prefix.
CREATE TABLE customer_numbers (
  customer_id INTEGER NOT NULL REFERENCES customers(id) ON DELETE CASCADE,
  value       TEXT NOT NULL CHECK (value <> '' AND value NOT GLOB '*[^0-9]*'),
  place       INTEGER NOT NULL,
  PRIMARY KEY (customer_id, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_numbers_by_value ON customer_numbers (value);
INSERT INTO customer_numbers (customer_id, value, place)
  SELECT id, phone, 0 FROM customers WHERE phone <> '' AND phone NOT GLOB '*[^0-9]*';

-- Fields that the administrator adds to the record. choices: a JSON list of texts, for the kind choice.
CREATE TABLE customer_fields (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  place      INTEGER NOT NULL,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('text','number','date','choice')),
  choices    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(choices)),
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX customer_fields_named ON customer_fields (name COLLATE NOCASE) WHERE removed_at IS NULL;

-- value: as its kind writes it: a decimal number with a point, a date as YYYY-MM-DD, the text of a choice.
CREATE TABLE customer_values (
  customer_id INTEGER NOT NULL REFERENCES customers(id) ON DELETE CASCADE,
  field_id    INTEGER NOT NULL REFERENCES customer_fields(id),
  value       TEXT NOT NULL CHECK (value <> ''),
  PRIMARY KEY (customer_id, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_values_by_field ON customer_values (field_id);

-- A file of customers on its way in (customers/import). The file itself stands beside the database until it is done with.
-- columns: a JSON list, for each column of the file the field it goes to, or null. done_count: how many lines are worked through.
CREATE TABLE imports (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id       INTEGER NOT NULL REFERENCES users(id),
  state         TEXT NOT NULL CHECK (state IN ('mapping','checking','checked','running','done','dropped')),
  created_at    INTEGER NOT NULL,
  ended_at      INTEGER,
  separator     TEXT NOT NULL,
  columns       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(columns)),
  country       TEXT,
  line_count    INTEGER NOT NULL,
  done_count    INTEGER NOT NULL DEFAULT 0,
  new_count     INTEGER NOT NULL DEFAULT 0,
  changed_count INTEGER NOT NULL DEFAULT 0,
  same_count    INTEGER NOT NULL DEFAULT 0,
  wrong_count   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX imports_by_state ON imports (state, created_at);
CREATE INDEX imports_by_user ON imports (user_id, id);

-- field: what is wrong, "" for the line as a whole; problem: a key of the catalogue; facts: its facts, never what the file says.
CREATE TABLE import_problems (
  import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
  line      INTEGER NOT NULL,
  field     TEXT NOT NULL,
  problem   TEXT NOT NULL,
  facts     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),
  PRIMARY KEY (import_id, line, field)
) STRICT, WITHOUT ROWID;

-- Who administers users may import and export from now on.
INSERT OR IGNORE INTO profile_permissions (profile_id, action, scope)
  SELECT profile_id, 'customers.load', 'all' FROM profile_permissions WHERE action = 'administer.users';
INSERT OR IGNORE INTO profile_permissions (profile_id, action, scope)
  SELECT profile_id, 'customers.export', 'all' FROM profile_permissions WHERE action = 'administer.users';

-- Two customers that were one person. The one that is gone keeps its bare row, so that what names it still leads somewhere.
ALTER TABLE customers ADD COLUMN merged_into INTEGER REFERENCES customers(id);
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;

-- identities: a JSON list of those that were the other's. words: both records as they were, and the one that they became, as long as it can
-- be undone; then null.
CREATE TABLE merges (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kept_id    INTEGER NOT NULL REFERENCES customers(id),
  gone_id    INTEGER NOT NULL REFERENCES customers(id),
  user_id    INTEGER REFERENCES users(id),
  merged_at  INTEGER NOT NULL,
  undone_at  INTEGER,
  identities TEXT NOT NULL CHECK (json_valid(identities)),
  words      TEXT CHECK (json_valid(words))
) STRICT;
CREATE INDEX merges_by_kept ON merges (kept_id);
CREATE INDEX merges_by_gone ON merges (gone_id);
CREATE INDEX merges_with_words ON merges (merged_at) WHERE words IS NOT NULL;

-- Who may take a conversation over may merge customers from now on.
INSERT OR IGNORE INTO profile_permissions (profile_id, action, scope)
  SELECT profile_id, 'customers.merge', 'all' FROM profile_permissions WHERE action = 'conversations.pick-up';
