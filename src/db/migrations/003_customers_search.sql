-- What customers are found by, any three letters or digits of it: names, numbers, addresses (customers/search.ts).
CREATE VIRTUAL TABLE customers_search USING fts5(words, tokenize = 'trigram remove_diacritics 1', content = '', contentless_delete = 1);

INSERT INTO customers_search (rowid, words)
  SELECT p.id, concat_ws(char(10), p.name, p.email, p.phone,
           (SELECT group_concat(concat_ws(char(10), i.profile_name, i.username), char(10)) FROM identities i WHERE i.customer_id = p.id),
           (SELECT group_concat(h.value, char(10)) FROM identities i JOIN handles h ON h.identity_id = i.id WHERE i.customer_id = p.id))
    FROM customers p;
