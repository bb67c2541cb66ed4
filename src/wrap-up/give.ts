import type { Database } from "bun:sqlite";
import { NotFound } from "../http/errors.ts";
import { type Reason, reasonsOf, wayOf } from "./reasons.ts";
import * as store from "./store.ts";
import { questionsOf } from "./survey.ts";

/** What somebody recorded of a conversation. `way`: the reason from the top, "" without one; it may have gone from the tree since. */
export type Given = { reasonId: number | null; way: string; notes: string; savedAt: number; savedBy: string };
export type Answer = { questionId: number; text: string; said: readonly string[] };
/** `answers`: what was said, by question; of one that is not named, nothing was. */
export type WrapUp = { reasonId: number | null; notes: string; answers: ReadonlyMap<number, readonly string[]> };

/** What the queue of a conversation asks for when it ends. Throws NotFound. */
export function demandOf(db: Database, conversationId: number): store.DemandRow {
  const demand = store.demandOf.get(db, { conversationId });
  if (!demand) throw new NotFound();
  return demand;
}

/** Whether closing leaves something to be recorded. */
export function asksFor(db: Database, conversationId: number): boolean {
  const { wrapUp, questions } = demandOf(db, conversationId);
  return wrapUp !== "off" || questions > 0;
}

export function givenOf(db: Database, conversationId: number): Given | null {
  const row = store.findGiven.get(db, { conversationId });
  return row && { ...row, way: wayOf(row.reasonId === null ? [] : store.reasonPath.all(db, { id: row.reasonId }).map(({ name }) => name)) };
}

export function answersOf(db: Database, conversationId: number): Answer[] {
  return store.answersOf.all(db, { conversationId }).map(({ answer, ...row }) => ({ ...row, said: JSON.parse(answer) as string[] }));
}

type By = { conversationId: number; agentId: number };

/** Keeps what was recorded, half filled or whole. Says whether it changed anything. For the verbs of conversations. */
export function keep(db: Database, { conversationId, agentId }: By, { reasonId, notes, answers }: WrapUp, now: number): boolean {
  const before = store.findGiven.get(db, { conversationId });
  const said = new Map(answersOf(db, conversationId).map((answer) => [answer.questionId, answer.said]));
  const questions = questionsOf(db, demandOf(db, conversationId).queueId);
  const others = questions.filter(({ id }) => !Bun.deepEquals(said.get(id) ?? [], answers.get(id) ?? []));
  if ((before?.reasonId ?? null) === reasonId && (before?.notes ?? "") === notes && others.length === 0) return false;
  store.saveGiven.run(db, { conversationId, reasonId, notes, agentId, now });
  for (const { id: questionId } of others) {
    const answer = answers.get(questionId) ?? [];
    if (answer.length === 0) store.dropAnswer.run(db, { conversationId, questionId });
    else store.saveAnswer.run(db, { conversationId, questionId, answer: JSON.stringify(answer) });
  }
  return true;
}

/** What is still to be recorded before a conversation can be disposed of: by field, the key of a sentence. */
export function missingOf(db: Database, conversationId: number): Record<string, string> {
  const { queueId, wrapUp } = demandOf(db, conversationId);
  const given = givenOf(db, conversationId);
  const said = new Set(answersOf(db, conversationId).map(({ questionId }) => questionId));
  const level = wrapUp === "mandatory" ? missingLevel(reasonsOf(db), given) : null;
  return {
    ...(level === null ? {} : { [`level${level}`]: "wrap-up.choose" }),
    ...Object.fromEntries(questionsOf(db, queueId).flatMap(({ id, field, required }) => (required && !said.has(id) ? [[field, "wrap-up.answer"]] : []))),
  };
}

// A reason that has gone from the tree since was whole when it was given.
function missingLevel(reasons: readonly Reason[], given: Given | null): number | null {
  if (reasons.length === 0) return null;
  if (!given || given.reasonId === null) return 1;
  const reason = reasons.find(({ id }) => id === given.reasonId);
  return reason && !reason.last ? reason.path.length + 1 : null;
}

/** A conversation is erased: what people wrote of it goes too. */
export function eraseRecorded(db: Database, conversationId: number) {
  store.emptyNotes.run(db, { conversationId });
  store.emptyTexts.run(db, { conversationId });
}
