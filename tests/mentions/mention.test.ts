import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { note } from "../../src/conversations/reply.ts";
import { signalsOf } from "../../src/events/audience.ts";
import { mentionOf } from "../../src/texts/mentioned.ts";
import { type Name, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// Ana holds a conversation that sara, vito and ada may open too; lia is of another team.

let parlo: TestApp;
let lia: number;
beforeEach(async () => {
  parlo = await openApp();
  lia = await furnish(parlo);
});
afterEach(() => parlo.close());

const AT = `/conversations/${CONVERSATIONS.ours}`;
let notes = 0;
const writes = (text: string, clientId = `note-${++notes}`, by: Name = "ana") =>
  parlo.workspace.write((db) => note(db, { conversationId: CONVERSATIONS.ours, agentId: parlo.ids[by], clientId, text }, parlo.workspace.clock()));
const made = () => parlo.heard.flatMap((event) => (event.kind === "mention.made" ? [event] : []));
const stored = () => parlo.workspace.db.query("SELECT message_id AS messageId, user_id AS userId, seen_at AS seenAt FROM mentions ORDER BY 1, 2").all();
const listOf = async (name: Name) => {
  const bar = await (await (await parlo.signedIn(name)).get("/bar")).text();
  return { count: Number(/data-mentions="(\d+)"/.exec(bar)?.[1]), leads: [...bar.matchAll(/class="mention"[^>]* href="([^"]*)"/g)].map(([, href]) => href) };
};
async function sees(name: Name, ...messageIds: number[]): Promise<number> {
  const browser = await parlo.signedIn(name);
  const headers = { cookie: browser.cookie, "x-csrf-token": await browser.csrf(), "content-type": "application/json" };
  const body = JSON.stringify({ messageIds });
  return (await parlo.app.handle(new Request(`http://localhost${AT}/mentions/seen`, { method: "POST", headers, body }))).status;
}

test("those who may open the conversation can be named, nobody else and not oneself", async () => {
  const choice = await (await (await parlo.signedIn("ana")).get(`${AT}/colleagues`)).text();
  expect([...choice.matchAll(/data-name="([^"]*)"/g)].map(([, name]) => name)).toEqual(["Ada", "Sara", "Vito"]);
});

describe("a note that names colleagues", () => {
  test("tells each of them, with an event that says where and a signal to them alone", async () => {
    const id = await writes("@Sara, can you ask @vito? Not @Lia, not @Ana, and not x@ada");
    expect(stored()).toEqual([
      { messageId: id, userId: parlo.ids.sara, seenAt: null },
      { messageId: id, userId: parlo.ids.vito, seenAt: null },
    ]);
    expect(made().map(({ agentId, data }) => [agentId, data])).toEqual(
      [parlo.ids.sara, parlo.ids.vito].map((agentId) => [agentId, { about: CONVERSATIONS.ours, messageId: id, by: parlo.ids.ana }]),
    );
    const [first] = made();
    expect(first && signalsOf(first)).toEqual([{ keys: [`person:${parlo.ids.sara}`], topics: ["me", "conversation-1", `mention-1-${id}`] }]);
    expect(lia).toBeGreaterThan(0);
  });

  test("stands in their list until they have seen it, and leads to the note", async () => {
    const id = await writes("@Sara please");
    expect(await listOf("sara")).toEqual({ count: 1, leads: [`${AT}#m-${id}`] });
    expect((await listOf("vito")).count).toBe(0);
    parlo.pass(5_000);
    const before = parlo.workspace.clock();
    expect([await sees("vito", id), (await listOf("sara")).count]).toEqual([204, 1]);
    expect([await sees("sara", id), await sees("sara", id)]).toEqual([204, 204]);
    expect(stored()).toEqual([{ messageId: id, userId: parlo.ids.sara, seenAt: before }]);
    expect(parlo.heard.filter(({ kind }) => kind === "mention.seen")).toMatchObject([
      { agentId: parlo.ids.sara, data: { about: CONVERSATIONS.ours, messageId: id } },
    ]);
    expect((await listOf("sara")).count).toBe(0);
  });

  test("is not in the list of who may not open the conversation any more", async () => {
    const id = await writes("@Sara please");
    await parlo.workspace.write((db) => void db.run("DELETE FROM user_skillsets WHERE user_id = ?", [parlo.ids.sara]));
    expect(await listOf("sara")).toEqual({ count: 0, leads: [] });
    expect(await sees("sara", id)).toBe(404);
    expect(stored()).toMatchObject([{ seenAt: null }]);
  });

  test("that is sent twice names once; whom it does not name, it does not tell", async () => {
    await writes("@Sara please", "note-once");
    await writes("@Sara please", "note-once");
    await writes("Call Sara, write to sara@example.com");
    expect([stored().length, made().length]).toEqual([1, 1]);
  });

  test("is marked where it names, and for whom it names until they have seen it", async () => {
    const id = await writes("Ask *@Sara* or @sara <b>");
    const page = async (name: Name) => (await (await parlo.signedIn(name)).get(AT)).text();
    const hers = await page("sara");
    expect(hers).toInclude('<mark class="mention" data-me="true">@Sara</mark>');
    expect(hers).toInclude('<mark class="mention" data-me="true">@sara</mark> &lt;b>');
    expect(hers).toMatch(new RegExp(`id="m-${id}"[^>]*data-names-me`));
    const others = await page("ada");
    expect([others.includes('<mark class="mention">@Sara</mark>'), others.includes("data-names-me")]).toEqual([true, false]);
    await sees("sara", id);
    expect(await page("sara")).not.toInclude("data-names-me");
  });
});

describe("a name after @", () => {
  const found = (text: string, ...names: string[]) => [...text.matchAll(new RegExp(mentionOf(names), "giu"))].map(([, name]) => name);
  test("is the longest that fits, whole, and not in an address", () => {
    expect(found("@Ana Ricci and @ana.", "Ana", "Ana Ricci")).toEqual(["Ana Ricci", "ana"]);
    expect(found("@Anabel a@Ana @@Ana x.@Ana (@Ana)", "Ana")).toEqual(["Ana"]);
  });
  test("may have any sign in it", () => {
    expect(found("@Anna-Maria (it) @O.K. @łódź/2", "Anna-Maria (it)", "O.K.", "Łódź/2")).toEqual(["Anna-Maria (it)", "O.K.", "łódź/2"]);
  });
});
