import { describe, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { hold, resume } from "../../src/admin/hold.ts";
import { declareWorking } from "../../src/channels/configure.ts";
import { recoverJobs } from "../../src/jobs/end.ts";
import { type Outgoing, outgoing } from "../outgoing.ts";
import { until } from "../parlo.ts";
import { kinds } from "../talk.ts";
import { minutes, seconds } from "../world.ts";
import fixtures from "./whatsapp/fixtures/outbound.json";

const DAY = 24 * minutes(60);
const events = ({ workspace: { db } }: Outgoing) => kinds({ db });
const told = ({ graph }: Outgoing) => graph.reads.map(({ body }) => body["message_id"]);
const problem = ({ workspace: { db } }: Outgoing) => (db.query("SELECT problem FROM channels").get() as { problem: string | null }).problem;

/** Ana's page shows a conversation that is hers. */
async function opens(one: Outgoing, conversationId: number) {
  const browser = await one.signedIn("ana");
  expect((await browser.post(`/conversations/${conversationId}/opened`)).status).toBe(204);
}

/** The customer has written, Ana has read it. */
async function read(one: Outgoing): Promise<number> {
  const id = await one.begins();
  await opens(one, id);
  return id;
}

function writes(one: Outgoing, id: string) {
  const timestamp = String(Math.floor(one.workspace.clock() / 1_000));
  return one.hears({ messages: [{ id, from: "393471234567", timestamp, type: "text", text: { body: "Are you there?" } }] });
}

describe("when the agent has read what the customer wrote", () => {
  test("Meta is told of the newest message, as the contract has it, and nothing is owed any more", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    one.pass(seconds(10));
    await writes(one, "wamid.newest");
    await opens(one, id);
    expect(await one.runs()).toEqual(["message.mark-read"]);
    expect(one.graph.reads.map(({ body }) => body)).toEqual([{ ...fixtures.mark_read.body, message_id: "wamid.newest" }]);
    expect([one.owed(), one.graph.ledger]).toEqual([[], []]);
  });

  test("Meta is told once of each reading, and nothing of looking again", async () => {
    await using one = await outgoing();
    const id = await read(one);
    await one.runs();
    await opens(one, id);
    expect([await one.runs(), told(one)]).toEqual([[], ["wamid.in1"]]);
    one.pass(seconds(10));
    await writes(one, "wamid.next");
    await opens(one, id);
    await one.runs();
    expect(told(one)).toEqual(["wamid.in1", "wamid.next"]);
  });

  test("and answers at once, neither waits for the other", async () => {
    await using one = await outgoing();
    const id = await read(one);
    one.graph.faults.next({ code: 131016 }, 1, "marks");
    const ours = await one.says(id, "client-1");
    expect((await one.runs()).toSorted()).toEqual(["message.deliver", "message.mark-read"]);
    expect([one.status(ours), told(one)]).toEqual(["sent", []]);
  });
});

describe("a mark that Meta does not take", () => {
  test("is tried a few times, later and later, then left; nobody is told", async () => {
    await using one = await outgoing();
    await read(one);
    const before = events(one).length;
    one.graph.faults.next({ code: 131016 }, 2, "marks");
    one.graph.faults.next("close", 3, "marks");
    for (const pause of [5, 25, 125, 625]) {
      expect(await one.runs()).toEqual(["message.mark-read"]);
      expect((one.owed()[0]?.runAt ?? 0) - one.workspace.clock()).toBe(seconds(pause));
      one.pass(seconds(pause));
    }
    await one.runs();
    expect([one.owed(), events(one).slice(before), problem(one)]).toEqual([[], [], null]);
  });

  test("is tried when Meta says so", async () => {
    await using one = await outgoing();
    await read(one);
    one.graph.faults.next({ code: 130429, retryAfterSeconds: 77 }, 1, "marks");
    await one.runs();
    one.pass(seconds(77));
    await one.runs();
    expect(told(one)).toEqual(["wamid.in1"]);
  });

  test("for good is left at once", async () => {
    await using one = await outgoing();
    await read(one);
    one.graph.faults.next({ code: 131009 }, 1, "marks");
    await one.runs();
    expect([one.owed(), told(one)]).toEqual([[], []]);
  });

  test("because it refuses the channel stops that, and waits for an administrator", async () => {
    await using one = await outgoing();
    await read(one);
    one.graph.revokeToken();
    await one.runs();
    expect([problem(one), events(one).at(-1)]).toEqual([expect.any(String), "channel.stopped"]);
    one.pass(minutes(60));
    expect([await one.runs(), one.owed()]).toMatchObject([[], [{ kind: "message.mark-read", attempts: 0 }]]);
    one.graph.restoreToken();
    await one.workspace.write((db) => declareWorking(db, "wa", CONSOLE, one.workspace.clock()));
    await one.runs();
    expect(told(one)).toEqual(["wamid.in1"]);
  });

  test("after a crash is told again, for it may be", async () => {
    await using one = await outgoing();
    await read(one);
    one.graph.faults.next({ slowMs: 300 }, 1, "marks");
    const running = one.runs();
    await until(() => one.owed()[0]?.state === "running", 20_000, "it never began");
    await one.workspace.write((db) => recoverJobs(db, one.workspace.clock()));
    expect(one.owed()).toMatchObject([{ kind: "message.mark-read", state: "ready", runAt: one.workspace.clock() }]);
    await running;
  });
});

describe("a restored copy that is held", () => {
  const held = async () => {
    const one = await outgoing();
    await one.workspace.write((db) => hold(db, CONSOLE, one.workspace.clock()));
    await read(one);
    one.pass(minutes(5));
    expect([await one.runs(), told(one), one.owed()]).toMatchObject([[], [], [{ attempts: 0 }]]);
    return one;
  };
  const goesLive = async (one: Outgoing) => {
    await one.workspace.write((db) => {
      resume(db, CONSOLE, one.workspace.clock());
      recoverJobs(db, one.workspace.clock());
    });
    await one.runs();
    return [told(one), one.owed()];
  };

  test("tells nothing until it is the live one", async () => {
    await using one = await held();
    expect(await goesLive(one)).toEqual([["wamid.in1"], []]);
  });

  test("tells nothing any more of what is older than the thirty days that Meta allows", async () => {
    await using one = await held();
    one.pass(30 * DAY);
    expect(await goesLive(one)).toEqual([[], []]);
  });
});
