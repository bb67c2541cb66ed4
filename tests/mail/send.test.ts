import { afterEach, beforeEach, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { backup } from "../../src/admin/backup.ts";
import { hold, resume } from "../../src/admin/hold.ts";
import { closedPools } from "../../src/commands/serving.ts";
import { keep } from "../../src/files/keep.ts";
import { recoverJobs } from "../../src/jobs/end.ts";
import { keepJobsRunning, type Runner } from "../../src/jobs/runner.ts";
import { FILES_BYTES_MAX } from "../../src/mail/letter.ts";
import { changeMailServer } from "../../src/mail/server.ts";
import { restored } from "../admin/folder.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { makeFolder, until } from "../parlo.ts";
import { NINE } from "../world.ts";
import { postOffice } from "./post-office.ts";

// A conversation goes by mail. Ana holds `ours`, lia of another team holds `theirs`; the mail server is a real one on this machine.

let parlo: TestApp;
let office: Awaited<ReturnType<typeof postOffice>>;
let runner: Runner;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  office = await postOffice();
  const { write, seal } = parlo.workspace;
  await write((db) => changeMailServer(db, seal, office.server, CONSOLE, NINE));
  runner = runs();
});
afterEach(async () => {
  await runner.stop();
  await parlo.close();
  await office.close();
});

const runs = () => keepJobsRunning(parlo.workspace, () => closedPools(parlo.workspace));
const path = `/conversations/${CONVERSATIONS.ours}/mail`;
const asking = { addresses: "mario@example.com", words: "", language: "en", clientId: "one" };
const ask = async (fields: Partial<typeof asking> = {}, who: "ana" | "vito" = "ana") => (await parlo.signedIn(who)).post(path, { ...asking, ...fields }, PART);
const PART = { "hx-request": "true" };
const states = () => (parlo.workspace.db.query("SELECT state FROM mails ORDER BY id").all() as { state: string }[]).map(({ state }) => state);
const mailEvents = () => parlo.heard.filter(({ kind }) => kind.startsWith("mail.")).map(({ kind, data }) => [kind, data] as const);
const told = (state: string, count: number) => mailEvents().filter(([kind]) => kind === `mail.${state}`).length >= count;
const ended = (state: string, count = 1) => until(() => told(state, count), 20_000, `no mail is ${state}`);

type Said = { direction: string; text?: string; kind?: string; data?: string };
const say = ({ direction, text = "", kind = "text", data }: Said): Promise<number> =>
  parlo.workspace.write((db) => {
    const author = direction === "in" ? "customer" : direction === "system" ? "system" : "agent";
    const { id } = db
      .query(
        `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, data, status, author_type, author_id, sent_at, received_at)
         VALUES (1, 'wa', (SELECT count(*) FROM messages), ?, ?, ?, ?, 'received', ?, ?, ?, ?) RETURNING id`,
      )
      .get(direction, kind, text, data ?? null, author, author === "agent" ? parlo.ids.ana : null, NINE, NINE) as { id: number };
    return id;
  });
async function attach(messageId: number, name: string, bytes: Uint8Array) {
  const { config, write } = parlo.workspace;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const { sha256, size } = await keep(config.dataDir, stream, { bytesMax: 1e9, told: "application/pdf", ticket: name });
  await write((db) => {
    db.run("INSERT INTO files (sha256, size, type, created_at) VALUES (?, ?, 'application/pdf', 1) ON CONFLICT DO NOTHING", [sha256, size]);
    db.run("INSERT INTO attachments (message_id, file_id, name, type) SELECT ?, id, ?, type FROM files WHERE sha256 = ?", [messageId, name, sha256]);
  });
}

test("a mail holds who said what and when, in text and in HTML, with the files; never what is private", async () => {
  await say({ direction: "in", text: "Where is <b>my</b> order?\n4471" });
  await say({ direction: "out", text: "It leaves today. È già pronto 🎁" });
  await attach(await say({ direction: "note", text: "He is always in a hurry" }), "secret.pdf", Buffer.from("a private file"));
  await say({ direction: "in", kind: "location", data: '{"latitude":45.46,"longitude":9.19,"name":"The shop"}' });
  await attach(await say({ direction: "in", kind: "document" }), "Invoice.pdf", Buffer.from("an invoice"));
  expect((await ask({ words: "As you asked.\nAna" })).status).toBe(200);
  await ended("sent");

  const [mail] = office.got;
  expect([mail?.from, mail?.to, office.got.length]).toEqual(["help@shop.example", "mario@example.com", 1]);
  expect([mail?.header("subject"), mail?.header("from")]).toEqual(["Conversation 1 with Carla", "Shop <help@shop.example>"]);
  const time = "[2 Mar 2026, 09:00:00]";
  expect(mail?.text.trim()).toBe(
    [
      "As you asked.\nAna",
      "Conversation 1 with Carla\nMain number, from 2 Mar 2026, 09:00:00 (UTC)",
      `${time} Carla\nWhere is <b>my</b> order?\n4471`,
      `${time} Ana\nIt leaves today. È già pronto 🎁`,
      `${time} Carla\nLocation: The shop, 45.46 9.19`,
      `${time} Carla\nDocument\n> Invoice.pdf (10 bytes, attached)`,
      "-- \nSent by Parlo",
    ].join("\n\n"),
  );
  expect(mail?.html).toInclude("Where is &lt;b&gt;my&lt;/b&gt; order?");
  expect(mail?.html).toInclude("È già pronto 🎁");
  expect(mail?.parts.filter(({ name }) => name !== "").map(({ name, content }) => [name, content.toString()])).toEqual([["Invoice.pdf", "an invoice"]]);
  for (const secret of ["hurry", "secret.pdf", "a private file"]) expect(mail?.raw).not.toInclude(secret);
  expect(mailEvents().map(([kind]) => kind)).toEqual(["mail.asked", "mail.sent"]);
  expect(parlo.workspace.db.query("SELECT address, words FROM mails").all()).toEqual([{ address: "mario@example.com", words: "" }]);
});

test("files beyond what a mail carries are named, not attached; one file in two messages goes once", async () => {
  const big = Buffer.alloc(FILES_BYTES_MAX - 5, 1);
  await attach(await say({ direction: "in", kind: "document" }), "small.pdf", Buffer.from("12345"));
  await attach(await say({ direction: "in", kind: "document" }), "small.pdf", Buffer.from("12345"));
  await attach(await say({ direction: "in", kind: "document" }), "big.pdf", big);
  await attach(await say({ direction: "in", kind: "document" }), "more.pdf", Buffer.from("1"));
  await ask();
  await ended("sent");
  const [mail] = office.got;
  expect(mail?.parts.flatMap(({ name }) => name || [])).toEqual(["small.pdf", "big.pdf"]);
  expect(mail?.text).toInclude("more.pdf (1 byte, too large for this mail)");
});

test("a message of 100,000 characters and names with line breaks make one well-formed mail", async () => {
  const long = "Grüße aus Köln. ".repeat(6_250);
  await parlo.workspace.write((db) => db.run("UPDATE customers SET name = ?", ["Carla\r\nBcc: all@example.com\r\n\r\nevil"]));
  await attach(await say({ direction: "in", kind: "document" }), "a\r\nX-Evil: 1.pdf", Buffer.from("x"));
  await say({ direction: "in", text: long });
  await ask();
  await ended("sent");
  const [mail] = office.got;
  expect(mail?.text).toInclude(long.trim());
  expect(mail?.header("subject")).toBe("Conversation 1 with Carla Bcc: all@example.com evil");
  expect([mail?.header("bcc"), mail?.header("x-evil"), mail?.to]).toEqual(["", "", "mario@example.com"]);
});

test("each address gets a mail of its own, once however often it is pressed; who asked is audited, by ids only", async () => {
  const fields = { addresses: "mario@example.com, lucia@example.com; mario@example.com" };
  await ask(fields);
  await ask(fields);
  await ended("sent", 2);
  expect(office.got.map(({ to }) => to).sort()).toEqual(["lucia@example.com", "mario@example.com"]);
  const audited = parlo.workspace.db.query("SELECT user_id AS userId, subject, after FROM audit WHERE action = 'conversation.mailed'").all();
  expect(audited).toEqual([1, 2].map((mailId) => ({ userId: parlo.ids.ana, subject: "conversation:1", after: JSON.stringify({ mailId }) })));
  const ids = parlo.workspace.db.query("SELECT data FROM events UNION ALL SELECT payload FROM jobs UNION ALL SELECT coalesce(after, '') FROM audit").all();
  expect(JSON.stringify([ids, parlo.logged])).not.toInclude("mario@");
});

test("what is no address is said beside the field, and what was typed stays", async () => {
  for (const addresses of ["", "mario", "a@b.it\u0007x", "a@b.it, c d@e.it", Array.from({ length: 11 }, (_, n) => `a${n}@b.it`).join(" ")]) {
    const response = await ask({ addresses, words: "keep this" });
    const page = await response.text();
    expect([addresses, response.status, page.includes('aria-invalid="true"'), page.includes("keep this")]).toEqual([addresses, 422, true, true]);
  }
  expect(states()).toEqual([]);
});

test("is for who may send this conversation", async () => {
  const ana = await parlo.signedIn("ana");
  expect((await ana.get(`/conversations/${CONVERSATIONS.theirs}/mail`)).status).toBe(404);
  expect((await ana.post(`/conversations/${CONVERSATIONS.theirs}/mail`, asking, PART)).status).toBe(404);
  expect(await (await ana.get(`/conversations/${CONVERSATIONS.ours}`)).text()).toInclude(`hx-get="${path}"`);
  await parlo.workspace.write((db) => db.run("DELETE FROM profile_permissions WHERE action = 'conversations.mail'"));
  expect((await ana.get(path)).status).toBe(403);
  expect(await (await ana.get(`/conversations/${CONVERSATIONS.ours}`)).text()).not.toInclude(`hx-get="${path}"`);
});

test("without a mail server the window says who has to do what, and nothing is owed", async () => {
  const { write, seal } = parlo.workspace;
  await write((db) => changeMailServer(db, seal, { ...office.server, host: "" }, CONSOLE, NINE));
  const window = await (await (await parlo.signedIn("ana")).get(path)).text();
  expect(window).toInclude("an administrator has to set a mail server");
  expect(window).not.toInclude("mail-form");
  expect(await (await (await parlo.signedIn("ada")).get(path)).text()).toInclude('href="/admin/mail"');
  expect((await ask()).status).toBe(409);
  expect(states()).toEqual([]);
});

test("what the server refuses for good fails at once and says why in the conversation; tried again, it goes", async () => {
  office.turns("no-recipient");
  await ask();
  await ended("failed");
  expect(mailEvents().at(-1)).toEqual(["mail.failed", { mailId: 1, by: parlo.ids.ana, code: "recipient" }]);
  const ana = await parlo.signedIn("ana");
  const shown = async () => (await ana.get(`/conversations/${CONVERSATIONS.ours}`)).text();
  expect(await shown()).toInclude("The mail to mario@example.com was not sent. The mail server refused the recipient’s address.");
  expect(await shown()).toInclude(`${path}/1/again`);

  office.turns("takes");
  expect((await ana.post(`${path}/1/again`, {}, PART)).status).toBe(200);
  await ended("sent");
  expect((await ana.post(`${path}/1/again`, {}, PART)).status).toBe(409);
  expect(await shown()).toInclude("You sent the conversation by mail to mario@example.com");
  expect(await shown()).not.toInclude(`${path}/1/again`);
  expect(office.got).toHaveLength(1);
});

test("what may pass is tried again by itself, a mail that broke off before its end too", async () => {
  office.turns("busy");
  await ask();
  await until(() => parlo.workspace.db.query("SELECT 1 FROM jobs WHERE problem = 'message'").get() !== null, 20_000, "it was not refused");
  office.turns("drops");
  await say({ direction: "in", text: "a long one ".repeat(90_000) });
  const before = office.asked();
  parlo.pass(15_000);
  await until(() => parlo.workspace.db.query("SELECT 1 FROM jobs WHERE problem = 'closed' AND state = 'ready'").get() !== null, 20_000, "it was not dropped");
  expect([office.asked(), office.got.length, states()]).toEqual([before + 1, 0, ["queued"]]);
  office.turns("takes");
  parlo.pass(60_000);
  await ended("sent");
  expect([office.got.length, mailEvents().map(([kind]) => kind)]).toEqual([1, ["mail.asked", "mail.sent"]]);
});

test("when nobody knows whether it was taken it is not sent again by itself; a person may, as the same mail", async () => {
  office.turns("drops-after");
  await ask();
  await ended("uncertain");
  office.turns("takes");
  parlo.pass(3_600_000);
  await Bun.sleep(1_500);
  expect([office.got.length, states(), mailEvents().at(-1)?.[0]]).toEqual([1, ["uncertain"], "mail.uncertain"]);
  await (await parlo.signedIn("ana")).post(`${path}/1/again`, {}, PART);
  await ended("sent");
  const ids = office.got.map((mail) => mail.header("message-id"));
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1] as string);
});

test("after a crash between sending and noting it is not sent again", async () => {
  await ask();
  await ended("sent");
  await runner.stop();
  await parlo.workspace.write((db) => {
    db.run("UPDATE mails SET state = 'sending'");
    db.run(`INSERT INTO jobs (kind, payload, created_at, run_at, state) VALUES ('mail.send', '{"mailId":1}', 1, 1, 'running')`);
    recoverJobs(db, NINE);
  });
  runner = runs();
  await Bun.sleep(1_500);
  expect([office.got.length, states(), parlo.workspace.db.query("SELECT count(*) AS n FROM jobs").get()]).toEqual([1, ["uncertain"], { n: 0 }]);
});

test("a held folder sends nothing until it is the live one; in a restored one what was owed is uncertain", async () => {
  await parlo.workspace.write((db) => hold(db, CONSOLE, NINE));
  await ask();
  await Bun.sleep(1_500);
  expect([office.asked(), states()]).toEqual([0, ["queued"]]);
  const file = `${makeFolder()}/a.parlo`;
  const { background } = parlo;
  await backup(parlo.workspace, background, { file, passphrase: "p" }, CONSOLE);
  await using copy = restored(file, { passphrase: "p" });
  expect(copy.workspace.db.query("SELECT state, (SELECT count(*) FROM jobs) AS jobs FROM mails").all()).toEqual([{ state: "uncertain", jobs: 0 }]);
  await parlo.workspace.write((db) => resume(db, CONSOLE, NINE));
  await ended("sent");
  expect(office.got).toHaveLength(1);
}, 60_000);
