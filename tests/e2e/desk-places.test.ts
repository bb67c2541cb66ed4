import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { makeFolder, runParlo } from "../parlo.ts";
import { type Agent, eventually, type Office, openOffice } from "./desk-office.ts";

// Places: a saved one or one that is found goes out with a map that only our server asks for.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR4nGP4z8DAAMIM/4EIAB3yBfsJ0tRoAAAAAElFTkSuQmCC", "base64");
const SHOP = { name: "Shop", address: "Via Roma 1, Milano", latitude: 45.46427, longitude: 9.18951 };
const DUOMO = { name: "Duomo di Milano", display_name: "Duomo di Milano, Piazza del Duomo, Milano", lat: "45.464098", lon: "9.191926" };

/** A server of maps and a geocoder in one, on this machine. */
const outside = { tiles: [] as string[], asked: [] as string[] };
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== "/search") {
      outside.tiles.push(pathname);
      return new Response(PNG, { headers: { "content-type": "image/png" } });
    }
    outside.asked.push(`${searchParams.get("q")}, ${request.headers.get("user-agent")}`);
    return Response.json([DUOMO]);
  },
});

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  await declares({ users: [{ username: "ada", name: "Ada", profile: "administrator", password: "parlo-demo" }], locations: [SHOP] });
  ana = await office.agent("ana");
}, 60_000);
afterAll(async () => {
  await office.closes();
  await server.stop(true);
});
beforeEach(async () => {
  await ana.turns("ready");
  await mario().writes("Where are you?");
  await ana.page.goto(office.url + (await ana.takes()));
});
afterEach(() => ana.leavesNothing(), 60_000);

const mario = () => office.graph.customer({ ...MARIO });
const opens = () => ana.page.locator("[data-location]").click();
const field = (name: string) => ana.page.locator(`#location-${name}`);
const sent = () => office.graph.ledger.filter(({ type }) => type === "location").map(({ body }) => body["location"]);

async function declares(declaration: object) {
  const file = join(makeFolder(), "more.json");
  await Bun.write(file, JSON.stringify(declaration));
  const { code, err } = await runParlo(["apply", file, "--data", office.parlo.folder]);
  if (code !== 0) throw new Error(err);
}

/** An administrator sets what is set for the whole workspace, with what else stands in the form. */
async function sets(more: Record<string, string>) {
  const { url } = office.parlo;
  const form = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ({ method: "POST", redirect: "manual", headers, body: new URLSearchParams(fields) }) as const;
  const cookies = (await fetch(`${url}/sign-in`, form({ username: "ada", password: "parlo-demo" }))).headers.getSetCookie();
  const cookie = cookies.map((one) => one.split(";")[0]).join("; ");
  const page = await (await fetch(`${url}/admin/workspace`, { headers: { cookie } })).text();
  const [revision = "", csrf = ""] = [/name="revision" value="([^"]*)"/, /name="csrf" content="([^"]*)"/].map((found) => found.exec(page)?.[1]);
  const fields = { revision, name: "Office", timeZone: "Europe/Rome", language: "en", ignoredOffersMax: "2", historyDays: "28", currency: "EUR" };
  const saved = await fetch(`${url}/admin/workspace`, form({ ...fields, ...more }, { cookie, "x-csrf-token": csrf }));
  if (saved.status !== 303) throw new Error(`the settings were not taken: ${saved.status}`);
}

test("without a map a saved place goes out by keys alone, once, while what is being written stays", async () => {
  await ana.composer.fill("Still being written");
  await opens();
  await ana.page.keyboard.type("via roma");
  await ana.page.keyboard.press("Enter");
  expect([await field("name").inputValue(), await field("latitude").inputValue()]).toEqual(["Shop", "45.46427"]);
  expect(await ana.page.locator(".leaflet-container").count()).toBe(0);
  await ana.page.keyboard.press("Enter");
  await ana.said("Via Roma 1").locator('[data-mark="read"]').waitFor();
  expect(await ana.said("Via Roma 1").innerText()).toInclude("Shop");
  expect([sent(), await ana.composer.inputValue()]).toEqual([[SHOP], "Still being written"]);
  expect([outside.tiles, outside.asked, ana.problems]).toEqual([[], [], []]);
});

test("an address is searched above a map, its pin is moved, and what the server refuses can be changed and sent after all", async () => {
  await sets({ mapTiles: `${server.url}{z}/{x}/{y}.png`, mapAttribution: "© Somebody", geocoder: `${server.url}search` });
  await opens();
  await ana.page.locator(".leaflet-tile-loaded").first().waitFor();
  await ana.page.keyboard.type("duomo");
  await ana.page.waitForTimeout(300);
  expect(outside.asked).toEqual([]);
  await ana.page.keyboard.press("Enter");
  const found = ana.page.locator("[data-found] [role=option]");
  await found.click();
  expect([await field("address").inputValue(), await field("longitude").inputValue()]).toEqual(["Piazza del Duomo, Milano", "9.191926"]);
  expect(outside.asked).toEqual([`duomo, Parlo (${new URL(office.parlo.url).origin})`]);
  const pin = ana.page.locator(".map-pin");
  await pin.dragTo(ana.page.locator(".map"), { targetPosition: { x: 30, y: 60 } });
  await eventually(async () => Number(await field("longitude").inputValue()) < 9.19, "the pin did not move");
  const longitude = Number(await field("longitude").inputValue());
  await field("name").fill("By the church");
  await ana.page.route("**/messages", (route) => route.fulfill({ status: 409, json: { title: "No", status: 409 } }));
  await ana.page.getByRole("button", { name: "Send location" }).click();
  await ana.page.locator("[data-take-back]").click();
  expect(await field("name").inputValue()).toBe("By the church");
  await ana.page.unroute("**/messages");
  await ana.page.getByRole("button", { name: "Send location" }).click();
  await ana.said("By the church").locator('[data-mark="read"]').waitFor();
  expect(sent().at(-1)).toMatchObject({ name: "By the church", address: "Piazza del Duomo, Milano", longitude });
  await ana.page.reload();
  await ana.said("By the church").waitFor();
  expect(ana.problems.filter((problem) => !problem.includes("409"))).toEqual([]);
}, 60_000);

test("what is spoken is written where the cursor stands until the microphone is pressed again, and nothing is sent", async () => {
  expect(await ana.page.locator("[data-dictates]").count()).toBe(0);
  await sets({ dictation: "yes" });
  // What Chromium has listens to nobody here: this one hears what the test says.
  await ana.page.addInitScript("globalThis.SpeechRecognition = class { start() { globalThis.heard = this; } stop() { this.onend(); } }");
  await ana.page.reload();
  const says = (words: string) =>
    ana.page.evaluate(`heard.onresult({ resultIndex: 0, results: [Object.assign([{ transcript: ${JSON.stringify(words)} }], { isFinal: true })] })`);
  const microphone = ana.page.locator("[data-dictates]");
  await ana.composer.fill("Good morning Mario");
  for (let n = 0; n < 5; n++) await ana.composer.press("ArrowLeft");
  await ana.page.locator("[data-spoken]").click();
  await ana.page.getByRole("menuitemradio", { name: "Italian" }).click();
  await microphone.click();
  expect([await microphone.getAttribute("aria-pressed"), await ana.page.evaluate("heard.lang")]).toEqual(["true", "it"]);
  await says(" dear ");
  await says("old");
  expect(await ana.composer.inputValue()).toBe("Good morning dear old Mario");
  await microphone.click();
  expect(await microphone.getAttribute("aria-pressed")).toBe("false");
  await ana.page.evaluate("delete globalThis.SpeechRecognition; delete globalThis.webkitSpeechRecognition");
  await microphone.click();
  await ana.page.locator("[data-wrong]").getByText("This browser cannot turn speech into text").waitFor();
  expect([await ana.said("Mario").count(), office.got(MARIO.phone).includes("Good morning dear old Mario")]).toEqual([0, false]);
  expect(ana.problems).toEqual([]);
});
