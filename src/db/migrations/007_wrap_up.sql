-- Closing: the reasons, the surveys, and what an agent owes a conversation that is over for the customer.

ALTER TABLE queues ADD COLUMN wrap_up TEXT NOT NULL DEFAULT 'off' CHECK (wrap_up IN ('off','offered','mandatory'));

-- over_at: when it was over for the customer. From then until closed_at its agent owes the wrap-up.
ALTER TABLE conversations ADD COLUMN over_at INTEGER CHECK (over_at IS NULL OR state IN ('wrap_up','closed'));
UPDATE conversations SET over_at = closed_at WHERE state = 'closed';
CREATE INDEX conversations_history ON conversations (agent_id, over_at) WHERE state = 'closed';

-- A tree of at most three levels. A reason that was removed keeps its row, because wrap-ups name it; its name is free again.
CREATE TABLE wrap_up_reasons (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  parent_id  INTEGER REFERENCES wrap_up_reasons(id),
  name       TEXT NOT NULL COLLATE NOCASE,
  place      INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX wrap_up_reasons_by_name ON wrap_up_reasons (coalesce(parent_id, 0), name) WHERE removed_at IS NULL;

-- reason_id: the deepest that was chosen. notes and the answers below are words of people, as messages are.
CREATE TABLE wrap_ups (
  conversation_id INTEGER NOT NULL REFERENCES conversations(id),
  reason_id       INTEGER REFERENCES wrap_up_reasons(id),
  notes           TEXT NOT NULL DEFAULT '',
  saved_at        INTEGER NOT NULL,
  saved_by        INTEGER NOT NULL REFERENCES users(id),
  PRIMARY KEY (conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX wrap_ups_by_reason ON wrap_ups (reason_id);

-- What agents are asked of a conversation in a queue. A question that was removed keeps its row, because answers name it.
CREATE TABLE survey_questions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  queue_id   INTEGER NOT NULL REFERENCES queues(id),
  place      INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('one','several','text')),
  text       TEXT NOT NULL,
  choices    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(choices)),
  required   INTEGER NOT NULL DEFAULT 1 CHECK (required IN (0,1)),
  removed_at INTEGER
) STRICT;
CREATE INDEX survey_questions_by_queue ON survey_questions (queue_id) WHERE removed_at IS NULL;

-- answer: a JSON list of what was chosen, or of the one text that was written.
CREATE TABLE survey_answers (
  conversation_id INTEGER NOT NULL REFERENCES conversations(id),
  question_id     INTEGER NOT NULL REFERENCES survey_questions(id),
  answer          TEXT NOT NULL CHECK (json_valid(answer)),
  PRIMARY KEY (conversation_id, question_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_answers_by_question ON survey_answers (question_id);
