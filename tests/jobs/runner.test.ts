import { describe, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { declareWorking, disableChannel, enableChannel } from "../../src/channels/configure.ts";
import { closedPools } from "../../src/commands/serving.ts";
import { claim, POOL_MAX } from "../../src/jobs/claim.ts";
import { persist, recoverJobs } from "../../src/jobs/end.ts";
import { enqueue } from "../../src/jobs/queue.ts";
import { keepJobsRunning } from "../../src/jobs/runner.ts";
import { type Outgoing, outgoing } from "../outgoing.ts";
import { until } from "../parlo.ts";
import { happened } from "../talk.ts";
import { minutes } from "../world.ts";

const NONE: readonly string[] = [];
const owesDownloads = ({ workspace: { write, clock } }: Outgoing, n: number, pool = "wa/files") =>
  write((db) => {
    for (let attachmentId = 1; attachmentId <= n; attachmentId++) enqueue(db, "media.download", { attachmentId }, { now: clock(), pool });
  });
const keeps = (one: Outgoing) => keepJobsRunning(one.workspace, () => closedPools(one.workspace));
const soon = (one: Outgoing, messageId: number, status: string) => until(() => one.status(messageId) === status, 5_000, `${status} never came`);

describe("of what is due", () => {
  test("only so many of one pool run at a time, counting those that run already", async () => {
    await using one = await outgoing();
    await owesDownloads(one, POOL_MAX + 20);
    await owesDownloads(one, 3, "other/files");
    const first = await claim(one.workspace, NONE, []);
    expect([first.jobs.length, first.jobs.filter(({ pool }) => pool === "wa/files").length]).toEqual([POOL_MAX + 3, POOL_MAX]);
    expect((await claim(one.workspace, NONE, first.jobs)).jobs).toEqual([]);
    expect((await claim(one.workspace, NONE, first.jobs.slice(5))).jobs).toHaveLength(5);
  });

  test("one of a lane runs at a time, even when a later one may pass", async () => {
    await using one = await outgoing();
    await one.workspace.write((db) => {
      for (const attachmentId of [1, 2, 3]) enqueue(db, "media.download", { attachmentId }, { now: one.workspace.clock(), lane: "l" });
      db.run("UPDATE jobs SET tried_since = 1");
    });
    expect((await claim(one.workspace, NONE, [])).jobs).toHaveLength(1);
  });

  test("what belongs to a closed pool is put out of the way, and comes back when the process starts anew", async () => {
    await using one = await outgoing();
    await owesDownloads(one, 5);
    const { jobs, parked } = await claim(one.workspace, ["wa/files"], []);
    expect([jobs, parked]).toEqual([[], ["wa/files"]]);
    expect((await claim(one.workspace, NONE, [])).jobs).toEqual([]);
    await one.workspace.write((db) => recoverJobs(db, one.workspace.clock()));
    expect((await claim(one.workspace, NONE, [])).jobs).toHaveLength(5);
  });
});

describe("while it runs", () => {
  test("what is owed is done at once, without being asked for", async () => {
    await using one = await outgoing();
    const runner = keeps(one);
    const ours = await one.says(await one.begins(), "client-1");
    await soon(one, ours, "sent");
    await runner.stop();
    expect(runner.running()).toBe(0);
  });

  test("what waited for a stopped channel goes out when that is mended, in order", async () => {
    await using one = await outgoing();
    const id = await one.begins();
    one.graph.revokeToken();
    const runner = keeps(one);
    const ours = [await one.says(id, "client-1", "first"), await one.says(id, "client-2", "second"), await one.says(id, "client-3", "third")];
    await until(() => closedPools(one.workspace).length > 0, 20_000, "the channel was never stopped");
    await until(() => one.owed().every(({ runAt }) => runAt > one.workspace.clock()), 20_000, "they were never put out of the way");
    one.pass(minutes(30));
    one.graph.restoreToken();
    await one.workspace.write((db) => declareWorking(db, "wa", CONSOLE, one.workspace.clock()));
    await soon(one, ours[2] ?? 0, "sent");
    await runner.stop();
    expect(one.sentTexts()).toEqual(["first", "second", "third"]);
  });

  test("what waited for a channel that was disabled goes out when it is enabled", async () => {
    await using one = await outgoing();
    const { write, clock } = one.workspace;
    const id = await one.begins();
    await write((db) => disableChannel(db, "wa", CONSOLE, clock()));
    const runner = keeps(one);
    const ours = await one.says(id, "client-1");
    await until(() => (one.owed()[0]?.runAt ?? 0) > clock(), 20_000, "it was never put out of the way");
    await write((db) => enableChannel(db, "wa", CONSOLE, clock()));
    await soon(one, ours, "sent");
    await runner.stop();
  });

  test("stopping waits for what is on its way", async () => {
    await using one = await outgoing();
    const ours = await one.says(await one.begins(), "client-1");
    one.graph.faults.next({ slowMs: 200 });
    const runner = keeps(one);
    await until(() => one.heard.some(({ kind }) => kind === "message.sending"), 20_000, "it never left");
    await runner.stop();
    expect(one.status(ours)).toBe("sent");
  });
});

test("stopping waits for what was just being claimed, and nothing runs after it", async () => {
  await using one = await outgoing();
  const ours = await one.says(await one.begins(), "client-1");
  const runner = keeps(one);
  await runner.stop();
  const status = one.status(ours);
  expect([status === "queued" || status === "sent", runner.running()]).toEqual([true, 0]);
  await Bun.sleep(100);
  expect(one.status(ours)).toBe(status);
});

describe("how one ended", () => {
  const claimed = async (one: Outgoing) => {
    await owesDownloads(one, 1);
    const [row] = (await claim(one.workspace, NONE, [])).jobs;
    if (!row) throw new Error("nothing was claimed");
    return row;
  };

  test("is written when there is room again, and not forgotten before", async () => {
    await using one = await outgoing();
    const row = await claimed(one);
    const { page_count } = one.workspace.db.query("PRAGMA page_count").get() as { page_count: number };
    one.workspace.db.run(`PRAGMA max_page_count = ${page_count}`);
    const written = persist(one.workspace, row, {
      then: "done",
      write: (db) => void db.run("INSERT INTO customers (created_at, notes) VALUES (1, ?)", ["x".repeat(50_000)]),
    });
    await until(() => one.logged.length > 0, 20_000, "nothing was logged");
    expect(one.owed()[0]?.state).toBe("running");
    one.workspace.db.run(`PRAGMA max_page_count = ${page_count + 1_000}`);
    await written;
    expect(one.owed()).toEqual([]);
  });

  test("that can never be written makes the job failed and visible, instead of trying for ever", async () => {
    await using one = await outgoing();
    const row = await claimed(one);
    const impossible = () => {
      throw new Error("impossible");
    };
    await persist(one.workspace, row, { then: "done", write: impossible });
    expect(one.owed()[0]?.state).toBe("failed");
    expect(happened(one.workspace).at(-1)).toEqual({ kind: "job.failed", data: { jobId: row.id } });
  });

  test("leaves nothing when it is no longer owed", async () => {
    await using one = await outgoing();
    const row = await claimed(one);
    await one.workspace.write((db) => void db.run("DELETE FROM jobs"));
    await persist(one.workspace, row, { then: "failed", write: (db) => void db.run("INSERT INTO customers (created_at) VALUES (1)") });
    expect(one.workspace.db.query("SELECT count(*) AS n FROM customers").get()).toEqual({ n: 0 });
    expect(happened(one.workspace).map(({ kind }) => kind)).not.toContain("job.failed");
  });
});
