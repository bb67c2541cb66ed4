import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Ana holds a conversation that sara, who supervises, opens as well.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };

let office: Office;
let ana: Agent;
let sara: Agent;
let path: string;
beforeAll(async () => {
  office = await openOffice();
  [ana, sara] = await Promise.all([office.agent("ana"), office.agent("sara")]);
  await ana.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("Hello");
  path = await ana.takes();
  await ana.page.goto(office.url + path);
  await ana.composer.waitFor();
}, 60_000);
afterAll(() => office.closes());

const lookers = (who: Agent) => who.page.locator("#lookers > li");
const writers = (who: Agent) => who.page.locator("#writers");
const unseen = (who: Agent) => who.page.locator("[data-mentions]").getAttribute("data-mentions");

test("two at one conversation see each other and who writes what; nothing moves, and it ends when one leaves", async () => {
  const asked: string[] = [];
  ana.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await ana.composer.pressSequentially("Good");
  await ana.composer.fill("");
  await sara.page.goto(office.url + path);
  await Promise.all([comeToBe(lookers(ana), ["Sara De Luca has this"]), comeToBe(lookers(sara), ["Ana Ricci has this"])]);
  expect(asked.filter((at) => at.endsWith("/writing"))).toEqual([]);
  const place = await ana.composer.boundingBox();
  await sara.composer.pressSequentially("This customer");
  await comeToBe(writers(ana), ["Sara De Luca is writing a private note…"]);
  expect(await ana.composer.boundingBox()).toEqual(place);
  await ana.composer.pressSequentially("Good morning");
  await comeToBe(writers(sara), ["Ana Ricci is writing an answer…"]);
  await sara.composer.fill("");
  await comeToBe(writers(ana), [/^$/]);
  await ana.composer.fill("");
  await sara.page.goto(`${office.url}/conversations`);
  await comeToBe(lookers(ana), []);
  expect([...ana.problems, ...sara.problems]).toEqual([]);
}, 60_000);

test("a colleague named in a note by keys is told where they are, and finds it until they have seen it", async () => {
  await ana.page.goto(`${office.url}/home`);
  await sara.page.goto(office.url + path);
  await sara.page.locator('[data-mode="note"]').click();
  await sara.composer.pressSequentially("Please, @");
  await sara.page.locator("#colleagues [role=option]").first().waitFor();
  await sara.page.keyboard.type("ricci");
  await sara.page.keyboard.press("Enter");
  expect(await sara.composer.inputValue()).toBe("Please, @Ana Ricci ");
  await sara.composer.pressSequentially("look");
  await sara.composer.press("Enter");
  await ana.page.locator("#toasts .toast").filter({ hasText: "names you" }).waitFor();
  await eventually(async () => (await unseen(ana)) === "1", "the bar does not count it");
  await ana.page.reload();
  expect(await unseen(ana)).toBe("1");
  await ana.page.locator("[data-mentions]").click();
  await ana.page.locator("#mentions [role=menuitem]").click();
  await ana.page.locator("mark.mention[data-me]").waitFor();
  await eventually(async () => (await unseen(ana)) === "0", "it was seen and is still in the list");
  expect(await sara.page.locator("mark.mention").innerText()).toBe("@Ana Ricci");
  expect([...ana.problems, ...sara.problems]).toEqual([]);
}, 60_000);

test("a second answer waits for its writer: back in the box nothing is lost, and sent all the same it goes", async () => {
  const other = await ana.tab(path);
  await other.composer.waitFor();
  // This window does not hear of what the other one sends.
  await ana.page.route("**/changes?*", (route) => route.abort());
  await other.writes("On Monday");
  await eventually(async () => office.got(MARIO.phone).length === 1, "the first was not sent");
  await ana.writes("On Tuesday");
  const asked = ana.page.locator("#thread [data-asked]:visible");
  await asked.filter({ hasText: "On Monday" }).waitFor();
  await ana.page.reload();
  await asked.filter({ hasText: "On Monday" }).waitFor();
  await asked.locator("[data-take-back]").click();
  await asked.waitFor({ state: "detached" });
  expect([await ana.composer.inputValue(), office.got(MARIO.phone)]).toEqual(["On Tuesday", ["On Monday"]]);
  await other.writes("Or on Wednesday");
  await eventually(async () => office.got(MARIO.phone).length === 2, "the other window was asked about its own");
  await ana.composer.press("Enter");
  await asked.locator("[data-send-anyway]").click();
  await eventually(async () => office.got(MARIO.phone).length === 3, "it was not sent all the same");
  expect(office.got(MARIO.phone)).toEqual(["On Monday", "Or on Wednesday", "On Tuesday"]);
  await other.page.close();
}, 60_000);
