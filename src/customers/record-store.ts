import { sql } from "../db/sql.ts";

/** A customer's own row; `name` is what is shown. */
export type RecordRow = {
  firstName: string | null;
  surnames: string | null;
  email: string | null;
  language: string | null;
  notes: string | null;
  responsibleId: number | null;
};

// One that has a name and no parts of it, has it as a first name.
export const recordRow = sql<RecordRow, { id: number }>(
  `SELECT coalesce(first_name, CASE WHEN surnames IS NULL THEN name END) AS firstName, surnames, email, language, notes, responsible_id AS responsibleId
     FROM customers WHERE id = $id`,
);
/** Whether a customer is one of their own: not part of another, not erased. */
export const isThere = sql<{ id: number }, { id: number }>("SELECT id FROM customers WHERE id = $id AND merged_into IS NULL AND erased_at IS NULL");
export const updateRecord = sql<void, RecordRow & { id: number; name: string | null; phone: string | null }>(
  `UPDATE customers SET name = $name, first_name = $firstName, surnames = $surnames, email = $email, phone = $phone, language = $language, notes = $notes,
     responsible_id = $responsibleId WHERE id = $id`,
);

export const numbersOf = sql<{ value: string }, { id: number }>("SELECT value FROM customer_numbers WHERE customer_id = $id ORDER BY place, value");
export const deleteNumbers = sql<void, { id: number }>("DELETE FROM customer_numbers WHERE customer_id = $id");
export const insertNumber = sql<void, { id: number; value: string; place: number }>(
  "INSERT INTO customer_numbers (customer_id, value, place) VALUES ($id, $value, $place)",
);

/** Those of fields that are there. */
export const valuesOf = sql<{ fieldId: number; value: string }, { id: number }>(
  `SELECT v.field_id AS fieldId, v.value FROM customer_values v JOIN customer_fields f ON f.id = v.field_id
    WHERE v.customer_id = $id AND f.removed_at IS NULL ORDER BY v.field_id`,
);
export const putValue = sql<void, { id: number; fieldId: number; value: string }>(
  `INSERT INTO customer_values (customer_id, field_id, value) VALUES ($id, $fieldId, $value)
   ON CONFLICT DO UPDATE SET value = excluded.value`,
);
export const deleteValue = sql<void, { id: number; fieldId: number }>("DELETE FROM customer_values WHERE customer_id = $id AND field_id = $fieldId");

/** When and how a customer came to stand here. */
export const beginningOf = sql<{ origin: string; createdAt: number }, { id: number }>("SELECT origin, created_at AS createdAt FROM customers WHERE id = $id");
/** Every number by which they can be called, as digits: those that were written down, and those of their channels, some of which write a "+" before them. */
export const allNumbersOf = sql<{ value: string }, { id: number }>(
  `SELECT value FROM customer_numbers WHERE customer_id = $id
   UNION SELECT ltrim(h.value, '+') FROM identities i JOIN handles h ON h.identity_id = i.id WHERE i.customer_id = $id AND h.kind IN ('wa_id','phone')`,
);
