import { afterAll, beforeAll, expect, test } from "bun:test";
import { permissionsOf } from "../../src/users/permissions.ts";
import { postOffice } from "../mail/post-office.ts";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Ana sends a conversation by mail, as her customer asked; when it is over sara, who may here, deletes it for good.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };

let office: Office;
let mailbox: Awaited<ReturnType<typeof postOffice>>;
let ana: Agent;

beforeAll(async () => {
  [office, mailbox] = await Promise.all([openOffice(), postOffice()]);
  const permissions = Object.fromEntries([...permissionsOf("supervisor"), ["conversations.delete", "queues"]]);
  await office.declares({ more: { mail: mailbox.server, profiles: [{ name: "supervisor", permissions }] } });
  ana = await office.agent("ana");
}, 60_000);
afterAll(async () => {
  await office.closes();
  await mailbox.close();
});

const dialog = ({ page }: Agent) => page.locator("#mail-dialog");
async function opens({ page }: Agent, action = "Send by mail") {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

test("the window says what is wrong beside the field, sends what was asked, and the conversation tells it in every tab", async () => {
  await ana.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("Can you send me all this by mail?");
  await ana.accepts();
  await ana.notes("He is always in a hurry");
  await ana.writes("With pleasure");
  await ana.said("With pleasure").waitFor();
  const other = await ana.tab(new URL(ana.page.url()).pathname);
  await ana.page.bringToFront();

  await opens(ana);
  const address = dialog(ana).getByLabel("To", { exact: true });
  await address.fill("mario");
  await dialog(ana).getByLabel("A word to go with it (optional)").fill("As you asked");
  await ana.page.keyboard.press("Tab");
  await dialog(ana).getByRole("button", { name: "Send mail" }).click();
  await dialog(ana).locator("#mail-addresses-wrong").waitFor();
  await eventually(() => ana.page.evaluate(() => document.activeElement?.id === "mail-addresses"), "the keyboard is not where it is wrong");
  expect(await dialog(ana).locator("textarea").inputValue()).toBe("As you asked");
  await address.fill("mario@example.com");
  await ana.page.keyboard.press("Enter");
  await dialog(ana).waitFor({ state: "detached" });
  await eventually(() => ana.page.evaluate(() => document.activeElement?.getAttribute("popovertarget") === "tools-menu"), "the keyboard is lost");
  await ana.page.locator(".toast", { hasText: "on its way" }).waitFor();
  for (const tab of [ana, other]) await tab.said("You sent the conversation by mail to mario@example.com").waitFor();
  const [mail] = mailbox.got;
  expect([mail?.text.includes("As you asked"), mail?.text.includes("With pleasure"), mail?.raw.includes("hurry")]).toEqual([true, true, false]);
  await other.page.close();
}, 60_000);

test("one that was refused says why and is tried again", async () => {
  mailbox.turns("no-recipient");
  await opens(ana);
  await dialog(ana).getByLabel("To", { exact: true }).fill("gone@example.com");
  await ana.page.keyboard.press("Enter");
  const line = ana.said("The mail to gone@example.com was not sent. The mail server refused the recipient");
  await line.waitFor();
  mailbox.turns("takes");
  await line.getByRole("button", { name: "Try again" }).click();
  await ana.said("You sent the conversation by mail to gone@example.com").waitFor();
  expect(await line.getByRole("button").count()).toBe(0);
}, 60_000);

test("what is deleted for good is gone from who looks at it, and says so to who comes back", async () => {
  const path = new URL(ana.page.url()).pathname;
  await ana.closes();
  await ana.page.goto(`${office.url}${path}`);
  await ana.said("With pleasure").waitFor();
  const sara = await office.agent("sara");
  await sara.page.goto(`${office.url}${path}`);
  await opens(sara, "Delete for good");
  await sara.page.locator("#erase-dialog").getByText("go and cannot be brought back").waitFor();
  await sara.page.locator("#erase-dialog").getByRole("button", { name: "Delete for good" }).click();
  for (const agent of [sara, ana]) await agent.page.locator(".chat:not([data-conversation])").waitFor();
  await ana.page.locator(".toast", { hasText: "deleted for good" }).waitFor();
  await comeToBe(ana.rows, []);
  await ana.page.goto(`${office.url}${path}`);
  await ana.page.getByText("This conversation was deleted for good").waitFor();
}, 60_000);
