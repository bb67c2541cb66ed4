import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { pathOf } from "../../src/files/keep.ts";
import { type Outgoing, outgoing } from "../outgoing.ts";
import { happened, kinds } from "../talk.ts";
import { minutes, seconds } from "../world.ts";

const VOICE = new Uint8Array(200_000).map((_, at) => at % 251);

/** Mario sends a picture; Meta has it under an id, unless it is said to have lost it. */
async function pictured(one: Outgoing, bytes = VOICE, id = one.graph.media.put(bytes, { type: "image/jpeg" }).id) {
  const timestamp = String(one.workspace.clock() / 1_000);
  await one.hears({ messages: [{ id: "wamid.picture", from: "393471234567", timestamp, type: "image", image: { id, mime_type: "image/jpeg" } }] });
}
type Row = { fileId: number | null; problem: string | null; sha256: string | null; size: number | null };
const attachment = ({ workspace: { db } }: Outgoing) =>
  db.query("SELECT a.file_id AS fileId, a.problem, f.sha256, f.size FROM attachments a LEFT JOIN files f ON f.id = a.file_id").get() as Row;

describe("a customer's file", () => {
  test("is fetched at once, lies in the folder before its row says so, and the page is told", async () => {
    await using one = await outgoing();
    await pictured(one);
    expect(await one.runs()).toEqual(["media.download"]);
    const { sha256, size } = attachment(one);
    expect(size).toBe(VOICE.length);
    expect(new Uint8Array(readFileSync(pathOf(one.workspace.config.dataDir, sha256 ?? "")))).toEqual(VOICE);
    expect(happened(one.workspace).at(-1)).toMatchObject({ kind: "message.changed", data: { what: "file" } });
    expect(one.owed()).toEqual([]);
  });

  test("that cannot be had now is tried again, later and later", async () => {
    await using one = await outgoing();
    await pictured(one);
    one.graph.faults.next({ status: 503 }, 2, "download");
    for (const pause of [2, 4]) {
      await one.runs();
      expect((one.owed()[0]?.runAt ?? 0) - one.workspace.clock()).toBe(seconds(pause));
      one.pass(seconds(pause));
    }
    await one.runs();
    expect(attachment(one)).toMatchObject({ problem: null, size: VOICE.length });
  });

  test("that the provider no longer has is said to be gone, once and for all", async () => {
    await using one = await outgoing();
    await pictured(one, VOICE, "404000000000000");
    await one.runs();
    expect([attachment(one), one.owed()]).toMatchObject([{ fileId: null, problem: "file.gone" }, []]);
    expect(kinds(one.workspace).at(-1)).toBe("message.changed");
  });

  test("that never comes is given up after about two days", async () => {
    await using one = await outgoing();
    await pictured(one);
    one.graph.faults.next({ status: 503 }, 1_000, "url");
    const began = one.workspace.clock();
    for (let n = 0; n < 50 && one.owed().length > 0; n++) {
      await one.runs();
      one.pass(Math.max(0, (one.owed()[0]?.runAt ?? 0) - one.workspace.clock()));
    }
    expect(attachment(one).problem).toBe("file.not-received");
    expect(one.workspace.clock() - began).toBeWithin(minutes(24 * 60), minutes(3 * 24 * 60));
  });

  test("that is empty is said to be so", async () => {
    await using one = await outgoing();
    await pictured(one, new Uint8Array());
    await one.runs();
    expect(attachment(one).problem).toBe("file.empty");
  });

  test("is not the agent's to wait for: it is fetched also while sending is stopped", async () => {
    await using one = await outgoing();
    one.workspace.db.run("UPDATE channels SET problem = 'no', problem_since = 1");
    await pictured(one);
    expect(await one.runs()).toEqual(["media.download"]);
  });
});
