-- What is offered to a customer at a price. The number is year and serial: no serial is left out, for a quote is never removed.
-- notes, and the text of a line, are words of people, as messages are. Amounts are in the smallest unit of the currency.
CREATE TABLE quotes (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id     INTEGER NOT NULL REFERENCES customers(id),
  conversation_id INTEGER REFERENCES conversations(id),
  year            INTEGER NOT NULL,
  serial          INTEGER NOT NULL CHECK (serial > 0),
  day             TEXT NOT NULL,
  valid_until     TEXT CHECK (valid_until >= day),
  currency        TEXT NOT NULL CHECK (length(currency) = 3),
  notes           TEXT NOT NULL DEFAULT '',
  state           TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft','sent','accepted','refused')),
  net             INTEGER NOT NULL CHECK (net >= 0),
  vat             INTEGER NOT NULL CHECK (vat >= 0),
  made_at         INTEGER NOT NULL,
  made_by         INTEGER NOT NULL REFERENCES users(id),
  changed_at      INTEGER NOT NULL,
  -- The conversation in which it was sent, where it was sent in one.
  sent_in_id      INTEGER REFERENCES conversations(id),
  sent_at         INTEGER,
  UNIQUE (year, serial)
) STRICT;
CREATE INDEX quotes_by_customer ON quotes (customer_id, id);
CREATE INDEX quotes_by_conversation ON quotes (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX quotes_by_sent_in ON quotes (sent_in_id) WHERE sent_in_id IS NOT NULL;

CREATE TABLE quote_lines (
  quote_id             INTEGER NOT NULL REFERENCES quotes(id),
  position             INTEGER NOT NULL,
  text                 TEXT NOT NULL,
  quantity_thousandths INTEGER NOT NULL CHECK (quantity_thousandths > 0),
  price                INTEGER NOT NULL CHECK (price >= 0),
  -- Hundredths of a percent: 2200 is 22 %.
  vat_rate             INTEGER NOT NULL CHECK (vat_rate BETWEEN 0 AND 10000),
  discount_rate        INTEGER NOT NULL CHECK (discount_rate BETWEEN 0 AND 10000),
  PRIMARY KEY (quote_id, position)
) STRICT, WITHOUT ROWID;

-- Which upload of an agent is the PDF of which quote, as it was changed last: what is sent is what the quote says then.
CREATE TABLE quote_uploads (
  owner_id   INTEGER NOT NULL REFERENCES users(id),
  client_id  TEXT NOT NULL,
  quote_id   INTEGER NOT NULL REFERENCES quotes(id),
  changed_at INTEGER NOT NULL,
  made_at    INTEGER NOT NULL,
  PRIMARY KEY (owner_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_uploads_by_quote ON quote_uploads (quote_id);
CREATE INDEX quote_uploads_by_age ON quote_uploads (made_at);
