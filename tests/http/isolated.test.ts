import { afterAll, beforeAll, expect, test } from "bun:test";
import { keepUp } from "../../src/search/keep.ts";
import { NINE } from "../world.ts";
import { type Browser, type Name, openApp, STAFF, type TestApp } from "./app.ts";
import { CONVERSATIONS, furnish } from "./centre.ts";

// Whoever is isolated sees nothing of another team, however much the profile allows: not by any route, not by any search (SPEC F10).

/** Of the other team's customer. Each is a word by itself, to be found nowhere. */
const WORDS = ["Quorndon", "zebrafish", "399912345678", "marzipan", "kettledrum"] as const;
const WRITTEN = `
  INSERT INTO customers (id, name, notes, created_at) VALUES (2, 'Zenobia Quorndon', 'likes marzipan', ${NINE});
  INSERT INTO identities (id, customer_id, channel_kind, scope, profile_name, created_at) VALUES (2, 2, 'whatsapp', 'waba', 'Quorndon Z', ${NINE});
  INSERT INTO handles (identity_id, channel_kind, scope, kind, value, seen_at) VALUES (2, 'whatsapp', 'waba', 'wa_id', '399912345678', ${NINE});
  UPDATE conversations SET customer_id = 2, identity_id = 2 WHERE id = ${CONVERSATIONS.theirs};
  INSERT INTO messages (id, conversation_id, channel_id, position, direction, kind, text, status, author_type, author_id, sent_at, received_at)
    VALUES (1, ${CONVERSATIONS.theirs}, 'wa', ${NINE}, 'in', 'text', 'Where is my zebrafish?', 'received', 'customer', 2, ${NINE}, ${NINE}),
           (2, ${CONVERSATIONS.theirs}, 'wa', ${NINE + 1}, 'note', 'text', 'Bring the kettledrum', 'received', 'agent', 1, ${NINE}, ${NINE});
  UPDATE conversations SET last_message_id = 1 WHERE id = ${CONVERSATIONS.theirs};
  INSERT INTO profile_permissions (profile_id, action, scope) SELECT id, 'isolated', 'own' FROM profiles`;
/** A copy of the same that is closed, for what lists the past. */
const CLOSED = `
  INSERT INTO conversations (id, channel_id, customer_id, identity_id, queue_id, state, priority, agent_id, started_at, enqueued_at, accepted_at,
      last_activity_at, over_at, closed_at, last_message_id)
    SELECT 3, channel_id, customer_id, identity_id, queue_id, 'closed', priority, agent_id, started_at, enqueued_at, accepted_at, last_activity_at,
           ${NINE + 2}, ${NINE + 2}, last_message_id FROM conversations WHERE id = ${CONVERSATIONS.theirs}`;
const TEAM = (Object.keys(STAFF) as Name[]).filter((name) => name !== "ana");

/** What a request that would change something says, as far as it needs it. */
const SAID = { text: "Hello", clientId: "3b241101-e2bb-4255-8caf-4136c566a962", kind: "agent", id: 1, mode: "reply", revision: 0, name: "Else", on: "true" };

let app: TestApp;
const browsers = new Map<Name, Browser>();
beforeAll(async () => {
  app = await openApp();
  await furnish(app);
  await app.workspace.write((db) => {
    db.run(WRITTEN);
    db.run(CLOSED);
    keepUp(db);
  });
  for (const name of TEAM) browsers.set(name, await app.signedIn(name));
}, 60_000);
afterAll(() => app.close());

// The administration is for who may all of it; a stream never ends.
const routes = (method: (one: string) => boolean) =>
  app.app.routes.filter((one) => method(one.method) && !/^\/(admin|static|api|stream|sign-out)/.test(one.path));
const pathOf = (path: string, id: number) => path.replaceAll(/:\w+/g, String(id));
/** Which of the words a page has, but for what it says of the question itself. */
const wordsIn = (page: string) => {
  const said = page.replaceAll(/(q=|value="|“|«)zebrafish/g, "").replaceAll(" ", "");
  return WORDS.filter((word) => said.includes(word));
};
const told = async (browser: Browser, path: string) => (await browser.get(path)).text();

test("what stands in the other team's conversations is there: whoever sees all finds each of the words", async () => {
  await app.workspace.write((db) => db.run("DELETE FROM profile_permissions WHERE action = 'isolated'"));
  const ada = browsers.get("ada") as Browser;
  const paths = [`/conversations/${CONVERSATIONS.theirs}`, "/customers/2"];
  const pages = await Promise.all(paths.map((path) => told(ada, path)));
  expect(wordsIn(pages.join("")).toSorted()).toEqual(WORDS.toSorted());
  expect(wordsIn(await told(ada, "/search?q=zebrafish"))).toContain("zebrafish");
  await app.workspace.write((db) => db.run("INSERT INTO profile_permissions (profile_id, action, scope) SELECT id, 'isolated', 'own' FROM profiles"));
});

for (const name of TEAM) {
  test(`${name} (${STAFF[name]}) reads none of it by any address`, async () => {
    const browser = browsers.get(name) as Browser;
    for (const { path } of routes((method) => method === "GET")) {
      for (const id of [CONVERSATIONS.theirs, 3]) {
        const response = await browser.get(`${pathOf(path, id)}?q=zebrafish&day=2026-03-02&scope=all&lane=all`);
        const page = await response.text();
        expect([path, wordsIn(page)]).toEqual([path, []]);
        if (path.startsWith("/conversations/:id")) expect([path, response.status]).toEqual([path, response.status === 403 ? 403 : 404]);
      }
    }
    for (const list of ["/conversations/rows?lane=all", "/conversations/rows?lane=all&archived=1", "/waiting", "/history", "/customers", "/home"]) {
      expect([list, wordsIn(await told(browser, list))]).toEqual([list, []]);
    }
    for (const word of WORDS)
      for (const path of ["/search", "/find", "/customers"])
        expect([word, (await told(browser, `${path}?q=${word}`)).includes(`/conversations/${CONVERSATIONS.theirs}`)]).toEqual([word, false]);
  });

  test(`${name} changes none of it by any address`, async () => {
    const browser = browsers.get(name) as Browser;
    const { db } = app.workspace;
    const state = () =>
      ["conversations WHERE id <> 1", "messages", "customers WHERE id = 2", "assignments WHERE conversation_id <> 1", "stars", "drafts", "wrap_ups"].map(
        (what) => db.query(`SELECT * FROM ${what}`).all(),
      );
    const before = state();
    for (const { method, path } of routes((one) => one !== "GET")) {
      if (!/^\/(conversations|customers)\/:id/.test(path)) continue;
      const where = pathOf(path, CONVERSATIONS.theirs);
      expect([path, Math.floor((await browser.status(method, where)) / 100)]).toEqual([path, 4]);
      if (method !== "POST") continue;
      const answer = await browser.post(where, SAID);
      const page = await answer.text();
      expect([path, Math.floor(answer.status / 100), wordsIn(page), page.includes("Lia")]).toEqual([path, 4, [], false]);
    }
    expect(state()).toEqual(before);
  });
}
