import type { Event } from "../../src/events/kinds.ts";
import type { World } from "../world.ts";

// What an isolated agent passed on, followed by what happened alone: not by what the rows say of it.

/** Somebody has it for good, or it was moved by the queue or by hand. */
const ENDS: readonly Event["kind"][] = ["conversation.opened", "conversation.answered", "conversation.overflowed", "conversation.closed", "message.written"];
const ALONE_OVER: readonly Event["kind"][] = ["conversation.freed", "conversation.accepted", "conversation.transferred"];

/**
 * Follows the events in their order. Gives the check that what an isolated agent passed on was given only to those who shared a skillset with
 * them until that ended (except to whom alone it waited for), and that it is known of each that waits whether that holds still.
 */
export function checkIsolation({ bus, db }: World, isolated: ReadonlySet<number>): () => void {
  const passedOnBy = new Map<number, number>();
  const alone = new Set<number>();
  const astray: Event[] = [];
  const ends = ({ kind, agentId, data }: Event) => {
    if (kind === "conversation.accepted") return "how" in data && data.how !== "immediate" && data.how !== "returned";
    if (kind === "conversation.put-aside") return "how" in data && data.how === "by hand";
    return ENDS.includes(kind) && (kind !== "message.written" || agentId !== null);
  };
  bus.subscribe((event) => {
    const { conversationId: id, kind, agentId, data } = event;
    if (id === null) return;
    const by = passedOnBy.get(id);
    const byItself = kind === "conversation.offered" || (kind === "conversation.accepted" && "how" in data && data.how === "automatic");
    if (byItself && by !== undefined && !alone.has(id) && !mayHave(db, agentId ?? 0, by)) astray.push(event);
    if (kind === "conversation.reserved") alone.add(id);
    if (ALONE_OVER.includes(kind)) alone.delete(id);
    if (ends(event)) passedOnBy.delete(id);
    if (kind !== "conversation.transferred" || !("by" in data) || data.by === undefined) return;
    if (isolated.has(data.by)) passedOnBy.set(id, data.by);
    else passedOnBy.delete(id);
  });
  return () => {
    const waiting = db.query("SELECT id, isolated_by AS by FROM conversations WHERE state = 'queued'").all() as { id: number; by: number | null }[];
    const wrong = waiting.filter(({ id, by }) => by !== (passedOnBy.get(id) ?? null)).map((one) => ({ ...one, shouldBe: passedOnBy.get(one.id) ?? null }));
    for (const [rule, broken] of [
      ["what an isolated agent passed on is given only to those who share a skillset with them, until it overflows or is moved by hand", astray],
      ["of each that waits it is known which isolated agent passed it on", wrong],
    ] as const)
      if (broken.length > 0) throw new Error(`${rule}: ${Bun.inspect(broken.slice(0, 3))}`);
  };
}

function mayHave(db: World["db"], agentId: number, by: number): boolean {
  const skillsets = (id: number) =>
    (
      db.query("SELECT us.skillset_id AS id FROM user_skillsets us JOIN users u ON u.id = us.user_id AND u.disabled_at IS NULL WHERE u.id = ?").all(id) as {
        id: number;
      }[]
    ).map((one) => one.id);
  const theirs = skillsets(by);
  return theirs.length === 0 || skillsets(agentId).some((id) => theirs.includes(id));
}
