import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Files both ways: what the channel takes is said before, what it does not take is refused before, and what breaks off goes on.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR4nGP4z8DAAMIM/4EIAB3yBfsJ0tRoAAAAAElFTkSuQmCC", "base64");
const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
const picture = (name = "Lamp.png") => ({ name, mimeType: "image/png", buffer: PNG });
const paper = (name = "Invoice.pdf") => ({ name, mimeType: "application/pdf", buffer: PDF });

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());
beforeEach(async () => {
  await ana.turns("ready");
  await mario().writes("Send me a picture");
  await ana.page.goto(office.url + (await ana.takes()));
});
afterEach(() => ana.leavesNothing(), 60_000);

const mario = () => office.graph.customer({ ...MARIO });
const attach = (...files: { name: string; mimeType: string; buffer: Buffer }[]) => ana.page.locator("[data-file-input]").setInputFiles(files);
const tiles = () => ana.page.locator(".tray .tile");
const ready = (many: number) => eventually(async () => (await ana.page.locator('.tile[data-state="done"]').count()) === many, "the files did not go up");
const sent = (type: string) => office.graph.ledger.filter((message) => message.type === type);

test("what the channel takes is there to be read before a file is chosen", async () => {
  await ana.page.getByRole("button", { name: "Attach a file" }).hover();
  const tip = ana.page.locator("#takes");
  await eventually(() => tip.evaluate((element) => getComputedStyle(element).visibility === "visible"), "nothing says what it takes");
  expect((await tip.innerText()).split("\n")).toEqual([
    "Main number takes",
    "Photo up to 5 MB",
    "JPEG, PNG",
    "Video up to 16 MB",
    "MP4, 3GP",
    "Audio up to 16 MB",
    "AAC, AMR, MP3, M4A, OGG",
    "Document up to 100 MB",
    "TXT, PDF, Word, Excel, PowerPoint",
  ]);
});

test("a picture with a few words is one message with a caption; several files are one each, in order", async () => {
  const before = office.graph.ledger.length;
  await attach(picture());
  await ready(1);
  await ana.writes("Is it this one?");
  const shown = ana.page.locator("#thread .said").filter({ hasText: "Is it this one?" });
  await shown.locator('[data-mark="read"]').waitFor();
  expect(await shown.locator("img").evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(2);
  await attach(picture("One.png"), paper("Two.pdf"));
  await ana.composer.fill("And these");
  await ana.page.getByText("Goes as 3 messages").waitFor();
  await ana.page.locator("[data-send]").click();
  await eventually(async () => office.graph.ledger.length === before + 4, "not everything arrived");
  const bodies = office.graph.ledger.slice(before).map(({ type, body }) => [type, body[type] as Record<string, string>] as const);
  expect(bodies.map(([type, part]) => [type, part["caption"] ?? part["body"] ?? part["filename"]])).toEqual([
    ["image", "Is it this one?"],
    ["text", "And these"],
    ["image", undefined],
    ["document", "Two.pdf"],
  ]);
  expect([await tiles().count(), ana.problems]).toEqual([0, []]);
});

test("what the channel does not take is refused before it goes up: by type, by size, by being empty, by being what it does not say", async () => {
  const asked: string[] = [];
  ana.page.on("request", (request) => request.method() === "PUT" && asked.push(request.url()));
  await attach({ name: "virus.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") });
  await ana.page.getByText("virus.exe: Main number does not take this type of file").waitFor();
  await attach({ name: "huge.png", mimeType: "image/png", buffer: Buffer.alloc(6 * 1024 * 1024) });
  await ana.page.getByText("huge.png: Main number takes this type up to 5 MB").waitFor();
  await attach({ name: "nothing.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) });
  await ana.page.getByText("nothing.pdf: The file is empty").waitFor();
  expect([asked, await tiles().count()]).toEqual([[], 0]);
  await attach({ name: "mask.png", mimeType: "image/png", buffer: Buffer.from("<html><script>alert(1)</script></html>\0\0") });
  await ana.page.locator('.tile[data-state="bad"]').getByText("Main number does not take this type of file").waitFor();
  await ana.writes("With it?");
  await ana.page.getByText("mask.png: Main number does not take this type of file").waitFor();
  await ana.page.getByRole("button", { name: "Remove mask.png" }).click();
  await ana.composer.press("Enter");
  await ana.said("With it?").locator('[data-mark="read"]').waitFor();
});

test("a file is dragged or pasted as well, and taken out again", async () => {
  const drop = (kind: string, selector: string) =>
    ana.page.evaluate(
      ([event, on, data]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([Uint8Array.from(atob(data as string), (letter) => letter.charCodeAt(0))], "Dropped.png", { type: "image/png" }));
        const init = { bubbles: true, cancelable: true };
        const happened =
          event === "paste" ? new ClipboardEvent("paste", { ...init, clipboardData: dataTransfer }) : new DragEvent(event as string, { ...init, dataTransfer });
        document.querySelector(on as string)?.dispatchEvent(happened);
      },
      [kind, selector, PNG.toString("base64")],
    );
  await drop("dragover", ".thread");
  await ana.page.getByText("Drop the files here").waitFor();
  await drop("drop", ".thread");
  await drop("paste", "#composer textarea");
  await ready(2);
  await ana.page.getByRole("button", { name: "Remove Dropped.png" }).first().click();
  expect(await tiles().count()).toBe(1);
  await ana.page.getByRole("button", { name: "Remove Dropped.png" }).click();
  expect(await ana.page.locator(".tray").isVisible()).toBe(false);
});

test("an upload that breaks off says so and goes on, and the message waits for it", async () => {
  const before = sent("document").length;
  let tries = 0;
  await ana.page.route("**/files/**", (route) => (tries++ === 0 ? route.abort("connectionreset") : route.continue()));
  await attach(paper());
  await ana.page.locator('.tile[data-state="bad"]').getByText("The server did not answer").waitFor();
  await ana.writes("");
  await ana.page.locator("[data-bubble]").getByText("Invoice.pdf").waitFor();
  expect(sent("document").length).toBe(before);
  office.wire.cut();
  office.wire.mend();
  await eventually(async () => sent("document").length === before + 1, "it never arrived");
  await ana.page.locator("#thread .file").getByText("Invoice.pdf").waitFor();
  expect(await ana.page.locator("[data-bubble]").count()).toBe(0);
}, 60_000);

test("what a customer sends is shown, played or kept, also from an earlier conversation", async () => {
  const customer = mario();
  await customer.shares({ bytes: PNG, type: "image/png", caption: "Mine" });
  await customer.shares({ bytes: PDF, type: "application/pdf", name: "Bill <b>.pdf" });
  const file = ana.page.locator("#thread .file").filter({ hasText: "Bill <b>.pdf" });
  await file.waitFor();
  const picture = ana.page.locator("#thread .media img");
  await eventually(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth === 2), "the picture does not show");
  const [download] = await Promise.all([ana.page.waitForEvent("download"), file.click()]);
  expect(download.suggestedFilename()).toMatch(/^Bill .b.\.pdf$/);
  await ana.closes();
  await ana.turns("break");
  await customer.writes("Did you see it?");
  const ben = await office.agent("ben");
  await ben.turns("ready");
  await ben.page.goto(office.url + (await ben.takes()));
  await ben.page.getByRole("button", { name: "Show", exact: true }).click();
  await eventually(
    () =>
      ben.page
        .locator("#earlier .media img")
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth === 2),
    "an earlier picture does not show",
  );
  await comeToBe(ben.thread, ["Did you see it?"]);
  await ben.leavesNothing();
}, 60_000);
