import type { Database } from "bun:sqlite";
import type { Person } from "../http/session.ts";
import { visibleTo } from "../users/visible.ts";
import { type Answer, answersOf, demandOf, type Given, givenOf, missingOf } from "../wrap-up/give.ts";
import { type Reason, reasonsOf } from "../wrap-up/reasons.ts";
import { type Question, questionsOf } from "../wrap-up/survey.ts";
import { findOpened, type Opened } from "./store.ts";

/** What is to be recorded of a conversation that is over, and what was. */
export type Closing = {
  given: Given | null;
  answers: readonly Answer[];
  /** What the viewer still owes: by field, the key of a sentence. Null where they owe nothing. */
  missing: Readonly<Record<string, string>> | null;
  /** Whether they may give or change it now that it is closed. */
  mayChange: boolean;
};
export type ClosingForm = Closing & { wrapUp: "off" | "offered" | "mandatory"; reasons: readonly Reason[]; questions: readonly Question[] };

/** Null while it goes on, and where nothing was asked for and nothing given. */
export function closingOf(db: Database, person: Person, conversation: Opened): Closing | null {
  const { id, state } = conversation;
  if (state !== "wrap_up" && state !== "closed") return null;
  const { wrapUp, questions } = demandOf(db, id);
  const given = givenOf(db, id);
  if (wrapUp === "off" && questions === 0 && given === null) return null;
  return { given, answers: answersOf(db, id), missing: owes(conversation, person) ? missingOf(db, id) : null, mayChange: mayChange(db, person, conversation) };
}

/** The same with all that can be chosen. */
export function closingFormOf(db: Database, person: Person, conversation: Opened): ClosingForm | null {
  const closing = closingOf(db, person, conversation);
  const { queueId, wrapUp } = demandOf(db, conversation.id);
  return closing && { ...closing, wrapUp, reasons: reasonsOf(db), questions: questionsOf(db, queueId) };
}

/** Whether a conversation is over for the customer and this agent still owes what is to be recorded of it. */
export const owes = ({ state, agentId }: Pick<Opened, "state" | "agentId">, { userId, permissions }: Person): boolean =>
  state === "wrap_up" && agentId === userId && permissions.has("conversations.handle");

// Who may archive it may say what it was about.
function mayChange(db: Database, person: Person, { id, state }: Opened): boolean {
  return state === "closed" && findOpened.get(db, { ...visibleTo(person, "conversations.archive"), id }) !== null;
}
