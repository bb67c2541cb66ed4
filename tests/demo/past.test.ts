import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { compare } from "../../src/routing/view.ts";
import { clockTime, dayOf } from "../../src/texts/time.ts";
import { runParlo } from "../parlo.ts";
import { openShop, type Shop, THURSDAY, ZONE } from "./shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await shop.end();
});

const rows = <Row>(sql: string) => shop.workspace.db.query(sql).all() as Row[];
const count = (sql: string) => rows<{ n: number }>(sql)[0]?.n ?? 0;

describe("a new demo has some days behind it", () => {
  test("with a few hundred conversations of three agents, almost all of them closed", () => {
    expect(count("SELECT count(*) AS n FROM conversations WHERE state = 'closed'")).toBeGreaterThan(100);
    expect(rows("SELECT DISTINCT u.username FROM assignments a JOIN users u ON u.id = a.agent_id ORDER BY 1")).toEqual([
      { username: "ana" },
      { username: "ben" },
      { username: "chiara" },
    ]);
    expect(count("SELECT count(*) AS n FROM conversations WHERE state <> 'closed'")).toBeLessThan(12);
  });

  test("on every one of the days, hardly any of them at night", () => {
    const begun = rows<{ at: number }>("SELECT started_at AS at FROM conversations").map(({ at }) => at);
    expect([...new Set(begun.map((at) => dayOf(ZONE, at)))].sort()).toEqual(["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"]);
    const atNight = begun.filter((at) => Number(clockTime("en", ZONE, at).slice(0, 2)) < 6);
    expect(atNight.length).toBeLessThan(begun.length / 20);
  });

  test("with messages both ways, notes, pictures, voices, papers, places, cards and reactions", () => {
    const kinds = rows<{ kind: string }>("SELECT DISTINCT direction || ' ' || kind AS kind FROM messages").map(({ kind }) => kind);
    for (const kind of ["text", "image", "voice", "document", "location", "contacts", "reaction"]) expect(kinds).toContain(`in ${kind}`);
    expect(kinds).toContain("out text");
    expect(kinds).toContain("note text");
  });

  test("with people who came more than once, some of whom have been written down by name", () => {
    expect(count("SELECT count(*) AS n FROM (SELECT 1 FROM conversations GROUP BY customer_id HAVING count(*) > 2)")).toBeGreaterThan(10);
    expect(count("SELECT count(*) AS n FROM customers WHERE name IS NOT NULL")).toBeGreaterThan(5);
  });

  test("in which somebody rejected an offer, and somebody let one run out", () => {
    expect(rows("SELECT DISTINCT release_reason AS r FROM assignments WHERE r IN ('rejected','ignored') ORDER BY r")).toEqual([
      { r: "ignored" },
      { r: "rejected" },
    ]);
  });
});

describe("its past happened by the same verbs as everything else", () => {
  test("no event is older than the one before it, and none is later than now", () => {
    expect(count("SELECT count(*) AS n FROM events e JOIN events f ON f.id = e.id - 1 WHERE f.at > e.at")).toBe(0);
    expect(count("SELECT max(at) AS n FROM events")).toBeLessThanOrEqual(THURSDAY);
  });

  test("every conversation that was given away has its decision, and every closed one its event", () => {
    const given = "SELECT count(*) AS n FROM assignments";
    expect(count("SELECT count(*) AS n FROM decisions")).toBe(count(given));
    expect(count("SELECT count(*) AS n FROM events WHERE kind = 'conversation.closed'")).toBe(
      count("SELECT count(*) AS n FROM conversations WHERE state = 'closed'"),
    );
    expect(count("SELECT count(*) AS n FROM messages WHERE direction = 'in' AND kind <> 'reaction'")).toBe(
      count("SELECT count(*) AS n FROM events WHERE kind = 'message.received'"),
    );
  });

  test("everybody's status has no gap, and agents had breaks", () => {
    const gaps = `SELECT count(*) AS n FROM agent_status_intervals i WHERE until IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM agent_status_intervals j WHERE j.agent_id = i.agent_id AND j.since = i.until)`;
    expect(count(gaps)).toBe(0);
    const breaks = "SELECT count(*) AS n FROM agent_status_intervals i JOIN statuses s ON s.id = i.status_id WHERE s.builtin = 'break'";
    expect(count(breaks)).toBeGreaterThan(3);
  });

  test("nothing of it is still to be sent but what was just said; files wait to be fetched", () => {
    const owed = rows<{ kind: string }>("SELECT DISTINCT kind FROM jobs ORDER BY kind").map(({ kind }) => kind);
    expect(owed).toContain("media.download");
    expect(owed).not.toContain("message.mark-read");
    const late = `SELECT count(*) AS n FROM jobs WHERE kind = 'message.deliver' AND created_at < ${THURSDAY - 15_000}`;
    expect(count(late)).toBe(0);
  });

  test("routing knows what it would read anew", () => {
    const { routing } = shop.workspace;
    expect(compare(routing, routing.rebuilt())).toEqual([]);
  });
});

test("at its end ana has gone home, and ben and chiara are ready", () => {
  const staff = rows(
    "SELECT u.username, s.builtin FROM users u LEFT JOIN statuses s ON s.id = u.status_id WHERE u.username IN ('ana','ben','chiara') ORDER BY 1",
  );
  expect(staff).toEqual([
    { username: "ana", builtin: null },
    { username: "ben", builtin: "ready" },
    { username: "chiara", builtin: "ready" },
  ]);
  expect(count("SELECT count(*) AS n FROM conversations WHERE state <> 'closed' AND agent_id = (SELECT id FROM users WHERE username = 'ana')")).toBe(0);
});

test("the same dice make the same past, other dice another one", async () => {
  const told = async (seed: number) => {
    const other = await openShop({ seed, days: 0.4 });
    const said = other.workspace.db.query("SELECT m.position, m.direction, m.kind, m.text, m.status, m.author_id FROM messages m ORDER BY m.id").all();
    const happened = other.workspace.db.query("SELECT at, kind, conversation_id, agent_id, data FROM events WHERE kind <> 'channel.changed' ORDER BY id").all();
    await other.end();
    return JSON.stringify({ said, happened });
  };
  const [first, again, another] = [await told(7), await told(7), await told(8)];
  expect(first.length).toBeGreaterThan(10_000);
  expect(again === first).toBe(true);
  expect(another === first).toBe(false);
});

test("parlo check finds nothing wrong in it", async () => {
  const other = await openShop({ seed: 3, days: 1 });
  await other.end();
  expect(await runParlo(["check", "--data", other.folder])).toMatchObject({ code: 0, err: "" });
});
