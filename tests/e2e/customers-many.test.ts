import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { makeFolder, runParlo } from "../parlo.ts";
import { type Agent, comeToBe, type Office, openOffice } from "./desk-office.ts";

// Many customers at once: from a file, into one, and two that are one person.

let office: Office;
let ada: Agent;

beforeAll(async () => {
  office = await openOffice();
  const file = join(makeFolder(), "ada.json");
  await Bun.write(file, JSON.stringify({ users: [{ username: "ada", name: "Ada", profile: "administrator", password: "parlo-demo", skillsets: ["sales"] }] }));
  const { code, err } = await runParlo(["apply", file, "--data", office.parlo.folder]);
  if (code !== 0) throw new Error(err);
  ada = await office.signsIn("ada");
}, 60_000);
afterAll(() => office.closes());

test("a file is read, its columns are guessed, it is checked and imported, and goes out again as it is found", async () => {
  const { page } = ada;
  const text = "Nome;Cognome;E-mail;Cellulare\nElena;Serra;elena@example.com;347 118 2046\nNicolò;Pagà;nicolo@example.com;\nX;Y;nothing;\n";
  await page.goto(`${office.url}/customers`);
  await page.getByRole("link", { name: "Import" }).click();
  await page.locator("#file").setInputFiles({ name: "c.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") });
  await page.getByRole("button", { name: "Read the file" }).click();
  await page.getByLabel("Country of numbers").selectOption("IT");
  await page.getByRole("button", { name: "Check the file" }).click();
  const outcome = page.locator(".counts");
  await outcome.waitFor();
  expect((await outcome.innerText()).replace(/\s+/g, " ")).toBe("New 2 Changed 0 As they were 0 Left out 1");
  expect(await page.locator("tbody").innerText()).toMatch(/4\s+E-mail\s+Write an address like/);
  await page.getByRole("button", { name: "Import 2 lines" }).click();
  await page.getByText("This was done").waitFor();
  await page.getByRole("link", { name: "To the customers" }).click();
  await comeToBe(page.locator("#customers tbody tr"), ["Nicolò Pagà", "Elena Serra"]);
  await page.keyboard.type("Elena");
  await comeToBe(page.locator("#customers tbody tr"), ["Elena Serra"]);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export" }).click()]);
  const lines = (await Bun.file(await download.path()).text()).trim().split("\r\n");
  expect([download.suggestedFilename(), lines.length, lines[1]]).toEqual([
    "customers.csv",
    2,
    expect.stringMatching(/^\d+,Elena,Serra,elena@example.com,'\+393471182046,/),
  ]);
  expect(ada.problems).toEqual([]);
}, 60_000);

test("somebody is added by hand, merged with who they are, and apart again; the other's open page follows", async () => {
  const { page } = ada;
  await page.goto(`${office.url}/customers`);
  await page.getByRole("button", { name: "New customer" }).click();
  const window = page.locator("#customer-dialog");
  await window.getByLabel("First name").fill("Lena");
  await window.getByLabel("Numbers").fill("+39 347 118 2046");
  await page.keyboard.press("Tab");
  await window.getByRole("button", { name: "Add the customer" }).click();
  await page.locator("h1", { hasText: "Lena" }).waitFor();
  const other = await ada.tab("/customers?q=elena@");
  await other.page.getByRole("link", { name: "Elena Serra" }).click();
  await other.page.locator("h1", { hasText: "Elena Serra" }).waitFor();
  await page.locator(".alike").getByRole("link", { name: "Merge" }).click();
  await page.getByRole("radio", { name: "Elena" }).check();
  await page.getByRole("button", { name: "Merge" }).click();
  await page.locator("h1", { hasText: "Elena Serra" }).waitFor();
  await other.page.getByText("Merged with Elena Serra by Ada").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator("h1", { hasText: "Lena" }).waitFor();
  await other.page.locator("h1", { hasText: "Lena" }).waitFor();
  expect(ada.problems).toEqual([]);
}, 60_000);
