import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import axe from "axe-core";
import type { BrowserContextOptions, Frame, Locator, Page } from "playwright-core";
import { type Parlo, until } from "../parlo.ts";
import { type Browser, type Person, startBrowser } from "./browser.ts";
import { type Ana, type Site, signInAna, startAgain, startCompany, startSite } from "./webchat-site.ts";

const SOON_MS = 20_000;
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

let browser: Browser;
let site: Site;
let foreign: Site;
let parlo: Parlo;
let ana: Ana;
let last = 0;

beforeAll(async () => {
  browser = await startBrowser();
  [site, foreign] = [startSite("127.0.0.1"), startSite("localhost")];
  parlo = await startCompany([site.url, foreign.url]);
  ana = await signInAna(() => parlo);
  await ana.ready();
});
// What the test before has left unanswered is not this one's.
beforeEach(async () => {
  last = Math.max(last, await ana.newest());
});
afterAll(async () => {
  await browser.close();
  await parlo.stop();
  await Promise.all([site.stop(), foreign.stop()]);
});

const script = (more = "") => `<script src="${parlo.url}/chat/widget.js" data-channel="web"${more} async></script>`;
const launcher = (page: Page) => page.locator("parlo-chat button");
const chatIn = (page: Page) => page.frameLocator("parlo-chat iframe");
/** What somebody sees of a chat: on its own page, or in its frame. */
type Chat = Pick<Page, "locator" | "getByRole" | "getByText" | "getByLabel">;
const bubbles = (chat: Chat) => chat.locator(".said .words");
const mark = (chat: Chat, text: string) => chat.locator(".said", { hasText: text }).locator(".stamp .icon");
const write = async (chat: Chat, text: string) => {
  await chat.locator("#message").fill(text);
  await chat.locator("#message").press("Enter");
};
const answered = async (text: string) => {
  last = await ana.conversation(last);
  await ana.open(last);
  await ana.say(last, text);
  return last;
};
const people: Person[] = [];
/** Somebody with a browser and an address of their own. */
async function person(options: BrowserContextOptions = {}): Promise<Person> {
  const extraHTTPHeaders = { "x-forwarded-for": `198.51.100.${people.length + 1}` };
  const somebody = await browser.person({ locale: "en-GB", extraHTTPHeaders, ...options });
  people.push(somebody);
  return somebody;
}
afterEach(() => Promise.all(people.map(({ context }) => context.close())).then(() => {}));
async function hosted(options: BrowserContextOptions = {}): Promise<Person> {
  const somebody = await person(options);
  await somebody.page.goto(`${parlo.url}/chat/web`);
  return somebody;
}
const figure = async (name: string) => Number(new RegExp(`^${name} (\\d+)`, "m").exec(await (await fetch(`${parlo.url}/metrics`)).text())?.[1]);
const isOpen = async (page: Page) => (await launcher(page).getAttribute("aria-expanded")) === "true";

test.each([
  ["the company's own", () => site],
  ["a foreign", () => foreign],
] as const)("on %s site a visitor opens the chat, writes, and sees the answer at once", async (_, shown) => {
  const { page, problems } = await person();
  await page.goto(shown().page("/", { body: script() }));
  await launcher(page).click();
  const chat = chatIn(page);
  await chat.getByText("Hello. How can we help you?").waitFor();
  await page.keyboard.type("Do you ship to Malta?");
  await page.keyboard.press("Enter");
  await mark(chat, "Malta").and(chat.getByLabel("Sent")).waitFor();
  await answered("Yes, in *four* days");
  await chat.getByText("Ana is here now").waitFor();
  await chat.locator(".said[data-from=customer] strong", { hasText: "four" }).waitFor();
  await chat.locator(".author", { hasText: "Ana" }).waitFor();
  await mark(chat, "Malta").and(chat.getByLabel("Read")).waitFor();
  expect(problems).toEqual([]);
});

test("a private note never comes to the visitor's page", async () => {
  const { page } = await hosted();
  const seen: string[] = [];
  page.on("response", async (response) => void seen.push(await response.text().catch(() => "")));
  await write(page, "Where is my parcel?");
  const conversation = await answered("One moment");
  await ana.note(conversation, "MARKER-NOTE");
  await ana.say(conversation, "It comes tomorrow");
  await page.getByText("It comes tomorrow").waitFor();
  expect(seen.join("\n") + (await page.content())).not.toContain("MARKER-NOTE");
});

test("who comes back later finds what was said, also after the page was loaded again", async () => {
  const { page, context } = await hosted();
  await write(page, "Is the lamp Aria in stock?");
  await answered("Two are left");
  await page.getByText("Two are left").waitFor();
  await page.reload();
  await page.getByText("Two are left").waitFor();
  await page.close();
  const later = await context.newPage();
  await later.goto(`${parlo.url}/chat/web`);
  await until(
    async () => (await bubbles(later).allTextContents()).join("|").endsWith("Is the lamp Aria in stock?|Two are left"),
    SOON_MS,
    "the history did not come",
  );
  expect(await context.cookies()).toEqual([]);
});

test("an older history is folded, and opens", async () => {
  const { page } = await hosted();
  for (let n = 0; n < 28; n++) await write(page, `first ${n}`);
  await mark(page, "first 27").and(page.getByLabel("Sent")).waitFor();
  last = await ana.conversation(last);
  await ana.close(last);
  await page.getByText("The conversation was closed").waitFor();
  const many = await page.evaluate(async () => {
    const token = Object.entries(localStorage).find(([key]) => key.endsWith(":token"))?.[1] ?? "";
    const say = (n: number) =>
      fetch("/chat/web/messages", {
        method: "POST",
        headers: { "Parlo-Visitor": token, "Content-Type": "application/json" },
        body: JSON.stringify({ clientId: `second-${n}`, text: `second ${n}`, uploads: [] }),
      });
    return (await say(0)).status;
  });
  expect(many).toBe(201);
  last = await ana.conversation(last);
  await page.goto("about:blank");
  for (let n = 0; n < 60; n++) await ana.say(last, `answer ${n}`);
  const read = page.waitForResponse((response) => response.url().endsWith("/seen"));
  await page.goto(`${parlo.url}/chat/web`);
  await page.getByText("answer 59").waitFor();
  // By that all of them have changed, the folded ones too.
  await read;
  await ana.say(last, "answer 60");
  await page.getByText("answer 60").waitFor();
  expect(await page.getByText("answer 5", { exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText("answer 5", { exact: true }).waitFor();
  await page.getByText("first 27").waitFor({ state: "attached" });
});

test("closing shows a line, and writing again begins a new conversation below it", async () => {
  const { page } = await hosted();
  await write(page, "Thanks for everything");
  const first = await answered("You are welcome");
  await ana.close(first);
  await page.getByText("The conversation was closed").waitFor();
  await write(page, "One more thing");
  expect(await answered("Yes?")).toBeGreaterThan(first);
  await page.getByText("Yes?").waitFor();
  expect(await bubbles(page).allTextContents()).toEqual(["Hello. How can we help you?", "Thanks for everything", "You are welcome", "One more thing", "Yes?"]);
});

test("a picture goes up with its progress, is shown on both sides, and a document is a tile that can be saved", async () => {
  const { page, problems } = await hosted();
  await page.locator("#picker").setInputFiles({ name: "lamp.png", mimeType: "image/png", buffer: PNG });
  await page.locator("#tray .chosen", { hasText: "lamp.png" }).locator("progress").waitFor({ state: "hidden" });
  await write(page, "This one");
  await page.locator(".said[data-from=us] .media img[src^=blob]").waitFor();
  last = await ana.conversation(last);
  const attachment = await page.evaluate(async () => {
    const token = Object.entries(localStorage).find(([key]) => key.endsWith(":token"))?.[1] ?? "";
    const { messages } = await (await fetch("/chat/web/messages", { headers: { "Parlo-Visitor": token } })).json();
    return messages[0].files[0].id as number;
  });
  expect(Buffer.from(await (await ana.attachment(attachment)).arrayBuffer())).toEqual(PNG);
  await ana.sendUp("anas-price-list", "Prices.pdf", Buffer.from("%PDF-1.7 prices"));
  await ana.say(last, "Our prices", ["anas-price-list"]);
  const tile = page.getByRole("button", { name: /^Save Prices\.pdf, PDF/ });
  const [download] = await Promise.all([page.waitForEvent("download"), tile.click()]);
  expect([download.suggestedFilename(), await Bun.file(await download.path()).text()]).toEqual(["Prices.pdf", "%PDF-1.7 prices"]);
  await page.reload();
  await page.locator(".said[data-from=us] .media img[src^=blob]").waitFor();
  await page.locator(".media").click();
  await page.getByRole("dialog", { name: "lamp.png" }).waitFor();
  await page.keyboard.press("Escape");
  expect(problems).toEqual([]);
});

test("a file that is not taken is refused in words, before it went up or as it came, and holds no message up", async () => {
  const { page } = await hosted();
  await page.locator("#picker").setInputFiles({ name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) });
  await page.getByText("empty.txt is empty").waitFor();
  await page.locator("#picker").setInputFiles({ name: "big.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(2 * 1024 * 1024 + 1) });
  await page.getByText(/big\.mp4 is too large: at most/).waitFor();
  await page.locator("#picker").setInputFiles({ name: "tool.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ\0\0\0 a program") });
  await page.getByText(/tool\.exe: Files of this kind are not taken/).waitFor();
  await page.locator("#tray li").waitFor({ state: "detached" });
  await write(page, "Then without it");
  await mark(page, "Then without it").and(page.getByLabel("Sent")).waitFor();
});

test("of a visitor's tabs each shows what is said in the other, over one stream", async () => {
  await until(async () => (await figure("parlo_streams_open")) === 0, SOON_MS, "streams stay open");
  const { page, context } = await hosted();
  await write(page, "Written in the first");
  await mark(page, "Written in the first").and(page.getByLabel("Sent")).waitFor();
  const second = await context.newPage();
  await second.goto(`${parlo.url}/chat/web`);
  await second.getByText("Written in the first").waitFor();
  await write(second, "Written in the second");
  await page.getByText("Written in the second").waitFor();
  await answered("Heard in both");
  await Promise.all([page, second].map((tab) => tab.getByText("Heard in both").waitFor()));
  expect(await figure("parlo_streams_open")).toBe(1);
  await second.close();
  await ana.say(last, "Heard in the one that is left");
  await page.getByText("Heard in the one that is left").waitFor();
});

test("a click too many sends once", async () => {
  const { page } = await hosted();
  await page.locator("#message").fill("only once");
  await page.locator("#send").dblclick();
  await page.locator("#message").press("Enter");
  await mark(page, "only once").and(page.getByLabel("Sent")).waitFor();
  await page.reload();
  await page.getByText("only once").waitFor();
  expect(await page.getByText("only once").count()).toBe(1);
});

test("without a connection what is written is kept, survives a reload of its page, and is sent when it is back", async () => {
  const { page, context } = await hosted();
  await write(page, "before");
  await mark(page, "before").and(page.getByLabel("Sent")).waitFor();
  await context.setOffline(true);
  await write(page, "while it was gone");
  await page.getByText("No connection").waitFor();
  await mark(page, "while it was gone").and(page.getByLabel("Being sent")).waitFor();
  await context.setOffline(false);
  await page.reload();
  await mark(page, "while it was gone").and(page.getByLabel("Sent")).waitFor();
  await page.getByText("No connection").waitFor({ state: "hidden" });
  expect(await page.getByText("while it was gone").count()).toBe(1);
});

test("when the machine dies and comes back nothing is lost and nothing is sent twice", async () => {
  const { page } = await hosted();
  await write(page, "before the crash");
  await answered("I look it up");
  await page.getByText("I look it up").waitFor();
  await parlo.kill9();
  await write(page, "during the crash");
  await page.getByText("No connection").waitFor();
  parlo = await startAgain(parlo);
  await mark(page, "during the crash").and(page.getByLabel("Sent")).waitFor({ timeout: 30_000 });
  await page.getByText("No connection").waitFor({ state: "hidden" });
  await ana.ready().catch(() => {});
  await ana.say(last, "after the crash");
  await page.getByText("after the crash").waitFor();
  await page.reload();
  await page.getByText("after the crash").waitFor();
  expect((await bubbles(page).allTextContents()).slice(1)).toEqual(["before the crash", "I look it up", "during the crash", "after the crash"]);
});

test("whatever is written is shown as text", async () => {
  const { page, problems } = await hosted();
  const odd = [
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "\u202eright to left\u202c and مرحبا بالعالم",
    "a\u200bb\u200dc\ufeffd",
    "javascript:alert(3) https://example.com/?a=<b>&c='d'",
  ];
  for (const text of odd) await write(page, text);
  await page.locator("#message").fill("x".repeat(100_000));
  await page.locator("#send").click();
  await until(async () => (await page.getByLabel("Sent").count()) === 5, SOON_MS, "not all were sent");
  expect((await bubbles(page).allTextContents()).slice(1, 5)).toEqual(odd);
  expect(await page.locator(".words a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual(["https://example.com/?a="]);
  await page.getByRole("button", { name: "Show all" }).click();
  expect((await bubbles(page).last().textContent())?.length).toBe(100_000);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.locator("#message").fill("x".repeat(100_001));
  await page.getByText(/At most 100,000 letters/).waitFor();
  expect(await page.locator("#send").isDisabled()).toBe(true);
  expect(problems).toEqual([]);
});

test("who writes too fast is told so, and what was written goes out later", async () => {
  const { page } = await hosted();
  for (let n = 0; n < 31; n++) await write(page, `and ${n}`);
  await page.getByText(/You write faster than we can read\. This goes out in \d+ s/).waitFor();
  await mark(page, "and 30").and(page.getByLabel("Being sent")).waitFor();
});

test("a site that the channel does not name cannot show the chat, and gets no button", async () => {
  const other = startSite("127.0.0.1");
  const { page } = await person();
  const refused: string[] = [];
  page.on("console", (message) => void refused.push(message.text()));
  await page.goto(other.page("/", { body: `${script()}<iframe id="bare" src="${parlo.url}/chat/web"></iframe>` }));
  await until(() => refused.filter((text) => /frame-ancestors/.test(text)).length >= 2, SOON_MS, "the frame was not refused");
  expect(await launcher(page).isVisible()).toBe(false);
  const inside = page.frames().filter((frame) => frame !== page.mainFrame());
  for (const frame of inside) expect(await textOf(frame)).not.toContain("Casa & Luce");
  await page.goto(other.page("/sign-in", { body: `<iframe src="${parlo.url}/sign-in"></iframe>` }));
  await until(() => refused.filter((text) => /frame-ancestors/.test(text)).length >= 3, SOON_MS, "the sign-in page was not refused");
  await other.stop();
});

const textOf = (frame: Frame) => frame.evaluate(() => document.body?.textContent ?? "").catch(() => "");

test("the button is there once, however often the script is, leaves no globals, and works by keyboard", async () => {
  const { page, problems } = await person();
  const globals = () =>
    page.evaluate(() =>
      Object.getOwnPropertyNames(window)
        .filter((name) => !/^\d+$/.test(name))
        .sort(),
    );
  await page.goto(site.page("/plain"));
  const before = await globals();
  await page.goto(site.page("/twice", { body: script() + script() }));
  await launcher(page).waitFor();
  expect(await page.locator("parlo-chat").count()).toBe(1);
  expect(await globals()).toEqual(before);
  await launcher(page).focus();
  expect(await launcher(page).getAttribute("aria-label")).toBe("Open the chat");
  await page.keyboard.press("Enter");
  await until(() => isOpen(page), SOON_MS, "Enter did not open it");
  await until(() => page.evaluate(() => document.activeElement?.localName === "parlo-chat"), SOON_MS, "the chat has no focus");
  await until(() => chatIn(page).locator("#message:focus").count(), SOON_MS, "the field has no focus");
  await page.keyboard.press("Escape");
  await until(async () => !(await isOpen(page)), SOON_MS, "Escape did not close it");
  expect(await launcher(page).evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(true);
  expect(problems).toEqual([]);
});

test("an answer that comes while the chat is closed is counted on the button, also on the next page", async () => {
  const { page } = await person();
  await page.goto(site.page("/", { body: script() }));
  await launcher(page).click();
  await write(chatIn(page), "Tell me when it is ready");
  await mark(chatIn(page), "Tell me").and(chatIn(page).getByLabel("Sent")).waitFor();
  await chatIn(page).getByRole("button", { name: "Close the chat" }).click();
  await answered("It is ready");
  await ana.say(last, "Come by");
  const label = () => launcher(page).getAttribute("aria-label");
  await until(async () => (await label()) === "Open the chat, 2 new messages", SOON_MS, "the messages were not counted");
  await page.goto(site.page("/next", { body: script() }));
  await launcher(page).waitFor();
  await until(async () => (await label()) === "Open the chat, 2 new messages", SOON_MS, "the next page knows nothing of them");
  await launcher(page).click();
  await chatIn(page).getByText("Come by").waitFor();
  await page.goto(site.page("/third", { body: script() }));
  await until(() => isOpen(page), SOON_MS, "it was open on the page before");
  await chatIn(page).getByText("Come by").waitFor();
});

test("neither the site's styles nor its policy touch the button", async () => {
  const { page, problems } = await person();
  const hostile = `<style>
    body *, parlo-chat, parlo-chat * { display: none !important }
    * { font: 80px serif !important; color: red !important }
    parlo-chat, button, iframe { opacity: 0 !important; position: static !important; transform: scale(3) !important }
  </style>`;
  await page.goto(site.page("/hostile", { head: hostile, body: script() }));
  await launcher(page).waitFor();
  expect(await launcher(page).boundingBox()).toMatchObject({ width: 56, height: 56, x: 1280 - 76, y: 800 - 76 });
  const ours = `script-src ${parlo.url}; frame-src ${parlo.url}`;
  const policy = `default-src 'none'; ${ours}; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;
  await page.goto(site.page("/strict", { headers: { "content-security-policy": policy }, body: script() }));
  await launcher(page).click();
  await chatIn(page).getByText("Hello. How can we help you?").waitFor();
  const isolated = { "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" };
  await page.goto(site.page("/isolated", { headers: isolated, body: `<script src="${parlo.url}/chat/widget.js" data-channel="web" async></script>` }));
  await until(() => isOpen(page), SOON_MS, "an isolated page shows no chat");
  await chatIn(page).getByText("Hello. How can we help you?").waitFor();
  expect(problems.filter((text) => !/favicon|404/.test(text))).toEqual([]);
});

test("a site in Italian gets the chat in Italian", async () => {
  const { page } = await person();
  await page.goto(site.page("/it", { head: "", body: script(' data-lang="it"') }));
  await launcher(page).click();
  await chatIn(page).getByText("Buongiorno. Come possiamo aiutarla?").waitFor();
});

test("on a phone the chat fills the screen, is large enough to read and to touch, and closes", async () => {
  const { page } = await person(PHONE);
  await page.goto(site.page("/phone", { head: '<meta name="viewport" content="width=device-width, initial-scale=1">', body: script() }));
  await launcher(page).tap();
  const chat = chatIn(page);
  await write(chat, "From my phone");
  await chat.locator("#send").tap();
  await mark(chat, "From my phone").and(chat.getByLabel("Sent")).waitFor();
  await until(async () => (await page.locator("parlo-chat iframe").boundingBox())?.width === 390, SOON_MS, "the chat does not fill the screen");
  expect(await page.locator("parlo-chat iframe").boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  const size = (control: Locator) => control.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect([await size(chat.locator("#message")), await size(bubbles(chat).first())]).toEqual([16, 16]);
  for (const name of ["Attach files", "Send", "Close the chat"]) {
    const { width = 0, height = 0 } = (await chat.getByRole("button", { name }).boundingBox()) ?? {};
    expect([name, width >= 44 && height >= 44]).toEqual([name, true]);
  }
  await chat.getByRole("button", { name: "Close the chat" }).tap();
  await until(async () => !(await isOpen(page)), SOON_MS, "it did not close");
  expect(await launcher(page).isVisible()).toBe(true);
});

for (const [colorScheme, locale] of [
  ["light", "en-GB"],
  ["dark", "it-IT"],
] as const)
  test(`nothing stands in the way of whoever cannot see or click well (${colorScheme}, ${locale})`, async () => {
    const { page } = await hosted({ colorScheme, locale, ...PHONE });
    await page.locator("#message").fill("https://example.com");
    await page.locator("#send").click();
    await answered("Good morning, *we* look it up");
    await page.getByText("we look it up").waitFor();
    await page.locator("#picker").setInputFiles({ name: "lamp.png", mimeType: "image/png", buffer: PNG });
    await page.locator("#tray progress").waitFor({ state: "hidden" });
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { axe: inPage } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      const { violations } = await inPage.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
      return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    });
    expect(found).toEqual([]);
  });

test("where a frame may keep nothing the chat works as long as its page lives", async () => {
  const { page, problems } = await person();
  await page.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("no", "SecurityError");
      },
    }),
  );
  await page.goto(`${parlo.url}/chat/web`);
  await write(page, "Nothing is kept of me");
  await answered("But heard");
  await page.getByText("But heard").waitFor();
  expect(problems).toEqual([]);
});
