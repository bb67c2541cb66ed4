import { expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { chanceOf } from "../../src/demo/chance.ts";
import { conclude } from "../../src/demo/conclude.ts";
import { givenOf } from "../../src/wrap-up/give.ts";
import { branchesIn } from "../../src/wrap-up/outline.ts";
import { changeReasons } from "../../src/wrap-up/reasons.ts";
import { changeSurvey } from "../../src/wrap-up/survey.ts";
import { talk } from "../talk.ts";
import { ana, changes, conversation, QUEUES } from "../world.ts";

test("a colleague closes what asks for nothing, and records what a queue asks for", () => {
  const chance = chanceOf(() => 0.9);
  const plain = talk();
  plain.here.write((db) => conclude(db, { conversationId: plain.id, agentId: ana }, chance, plain.here.now));
  expect(conversation(plain.here, plain.id).state).toBe("closed");

  const { here, id } = talk();
  changes(here, `UPDATE queues SET wrap_up = 'mandatory' WHERE id = ${QUEUES.sales}`, "queue.changed", { queueId: QUEUES.sales });
  here.write((db) => changeReasons(db, branchesIn("Order\n  Invoice\nQuestion\n  Price"), CONSOLE, here.now));
  const asked = [
    { id: null, kind: "one", text: "Solved?", choices: ["Yes", "No"], required: true },
    { id: null, kind: "text", text: "How?", choices: [], required: true },
  ] as const;
  here.write((db) => changeSurvey(db, QUEUES.sales, asked, CONSOLE, here.now));
  here.write((db) => conclude(db, { conversationId: id, agentId: ana }, chance, here.now));
  expect([conversation(here, id).state, givenOf(here.db, id)?.way]).toEqual(["closed", "Question › Price"]);
});
