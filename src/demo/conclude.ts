import type { Database } from "bun:sqlite";
import { close } from "../conversations/close.ts";
import { dispose, keepOwed } from "../conversations/dispose.ts";
import { demandOf } from "../wrap-up/give.ts";
import { reasonsOf } from "../wrap-up/reasons.ts";
import { questionsOf } from "../wrap-up/survey.ts";
import type { Chance } from "./chance.ts";

const SAID = "–";

/** A colleague closes a conversation, and records at once whatever its queue asks for. Conflict when it is not theirs (any more). */
export function conclude(db: Database, by: { conversationId: number; agentId: number }, chance: Chance, now: number) {
  if (!close(db, by, now)) return;
  const reasons = reasonsOf(db).filter(({ last }) => last);
  const questions = questionsOf(db, demandOf(db, by.conversationId).queueId);
  const answers = new Map(questions.map(({ id, choices }) => [id, [chance.pickFrom(choices) ?? SAID]]));
  keepOwed(db, by, { reasonId: chance.pickFrom(reasons)?.id ?? null, notes: "", answers }, now);
  dispose(db, by, now);
}
