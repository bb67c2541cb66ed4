import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { makeFolder, runParlo } from "../parlo.ts";
import { startBrowser } from "./browser.ts";
import { type Agent, eventually, type Office, openOffice } from "./desk-office.ts";

// What is spoken instead of written: recorded, heard, sent; and heard again on both sides.

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice({ media: true });
  const file = join(makeFolder(), "site.json");
  await Bun.write(file, JSON.stringify({ channels: [{ id: "web", kind: "webchat", name: "The shop", queue: "sales", settings: {} }] }));
  await runParlo(["apply", file, "--data", office.parlo.folder]);
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());
beforeEach(async () => {
  await ana.turns("ready");
  await mario().writes("Can you tell me how to mount it?");
  await ana.page.goto(office.url + (await ana.takes()));
});
afterEach(() => ana.leavesNothing(), 60_000);

const mario = () => office.graph.customer({ phone: "393471234567", userId: "IT.1", name: "Mario Rossi" });
const deed = (name: string) => ana.page.locator(`#composer [data-voice="${name}"]:visible`);
const begin = () => ana.page.getByRole("button", { name: "Voice message", exact: true }).click();
const step = (name: string) => ana.page.locator(`.speaking [data-step="${name}"]`);
const sounds = () => ana.page.locator("#thread .voice");
const play = (sound: Locator) => sound.locator("[data-sound-play]");
const place = (sound: Locator) => sound.locator("input").evaluate((input: HTMLInputElement) => Number(input.value));
const isPlaying = (sound: Locator) => sound.evaluate((element) => element.hasAttribute("data-playing"));
const comesToPlay = (sound: Locator) => eventually(async () => (await isPlaying(sound)) && (await place(sound)) > 0, "nothing is heard");
const focused = () => ana.page.evaluate(() => (document.activeElement as HTMLElement).dataset["voice"] ?? document.activeElement?.tagName);
const secondsIn = (text: string) => Number(/0:(\d\d)/.exec(text)?.[1] ?? 0);
const spokenFor = (seconds: number) =>
  eventually(async () => secondsIn(await ana.page.locator("[data-voice-time]").first().innerText()) >= seconds, "nothing is recorded");
/** Presses a button in the very moment in which it is there. */
const pressesAtOnce = (name: string) =>
  ana.page.evaluate((deedName) => {
    const bar = document.querySelector(".speaking") as HTMLElement;
    new MutationObserver((_, observer) => {
      const button = bar.querySelector<HTMLElement>(`[data-step="done"]:not([hidden]) [data-voice="${deedName}"]`);
      if (!button) return;
      observer.disconnect();
      button.click();
    }).observe(bar, { attributes: true, subtree: true });
  }, name);

async function speaks(seconds: number) {
  await begin();
  await step("recording").waitFor();
  await spokenFor(seconds);
  await deed("stop").click();
  await step("done").waitFor();
}

test("an agent speaks, hears it, and sends it: the customer gets a voice message, and all see how long it plays", async () => {
  const before = office.graph.ledger.length;
  await begin();
  await step("recording").waitFor();
  await spokenFor(1);
  expect([await focused(), await ana.composer.isVisible()]).toEqual(["stop", false]);
  const loud = () => step("recording").locator("rect[height='24']").count();
  await eventually(async () => (await loud()) > 0, "the meter does not move");
  await spokenFor(2);
  // Who stops with a double click has heard nothing yet.
  await pressesAtOnce("send");
  await ana.page.keyboard.press("Enter");
  await step("done").waitFor();
  expect(office.graph.ledger.length).toBe(before);
  const heard = step("done").locator(".voice");
  await play(heard).click();
  await comesToPlay(heard);
  await ana.page.waitForTimeout(700);
  await deed("send").click();
  await eventually(async () => office.graph.ledger.length === before + 1, "it did not arrive");
  const { type, body } = office.graph.ledger.at(-1) ?? { type: "", body: {} as Record<string, unknown> };
  const { id, voice } = body["audio"] as { id: string; voice: boolean };
  const file = office.graph.media.find(id);
  expect([
    type,
    voice,
    file?.type,
    Buffer.from(file?.bytes ?? [])
      .subarray(0, 64)
      .includes("OpusHead"),
  ]).toEqual(["audio", true, "audio/ogg", true]);
  // As long as the machine let it be.
  await ana.rows.filter({ hasText: /You: Voice message 0:0[2-9]/ }).waitFor();
  await sounds()
    .getByText(/0:0[2-9]/)
    .first()
    .waitFor();
  expect([await ana.composer.isVisible(), await ana.page.locator("[data-bubble]").count(), ana.problems]).toEqual([true, 0, []]);
}, 60_000);

test("one thing is heard at a time, from a place that the keys find, faster if one likes", async () => {
  const bytes = await Bun.file(join(import.meta.dir, "../fakes/voice/spoken.webm")).bytes();
  for (let n = 0; n < 2; n++) await mario().shares({ bytes, type: "audio/webm" });
  await eventually(async () => (await sounds().count()) === 2, "what the customer said is not here");
  const [first, second] = [sounds().first(), sounds().last()];
  await play(first).click();
  await comesToPlay(first);
  await play(second).click();
  await comesToPlay(second);
  expect(await isPlaying(first)).toBe(false);
  await second.locator("[data-sound-speed]").click();
  expect([await second.locator(".speed").innerText(), await first.locator(".speed").getAttribute("aria-label")]).toEqual(["1.5×", "Speed 1.5×"]);
  await ana.page.locator("#thread").evaluate((thread) => thread.lastElementChild?.replaceWith(thread.lastElementChild.cloneNode(true)));
  await eventually(async () => !(await isPlaying(second)), "it does not end");
  await second.locator("input").focus();
  await ana.page.keyboard.press("ArrowRight");
  expect([await place(second), await second.locator("input").getAttribute("aria-valuetext")]).toEqual([1, "0:01 of 0:02"]);
  expect(ana.problems).toEqual([]);
}, 60_000);

test("who opens another conversation finds the recording where they left it, and leaving the page is asked about", async () => {
  const chiara = office.graph.customer({ phone: "393479999999", userId: "IT.2", name: "Chiara Neri" });
  await chiara.writes("And me?");
  await ana.takes();
  await begin();
  await step("recording").waitFor();
  await spokenFor(1);
  await ana.opens("And me?");
  await ana.composer.waitFor();
  expect(await step("recording").isVisible()).toBe(false);
  await ana.opens("Can you tell me");
  await step("done").waitFor();
  const asked = new Promise<string>((resolve) => ana.page.once("dialog", (dialog) => void dialog.dismiss().then(() => resolve(dialog.type()))));
  await ana.page.close({ runBeforeUnload: true });
  expect(await asked).toBe("beforeunload");
  await deed("again").click();
  await step("recording").waitFor();
  await deed("cancel").click();
  await step("done").waitFor();
  await deed("discard").click();
  expect([await focused(), await ana.composer.isVisible()]).toEqual(["begin", true]);
}, 60_000);

test("words come before the browser asks, and it is explained when there is no microphone to be had", async () => {
  const path = new URL(ana.page.url()).pathname;
  const browser = await startBrowser();
  const { page } = await browser.person({ locale: "en-GB" });
  await page.goto(`${office.url}/conversations`);
  await page.fill("#username", "ana");
  await page.fill("#password", "parlo-demo");
  await page.click("button[type=submit]");
  await page.waitForURL("**/conversations");
  await page.goto(office.url + path);
  const shown = (words: string) => page.locator(".speaking").getByText(words).waitFor();
  await page.getByRole("button", { name: "Voice message", exact: true }).click();
  await shown("Your browser is about to ask");
  await page.getByRole("button", { name: "Continue" }).click();
  await shown("No microphone was found");
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await page.locator("#composer textarea").waitFor();
  await browser.close();
}, 60_000);

test("a visitor of the web chat hears it in their page", async () => {
  const visitor = await ana.page.context().browser()?.newPage();
  if (!visitor) throw new Error("there is no browser");
  await visitor.goto(`${office.parlo.url}/chat/web?lang=en`);
  await visitor.locator("#message").fill("Is anybody there?");
  await visitor.locator("#message").press("Enter");
  await ana.page.goto(office.url + (await ana.takes()));
  await speaks(1);
  await ana.page.waitForTimeout(800);
  await deed("send").click();
  const sound = visitor.locator("#thread .voice");
  await sound.waitFor();
  await sound.getByRole("button", { name: /^Play Voice message 0:0\d$/ }).click();
  await comesToPlay(sound);
  await visitor.close();
}, 60_000);
