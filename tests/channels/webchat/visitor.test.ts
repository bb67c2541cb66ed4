import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { dispose } from "../../../src/conversations/dispose.ts";
import { type Chat, dump, nextName, openChat } from "./chat.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

const rows = <T>(text: string) => chat.workspace.db.query(text).all() as T[];
const texts = (told: { messages: { text: string }[] }) => told.messages.map(({ text }) => text);

test("who only looks leaves nothing behind: neither the page nor the history nor the stream writes a row", async () => {
  const before = dump(chat.workspace);
  const stranger = chat.visitor();
  await chat.page("/chat/web");
  expect(await stranger.told()).toMatchObject({ state: "none", messages: [], lines: [], whole: true, earlier: null });
  expect(await stranger.told("?after=0")).toMatchObject({ messages: [] });
  const stream = await stranger.ask("GET", "/stream");
  await stream.body?.cancel();
  expect((await stranger.ask("POST", "/seen", { got: 1, read: 1 })).status).toBe(204);
  expect((await stranger.ask("GET", "/attachments/1")).status).toBe(404);
  await chat.workspace.writer.settled();
  expect(dump(chat.workspace)).toBe(before);
});

test("the first message makes a customer, an identity, a conversation in the channel's queue, and says so", async () => {
  const heard = chat.heard.length;
  const visitor = chat.visitor();
  expect(await visitor.write("Do you ship to Malta?")).toBe(201);
  expect(chat.heard.slice(heard).map(({ kind }) => kind)).toEqual(["conversation.started", "conversation.queued", "message.received"]);
  expect(await visitor.told()).toMatchObject({ state: "waiting", messages: [{ from: "you", text: "Do you ship to Malta?", read: false }] });
});

test("the server keeps the hash of a visitor's token and nowhere the token", async () => {
  const visitor = chat.visitor();
  await visitor.write("Hello");
  const hash = new Bun.CryptoHasher("sha256").update(visitor.token).digest("hex");
  expect(rows<{ value: string }>("SELECT value FROM handles WHERE kind = 'visitor'").map(({ value }) => value)).toContain(hash);
  expect(dump(chat.workspace)).not.toContain(visitor.token);
});

test("a double click, and a retry after a lost answer, send once and get the same answer", async () => {
  const visitor = chat.visitor();
  const said = { clientId: nextName(), text: "once", uploads: [] };
  const answers = await Promise.all([visitor.ask("POST", "/messages", said), visitor.ask("POST", "/messages", said)]);
  const again = await visitor.ask("POST", "/messages", said);
  const bodies = await Promise.all([...answers, again].map((answer) => answer.json()));
  expect(bodies[1]).toEqual(bodies[0]);
  expect(bodies[2]).toEqual(bodies[0]);
  expect(texts(await visitor.told())).toEqual(["once"]);
});

test("what was sent before the conversation was closed is not sent again into a new one", async () => {
  const visitor = chat.visitor();
  const clientId = nextName();
  await visitor.write("thanks", { clientId });
  await chat.ana.take();
  await chat.ana.close();
  expect(await visitor.write("thanks", { clientId })).toBe(200);
  const { state, messages } = await visitor.told();
  expect([state, messages.length]).toEqual(["closed", 1]);
});

test("two visitors may give their messages the same name", async () => {
  const [one, other] = [chat.visitor(), chat.visitor()];
  const clientId = nextName();
  await one.write("mine", { clientId });
  expect(await other.write("yours", { clientId })).toBe(201);
  expect([texts(await one.told()), texts(await other.told())]).toEqual([["mine"], ["yours"]]);
});

test("an answer reaches the visitor with the agent's name and no more of the agent", async () => {
  const visitor = chat.visitor();
  await visitor.write("Is anybody there?");
  await chat.ana.take();
  await chat.ana.say("Yes");
  const { state, agent, messages, lines } = await visitor.told();
  expect({ state, agent }).toEqual({ state: "talking", agent: "Ana" });
  expect(messages[1]).toMatchObject({ from: "us", author: "Ana", text: "Yes", read: false });
  expect(lines).toEqual([expect.objectContaining({ what: "joined", name: "Ana" })]);
});

test("what a visitor is told has these fields and no others", async () => {
  const visitor = chat.visitor();
  await visitor.sendUp("upload-fields", "some text", "notes.txt");
  await visitor.write("with a file", { uploads: ["upload-fields"] });
  await chat.ana.take();
  await chat.ana.say("thanks");
  await chat.ana.close();
  const told = await visitor.told();
  expect(Object.keys(told).sort()).toEqual(["agent", "earlier", "lines", "messages", "place", "ready", "seen", "state", "wait", "whole"]);
  const fields = [
    "at",
    "author",
    "choices",
    "chosen",
    "conversation",
    "files",
    "from",
    "id",
    "kind",
    "location",
    "position",
    "read",
    "revoked",
    "sent",
    "text",
  ];
  for (const message of told.messages) expect(Object.keys(message).sort()).toEqual(fields);
  expect(Object.keys(told.messages[0]?.files[0] ?? {}).sort()).toEqual(["durationMs", "height", "id", "name", "size", "type", "width"]);
  for (const line of told.lines) expect(Object.keys(line).sort()).toEqual(["conversation", "key", "name", "position", "what"]);
});

test("neither private notes nor lines of the system nor what a message keeps for itself ever reach the visitor", async () => {
  const visitor = chat.visitor();
  await visitor.write("Where is my order?");
  const conversation = await chat.ana.take();
  const noted = await chat.ana.note("MARKER-NOTE a difficult one");
  await chat.ana.say("One moment");
  await chat.workspace.write((db) => {
    db.run(`INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, status, author_type, sent_at, received_at, changed_by)
      VALUES (${conversation}, 'web', 1, 'system', 'text', 'MARKER-LINE', 'received', 'system', 1, 1, 999999)`);
    db.run(`UPDATE messages SET data = '{"x":"MARKER-DATA"}', error = '{"code":"MARKER-ERROR"}' WHERE conversation_id = ${conversation}`);
  });
  const [whole, changes] = [await visitor.told(), await visitor.told("?after=0")];
  for (const told of [whole, changes]) {
    expect(JSON.stringify(told)).not.toContain("MARKER");
    expect(told.messages.map(({ id }) => id)).not.toContain(noted);
  }
});

test("closing shows a line; who writes again begins a new conversation and still has the history", async () => {
  const visitor = chat.visitor();
  await visitor.write("first");
  const first = await chat.ana.take();
  await chat.ana.close();
  expect(await visitor.told()).toMatchObject({ state: "closed", agent: null, lines: [{ what: "joined" }, { what: "closed", conversation: first }] });
  await visitor.write("second");
  const told = await visitor.told();
  expect([told.state, texts(told)]).toEqual(["waiting", ["first", "second"]]);
  expect(new Set(told.messages.map(({ conversation }) => conversation)).size).toBe(2);
});

test("for the visitor it is over at once, though its agent owes the wrap-up and disposes of it later", async () => {
  const { write } = chat.workspace;
  await write((db) => db.run("UPDATE queues SET wrap_up = 'offered'"));
  const visitor = chat.visitor();
  await visitor.write("first");
  const conversationId = await chat.ana.take();
  await chat.ana.close();
  const over = await visitor.told();
  expect(over).toMatchObject({ state: "closed", agent: null, lines: [{ what: "joined" }, { what: "closed", conversation: conversationId }] });
  await visitor.write("second");
  expect((await visitor.told()).state).toBe("waiting");
  await write((db) => dispose(db, { conversationId, agentId: chat.ids.ana }, chat.workspace.clock() + 60_000));
  expect((await visitor.told()).lines).toEqual(over.lines);
  await write((db) => db.run("UPDATE queues SET wrap_up = 'off'"));
});

test("a page asks for what changed since an event, and gets that alone", async () => {
  const visitor = chat.visitor();
  await visitor.write("one");
  const { seen } = await visitor.told();
  expect((await visitor.told(`?after=${seen}`)).messages).toEqual([]);
  await chat.ana.take();
  await chat.ana.say("two");
  const changed = await visitor.told(`?after=${seen}`);
  expect([texts(changed), changed.whole]).toEqual([["two"], false]);
  await chat.ana.read();
  const read = await visitor.told(`?after=${changed.seen}`);
  expect(read.messages).toMatchObject([{ text: "one", read: true }]);
});

test("a long history comes in pieces, none of them twice and none left out", async () => {
  const visitor = chat.visitor();
  for (let n = 0; n < 130; n++) {
    await visitor.write(`message ${n}`);
    chat.pass(3_000);
  }
  const pages = [await visitor.told()];
  for (let last = pages[0]; last?.earlier; last = pages[0]) pages.unshift(await visitor.told(`?before=${last.earlier.before}`));
  expect(pages.map(({ messages }) => messages.length)).toEqual([30, 50, 50]);
  expect(pages.flatMap(texts)).toEqual(Array.from({ length: 130 }, (_, n) => `message ${n}`));
});

test("when too much has changed the page is told everything anew", async () => {
  const visitor = chat.visitor();
  for (let n = 0; n < 201; n++) {
    await visitor.write(`message ${n}`);
    chat.pass(3_000);
  }
  expect(await visitor.told("?after=0")).toMatchObject({ whole: true });
});

test("a token is nobody on another channel, and nobody sees another's conversation", async () => {
  const here = chat.visitor();
  await here.sendUp("upload-of-mine", "a secret", "secret.txt");
  await here.write("MARKER-MINE", { uploads: ["upload-of-mine"] });
  await here.sendUp("upload-not-sent", "another secret", "secret.txt");
  const file = (await here.told()).messages[0]?.files[0]?.id;
  for (const other of [chat.visitor({ channelId: "shop", token: here.token }), chat.visitor()]) {
    expect(await other.told()).toMatchObject({ state: "none", messages: [] });
    expect((await other.ask("GET", `/attachments/${file}`)).status).toBe(404);
    expect((await other.ask("HEAD", `/attachments/${file}`)).status).toBe(404);
    expect(await other.write("", { uploads: ["upload-not-sent"] })).toBe(422);
    await other.ask("POST", "/seen", { got: 1e9, read: 1e9 });
  }
  expect((await here.ask("GET", `/attachments/${file}`)).status).toBe(200);
  expect(await here.write("", { uploads: ["upload-not-sent"] })).toBe(201);
});

test("of a message that was taken back only that is told", async () => {
  const visitor = chat.visitor();
  await visitor.write("Hello");
  await chat.ana.take();
  await chat.ana.sendUp("upload-in-error", "the wrong file", "wrong.txt");
  const [id = 0] = await chat.ana.say("MARKER-IN-ERROR", ["upload-in-error"]);
  const file = (await visitor.told()).messages[1]?.files[0]?.id;
  await chat.workspace.write((db) => db.run(`UPDATE messages SET revoked_at = 1 WHERE id = ${id}`));
  expect((await visitor.told()).messages[1]).toMatchObject({ id, revoked: true, text: "", files: [] });
  expect((await visitor.ask("GET", `/attachments/${file}`)).status).toBe(404);
});

test("an agent's message is sent when stored, delivered when the page has it, read when it was visible", async () => {
  const visitor = chat.visitor();
  await visitor.write("Hello");
  await chat.ana.take();
  const [id = 0] = await chat.ana.say("Good morning");
  const message = () =>
    rows<{ status: string; delivered_at: number | null; read_at: number | null }>(`SELECT status, delivered_at, read_at FROM messages WHERE id = ${id}`)[0];
  expect(message()).toEqual({ status: "sent", delivered_at: null, read_at: null });
  chat.pass(1_000);
  const heard = chat.heard.length;
  await visitor.ask("POST", "/seen", { got: id, read: 0 });
  expect(message()).toEqual({ status: "delivered", delivered_at: chat.workspace.clock(), read_at: null });
  chat.pass(1_000);
  await visitor.ask("POST", "/seen", { got: id, read: id });
  expect(message()).toMatchObject({ status: "read", read_at: chat.workspace.clock() });
  const before = dump(chat.workspace);
  await visitor.ask("POST", "/seen", { got: id, read: id });
  await visitor.ask("POST", "/seen", { got: id, read: 0 });
  expect(dump(chat.workspace)).toBe(before);
  expect(chat.heard.slice(heard).map(({ kind }) => kind)).toEqual(["message.delivered", "message.read"]);
});

test("a visitor says nothing of messages that are not theirs", async () => {
  const [one, other] = [chat.visitor(), chat.visitor()];
  await other.write("Me too");
  await one.write("Me");
  await chat.ana.take();
  const [id = 0] = await chat.ana.say("For the one");
  await other.ask("POST", "/seen", { got: id + 1000, read: id + 1000 });
  expect(rows(`SELECT status FROM messages WHERE id = ${id}`)).toEqual([{ status: "sent" }]);
});

test("a message is what was written: markup, directions, marks without width, 100,000 letters", async () => {
  const visitor = chat.visitor();
  const odd = "<script>alert(1)</script> \u202eabc\u202c a\u200bb مرحبا \ud83d\ude00";
  const long = "x".repeat(100_000);
  expect([await visitor.write(odd), await visitor.write(long)]).toEqual([201, 201]);
  expect(texts(await visitor.told())).toEqual([odd, long]);
});

test("a text that is too long, empty or not text is refused in words, and nothing is stored", async () => {
  const visitor = chat.visitor();
  const before = dump(chat.workspace);
  const refused = async (body: unknown) => {
    const answer = await visitor.ask("POST", "/messages", body);
    return [answer.status, ((await answer.json()) as { fields: Record<string, string> }).fields];
  };
  const clientId = nextName();
  expect(await refused({ clientId, text: "x".repeat(100_001), uploads: [] })).toEqual([422, { text: expect.stringContaining("100000") }]);
  expect(await refused({ clientId, text: " \n ", uploads: [] })).toEqual([422, { text: expect.any(String) }]);
  expect(await refused({ clientId, text: 7 })).toEqual([422, { text: expect.any(String) }]);
  expect(await refused({ clientId: "no", text: "x" })).toEqual([422, { clientId: expect.any(String) }]);
  expect(await refused(["x"])).toEqual([422, { clientId: expect.any(String) }]);
  expect(await refused({ clientId, text: "", uploads: ["upload-nobody-has"] })).toEqual([422, { files: expect.any(String) }]);
  expect(dump(chat.workspace)).toBe(before);
});

test("a file of a kind that is not taken is refused as it comes, and nothing is left of it", async () => {
  const visitor = chat.visitor();
  const before = dump(chat.workspace);
  const answer = await visitor.sendUp(nextName(), "MZ\u0000\u0001a program".padEnd(300, "\u0000"), "setup.exe");
  expect([answer.status, ((await answer.json()) as { fields: object }).fields]).toEqual([422, { files: expect.stringContaining("not taken") }]);
  expect(dump(chat.workspace)).toBe(before);
  const media = join(chat.workspace.config.dataDir, "media");
  expect(readdirSync(join(media, "tmp"))).toEqual([]);
});

test("without the header of our own page nobody is a visitor, and another site cannot send it", async () => {
  const visitor = chat.visitor();
  for (const token of ["", "short", "x".repeat(23), "not a token at all !!!"])
    expect((await visitor.ask("GET", "/messages", undefined, { "parlo-visitor": token })).status).toBe(400);
  const said = { clientId: nextName(), text: "from elsewhere", uploads: [] };
  expect((await visitor.ask("POST", "/messages", said, { origin: "https://evil.example" })).status).toBe(403);
  expect((await visitor.ask("POST", "/messages", said, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  const preflight = await visitor.ask("OPTIONS", "/messages", undefined, { origin: "https://evil.example", "access-control-request-headers": "parlo-visitor" });
  expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
});

test("a channel that was disabled takes nothing and tells nothing; one that is not there is not there", async () => {
  await chat.workspace.write((db) => db.run("UPDATE channels SET disabled_at = 1 WHERE id = 'shop'"));
  chat.workspace.channels.committed([{ kind: "channel.changed" } as never]);
  const closed = chat.visitor({ channelId: "shop" });
  expect([await closed.write("Hello?"), (await closed.ask("GET", "/messages")).status, (await closed.ask("GET", "/stream")).status]).toEqual([410, 410, 410]);
  const nowhere = chat.visitor({ channelId: "nowhere" });
  expect([await nowhere.write("Hello?"), (await nowhere.ask("GET", "/messages")).status]).toEqual([404, 404]);
});
