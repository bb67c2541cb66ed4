import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Browser, openApp, type TestApp } from "../../http/app.ts";
import { CONVERSATIONS, furnish } from "../../http/centre.ts";
import { minutes, NINE } from "../../world.ts";

// Yesterday two came to sales and one to legal; the sellers' supervisor is vito, ada administers everything.

const ARRIVED = `
  INSERT INTO conversations
    (id, channel_id, customer_id, identity_id, queue_id, state, priority, agent_id, started_at, enqueued_at, accepted_at, closed_at, last_activity_at)
    VALUES (11, 'wa', 1, 1, 1, 'closed', 'medium', :ana, :at, :at, :at + 20000, :at + 320000, :at),
           (12, 'wa', 1, 1, 1, 'closed', 'medium', :ana, :at, :at + 60000, :at + 90000, :at + 390000, :at),
           (13, 'wa', 1, 1, 2, 'closed', 'medium', :lia, :at, :at, :at + 5000, :at + 65000, :at);
  INSERT INTO assignments (conversation_id, agent_id, queue_id, offered_at, accepted_at, released_at, release_reason)
    VALUES (11, :ana, 1, :at, :at + 20000, :at + 320000, 'closed'), (12, :ana, 1, :at + 60000, :at + 90000, :at + 390000, 'closed'),
           (13, :lia, 2, :at, :at + 5000, :at + 65000, 'closed');
  INSERT INTO events (at, kind, conversation_id, queue_id, data)
    VALUES (:at, 'conversation.queued', 11, 1, '{"reason":"new"}'), (:at + 60000, 'conversation.queued', 12, 1, '{"reason":"new"}'),
           (:at, 'conversation.queued', 13, 2, '{"reason":"new"}');
  INSERT INTO agent_status_intervals (agent_id, status_id, since, until) VALUES (:ana, 1, :at, :at + 600000), (:lia, 1, :at, :at + 600000);`;

let app: TestApp;
let lia: number;
const browsers = new Map<string, Browser>();
const of = (name: string) => browsers.get(name) as Browser;

beforeAll(async () => {
  app = await openApp();
  lia = await furnish(app);
  const at = NINE - minutes(24 * 60);
  const facts: Record<string, number> = { ana: app.ids.ana, lia, at };
  await app.workspace.write((db) => {
    db.run("UPDATE conversations SET enqueued_at = enqueued_at - 1");
    db.run(ARRIVED.replaceAll(/:(ana|lia|at)/g, (_, name: string) => String(facts[name])));
    db.run(`UPDATE queues SET name = CASE id WHEN 1 THEN 'sales' ELSE 'legal' END, sla_social_seconds = 25`);
  });
  for (const name of ["ana", "vito", "sara", "ada"] as const) browsers.set(name, await app.signedIn(name));
});
afterAll(() => app.close());

/** Asks, and waits for the answer's fragment. */
async function asks(name: string, fields: Record<string, string>): Promise<string> {
  const asked = await of(name).post("/what-if", { day: "2026-03-01", ...fields });
  expect(asked.status).toBe(303);
  return answered(name, asked.headers.get("location") ?? "");
}

async function answered(name: string, path: string): Promise<string> {
  for (let n = 0; n < 200; n++) {
    const text = await (await of(name).get(`${path}/progress`)).text();
    if (!text.includes("hx-get")) return text;
    await Bun.sleep(20);
  }
  throw new Error("no answer came");
}

const cellsOf = (text: string, row: string) =>
  [...(new RegExp(`<th scope="row">${row}</th>(.*?)</tr>`).exec(text)?.[1] ?? "").matchAll(/<td class="num">(.*?)<\/td>/g)].map(([, cell]) => cell);

describe("what if", () => {
  test("the page begins with yesterday, and offers the queues and skillsets of who asks, and no others", async () => {
    const [vito, ada] = await Promise.all(["vito", "ada"].map(async (name) => (await of(name).get("/what-if")).text()));
    expect(vito).toInclude('value="2026-03-01"');
    expect([vito?.includes('name="ring.1.0"'), vito?.includes('name="ring.2.0"'), vito?.includes('name="more.2"')]).toEqual([true, false, false]);
    expect([ada?.includes('name="ring.1.0"'), ada?.includes('name="ring.2.0"'), ada?.includes('name="more.2"')]).toEqual([true, true, true]);
  });

  test("only who may see more than their own finds the way there", async () => {
    const leads = async (name: string) => (await (await of(name).get("/me")).text()).includes('href="/what-if"');
    expect([await leads("ana"), await leads("vito"), await leads("ada")]).toEqual([false, true, true]);
  });

  test("a day is replayed beside what was, for the queues of who asks", async () => {
    const mine = await asks("vito", {});
    expect(cellsOf(mine, "Conversations that came")).toEqual(["2", "2"]);
    expect(cellsOf(mine, "Average wait")).toEqual(["0:25", expect.stringMatching(/^0:\d\d$/)]);
    expect(cellsOf(mine, "Given to somebody within the SLA")[0]).toBe("50 %");
    expect(mine).toInclude("Nothing is otherwise yet");
    expect([mine.includes("Ana"), mine.includes("Lia"), mine.includes("legal")]).toEqual([true, false, false]);
    const all = await asks("ada", {});
    expect([cellsOf(all, "Conversations that came"), all.includes("legal, ")]).toEqual([["3", "3"], true]);
  });

  test("with something otherwise there is a third side, in figures, charts and tables", async () => {
    const text = await asks("vito", { acceptSeconds: "2", "more.1": "1", "priority.1": "high", "ring.1.0": "40" });
    expect(cellsOf(text, "Average wait").at(-1)).toBe("0:42");
    const charts = [...text.matchAll(/data-chart="(.*?)"/g)].map(([, json = ""]) => JSON.parse(json.replaceAll("&quot;", '"')));
    expect(charts.map(({ kind, series }) => [kind, series.length])).toEqual([
      ["line", 3],
      ["bar", 3],
      ["bar", 3],
      ["rows", 3],
    ]);
    expect(charts.at(-1)?.labels).toEqual(["Ana", "+1 sales"]);
    expect(text.match(/<canvas role="img" aria-label="[^"]+"/g)?.length).toBe(4);
    expect(text.match(/<table/g)?.length).toBe(5);
  });

  test("skills and places are those of now, of agents of the queues of who asks, and of no others", async () => {
    const [vito = "", ada = ""] = await Promise.all(["vito", "ada"].map(async (name) => (await of(name).get("/what-if")).text()));
    const labels = (text: string) => [...text.matchAll(/aria-label="(\w+, (?:sales|legal|Places))"/g)].map(([, label]) => label);
    expect(labels(vito)).toEqual(["Ana, sales", "Ana, Places", "Sara, sales", "Sara, Places", "Vito, sales", "Vito, Places"]);
    expect(labels(ada).filter((label) => label?.startsWith("Lia"))).toEqual(["Lia, legal", "Lia, sales", "Lia, Places"]);
    const value = (label: string) => /value(?:="(.*?)")?[ />]/.exec(ada.split(`aria-label="${label}"`)[1] ?? "")?.[1] ?? "";
    expect([value("Lia, sales"), value("Lia, legal")]).toEqual(["", "5"]);
    expect(vito).not.toInclude('<details class="more full" open');
  });

  test("who no longer has the skill is given nothing; whom the asker does not see stays as they are", async () => {
    const without = await asks("vito", { [`skill.${app.ids.ana}.1`]: "" });
    expect(cellsOf(without, "Given to somebody")).toEqual(["2", "2", "0"]);
    expect(await asks("vito", { [`skill.${lia}.2`]: "", [`places.${lia}`]: "0" })).toInclude("Nothing is otherwise yet");
    expect(cellsOf(await asks("ada", { [`skill.${lia}.2`]: "" }), "Given to somebody")).toEqual(["3", "3", "2"]);
  });

  test("a ring's lowest level and an agent's places change the day; the order and ageing of a queue are replayed too", async () => {
    expect(cellsOf(await asks("vito", { "level.1.0": "6" }), "Given to somebody")).toEqual(["2", "2", "0"]);
    expect(cellsOf(await asks("vito", { [`places.${app.ids.ana}`]: "0" }), "Given to somebody")).toEqual(["2", "2", "0"]);
    expect(cellsOf(await asks("vito", { "order.1": "level", "ageing.1": "5" }), "Given to somebody")).toEqual(["2", "2", "2"]);
  });

  test("a day on which nothing came says so", async () => {
    expect(await asks("vito", { day: "2026-02-20" })).toInclude("Nothing came that day");
  });

  test("what is wrong with the form is said at its fields, and what was typed stays", async () => {
    const answer = await of("vito").post("/what-if", { day: "tomorrow", "more.1": "1000", capacity: "many", "ring.1.0": "-1" });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toInclude("Choose a day that has begun");
    const fields = await (await of("vito").post("/what-if", { day: "2026-03-01", "more.1": "1000", capacity: "many", "ring.1.0": "-1" })).text();
    expect([fields.match(/aria-invalid="true"/g)?.length, fields.includes('value="many"')]).toEqual([3, true]);
    expect((await of("vito").post("/what-if", { day: "2026-03-03" })).status).toBe(422);
  });

  test("a wrong level, number of places or rule is told beside it; its part is unfolded, and nothing is lost", async () => {
    const typed = { [`skill.${app.ids.ana}.1`]: "11", [`places.${app.ids.ana}`]: "many", "level.1.0": "0", "ageing.1": "soon", "order.1": "best" };
    const answer = await of("vito").post("/what-if", { day: "2026-03-01", [`skill.${app.ids.sara}.1`]: "9", ...typed });
    const text = await answer.text();
    expect([answer.status, text.match(/aria-invalid="true"/g)?.length]).toEqual([422, 5]);
    for (const name of Object.keys(typed)) expect(text).toInclude(`id="${name}-wrong"`);
    for (const value of ["11", "many", "0", "soon", "9"]) expect(text).toInclude(`value="${value}"`);
    expect(text).toInclude("sales: Write a number from 1 to 10");
    expect(text.match(/<details class="more full" open/g)?.length).toBe(2);
  });

  test("an answer is its asker's alone", async () => {
    const path = (await of("vito").post("/what-if", { day: "2026-03-01" })).headers.get("location") ?? "";
    expect([(await of("vito").get(path)).status, (await of("ada").get(path)).status, (await of("ana").get(path)).status]).toEqual([200, 404, 403]);
    await answered("vito", path);
  });

  test("two are answered at a time; who asks a third is told so, with all they typed", async () => {
    const asked = [await of("vito").post("/what-if", { day: "2026-03-01" }), await of("vito").post("/what-if", { day: "2026-03-01" })];
    const third = await of("ada").post("/what-if", { day: "2026-03-01", capacity: "7" });
    expect([...asked.map(({ status }) => status), third.status]).toEqual([303, 303, 409]);
    const text = await third.text();
    expect([text.includes("Two days are being replayed already"), text.includes('value="7"')]).toEqual([true, true]);
    for (const { headers } of asked) await answered("vito", headers.get("location") ?? "");
  });

  test("too many skillsets for a table: the page names the file that can do it", async () => {
    await app.workspace.write((db) => {
      for (let id = 3; id <= 13; id++) db.run("INSERT INTO skillsets (id, name) VALUES (?1, 'more ' || ?1)", [id]);
      db.run("INSERT INTO ring_skillsets (ring_id, skillset_id) SELECT 2, id FROM skillsets WHERE id > 2");
    });
    const [vito = "", ada = ""] = await Promise.all(["vito", "ada"].map(async (name) => (await of(name).get("/what-if")).text()));
    const told = "parlo simulate --variation";
    expect([vito.includes(told), vito.includes('name="skill.'), ada.includes(told), ada.includes('name="skill.')]).toEqual([false, true, true, false]);
  });

  test("nothing of it is written", async () => {
    const { n } = app.workspace.db.query("SELECT count(*) AS n FROM events").get() as { n: number };
    await asks("vito", { "more.1": "3" });
    expect(app.workspace.db.query("SELECT count(*) AS n FROM events").get()).toEqual({ n });
    expect(CONVERSATIONS.ours).toBe(1);
  });
});
