import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";
import { setStatus, signInAgent, signOutAgent } from "../../../src/agents/statuses.ts";
import { catalogue } from "../../../src/texts/catalogue.ts";
import { type Chat, openChat, SITE } from "./chat.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

const said = (language: "en" | "it", word: string) => String(catalogue[language][`webchat.${word}` as keyof typeof catalogue.en]);
const policyOf = (response: Response) => response.headers.get("content-security-policy") ?? "";
const ancestorsOf = (response: Response) => /frame-ancestors ([^;]*)/.exec(policyOf(response))?.[1];
const givenIn = (page: string) => {
  const content = /<meta name="parlo-chat" content="([^"]*)"/.exec(page)?.[1] ?? "";
  return JSON.parse(content.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&"));
};

test("only the channel's sites may frame its page, and nobody any other page", async () => {
  expect(ancestorsOf(await chat.page("/chat/web"))).toBe(`'self' ${SITE}`);
  expect(ancestorsOf(await chat.page("/chat/shop"))).toBe("'self'");
  for (const path of ["/sign-in", "/chat/nowhere"]) expect(ancestorsOf(await chat.page(path))).toBe("'none'");
});

test("the page's policy allows nothing inline and nothing from elsewhere, and the page needs nothing of it", async () => {
  const response = await chat.page("/chat/web");
  expect(policyOf(response)).toContain("script-src 'self'; style-src 'self'");
  expect(policyOf(response)).not.toMatch(/unsafe|\*|https:(?!\/\/www\.casaeluce)/);
  const page = await response.text();
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/);
});

test("the page sets no cookie, is kept by nobody, and shows nothing of a member of staff who looks", async () => {
  const ana = await chat.signedIn("ana");
  const response = await ana.get("/chat/web");
  expect([response.headers.get("set-cookie"), response.headers.get("cache-control")]).toEqual([null, "no-store"]);
  const page = await response.text();
  for (const word of ["csrf", "data-session", "Ana"]) expect(page).not.toContain(word);
});

test("every part that the page names is there, and every module that it will ask for is named", async () => {
  const page = await (await chat.page("/chat/web")).text();
  const paths = [...page.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map(([, path = ""]) => path);
  for (const path of paths) expect([path, (await chat.page(path)).status]).toEqual([path, 200]);
  const modules = [...new Glob("*.js").scanSync(join(import.meta.dir, "../../../static/js/chat"))].sort();
  expect([...page.matchAll(/js\/chat\/(\w+\.js)"/g)].map(([, name = ""]) => name).sort()).toEqual(modules);
});

test("every word that the page's scripts say is given to them, in both languages", async () => {
  const scripts = await Promise.all(
    [...new Glob("static/js/chat/*.js").scanSync(join(import.meta.dir, "../../.."))].map((path) => Bun.file(join(import.meta.dir, "../../..", path)).text()),
  );
  const asked = new Set(
    scripts
      .flatMap((script) => [...script.matchAll(/\bsay\((?:\w+ \? )?"([a-z-]+)"(?: : "([a-z-]+)")?/g)].flatMap(([, one, other]) => [one, other]))
      .filter((word) => word !== undefined),
  );
  expect(asked.size).toBeGreaterThan(30);
  for (const language of ["en", "it"] as const) {
    const { words } = givenIn(await (await chat.page(`/chat/web?lang=${language}`)).text());
    expect([...asked].filter((word) => words[word] !== said(language, word))).toEqual([]);
    expect(Object.keys(words).filter((word) => !asked.has(word))).toEqual([]);
  }
});

test("the language is the one in the address, else the browser's", async () => {
  const greeting = async (path: string, accepted: string) => givenIn(await (await chat.page(path, { "accept-language": accepted })).text()).chat.greeting;
  expect(await greeting("/chat/web", "it-IT,it;q=0.9")).toBe(said("it", "greeting"));
  expect(await greeting("/chat/web", "de-DE,en;q=0.5")).toBe(said("en", "greeting"));
  expect(await greeting("/chat/web?lang=en", "it-IT")).toBe(said("en", "greeting"));
  expect(await greeting("/chat/web?lang=xx", "it-IT")).toBe(said("it", "greeting"));
});

test("what an administrator writes in the settings stays text", async () => {
  await chat.set("shop", { title: `"><script>alert(1)</script>`, greetingEn: "<img src=x onerror=alert(1)>", colour: "#aa0000" });
  const page = await (await chat.page("/chat/shop", { "accept-language": "en" })).text();
  expect(page).not.toMatch(/<script>|<img/);
  expect(givenIn(page).chat).toMatchObject({ title: `"><script>alert(1)</script>`, colour: "#aa0000", ink: "#ffffff", coloured: true });
  await chat.set("shop", {});
});

test("a colour of the channel's own comes as a style sheet that may be kept as long as it is that colour", async () => {
  await chat.set("shop", { colour: "#ffcc00" });
  const page = await (await chat.page("/chat/shop")).text();
  const path = /href="(\/chat\/shop\/colours\.css[^"]*)"/.exec(page)?.[1] ?? "";
  const [current, other] = [await chat.page(path), await chat.page("/chat/shop/colours.css?of=%23000000")];
  expect([current.headers.get("content-type"), current.headers.get("cache-control")]).toEqual([
    "text/css; charset=utf-8",
    expect.stringContaining("immutable"),
  ]);
  expect(await current.text()).toContain("--accent: light-dark(#");
  expect(other.headers.get("cache-control")).toBe("no-cache");
  await chat.set("shop", {});
});

test("where nobody is signed in, or outside the hours, the page says so; on a break somebody is there", async () => {
  const { workspace, ids } = chat;
  const page = async () => (await chat.page("/chat/web")).text();
  const ready = async () => givenIn(await page()).ready;
  expect(await ready()).toBe(true);
  await workspace.write((db) => setStatus(db, { agentId: ids.ana, statusId: 4 }, workspace.clock()));
  expect(await ready()).toBe(true);
  await workspace.write((db) => signOutAgent(db, { agentId: ids.ana, reason: "by hand" }, workspace.clock()));
  expect(await ready()).toBe(false);
  expect(await page()).toContain(said("en", "away"));
  await workspace.write((db) => signInAgent(db, ids.ana, workspace.clock()));
  expect(await ready()).toBe(true);
  const never = JSON.stringify({ week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, holidays: [] });
  await workspace.write((db) => db.query("UPDATE queues SET hours = ? WHERE id = 31").run(never));
  expect(await ready()).toBe(false);
  await workspace.write((db) => db.run("UPDATE queues SET hours = NULL WHERE id = 31"));
  expect(await ready()).toBe(true);
});

test("a channel that was disabled says that it is closed, and loads no script", async () => {
  await chat.workspace.write((db) => db.run("UPDATE channels SET disabled_at = 1 WHERE id = 'shop'"));
  chat.workspace.channels.committed([{ kind: "channel.changed" } as never]);
  const response = await chat.page("/chat/shop?lang=it");
  const page = await response.text();
  expect([response.status, page.includes(said("it", "is-closed")), page.includes("<script")]).toEqual([200, true, false]);
});

test("where no channel is, or one of another kind, there is a page that says so, with 404", async () => {
  await chat.workspace.write((db) => db.run("INSERT INTO channels (id, kind, name, queue_id, created_at) VALUES ('wa', 'whatsapp', 'Number', 31, 1)"));
  for (const id of ["nowhere", "wa", "WEB", "a%2fb"]) {
    const response = await chat.page(`/chat/${id}`);
    expect([id, response.status, (await response.text()).includes(said("en", "nowhere"))]).toEqual([id, 404, true]);
  }
});

test("the script for other sites is small, short-lived, and may be used by any", async () => {
  const response = await chat.page("/chat/widget.js");
  const { headers } = response;
  expect(headers.get("content-type")).toStartWith("text/javascript");
  expect(headers.get("cache-control")).toBe("public, max-age=600");
  expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect((await response.arrayBuffer()).byteLength).toBeLessThan(5_000);
  const again = await chat.page("/chat/widget.js", { "if-none-match": headers.get("etag") ?? "" });
  expect(again.status).toBe(304);
});
