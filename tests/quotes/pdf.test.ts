import { expect, test } from "bun:test";
import { type Printed, pdfOf } from "../../src/quotes/pdf.ts";
import type { Quote } from "../../src/quotes/store.ts";
import { NINE } from "../world.ts";
import { type Piece, textOf } from "./pdf-text.ts";

const LAMP = { text: "Blue lamp", quantity: 2_000, price: 12_990, vat: 2_200, discount: 1_000 };
const DELIVERY = { text: "Delivery", quantity: 1_500, price: 1_250, vat: 1_000, discount: 0 };
const QUOTE: Quote = {
  ...{ id: 1, customerId: 1, conversationId: null, year: 2026, serial: 1, day: "2026-11-18", validUntil: "2026-12-18", currency: "EUR" },
  ...{ notes: "Within ten days.\nThank you!", state: "draft", net: 0, vat: 0, madeAt: NINE, madeByName: "Sara", changedAt: NINE, sentInId: null, sentAt: null },
  lines: [LAMP, DELIVERY],
};
const printed = (quote: Partial<Quote> = {}, more: Partial<Printed> = {}): Printed => ({
  quote: { ...QUOTE, ...quote },
  number: "2026-0001",
  company: { name: "Bottega Rossi", address: "Via Roma 1\n20100 Milano", vatNumber: "IT012" },
  customerName: "Carla",
  language: "en",
  ...more,
});
const read = async (given: Printed) => textOf(await pdfOf(given));
const words = (pieces: readonly Piece[]) => pieces.map(({ text }) => text);
/** The lines that are written at one height, from left to right. */
const rows = (pieces: readonly Piece[]) =>
  [...Map.groupBy(pieces, ({ y, size }) => Math.round(y + size))].map(([, row]) => words(row.sort((a, b) => a.x - b.x)).join(" | "));

test("it says whose it is, for whom, what, and what it comes to, in the customer's language", async () => {
  const [page = []] = await read(printed());
  expect(rows(page)).toEqual([
    "Bottega Rossi | Quote 2026-0001",
    "Via Roma 1",
    "20100 Milano",
    "VAT number IT012",
    "For | Date: 18 Nov 2026    Valid until: 18 Dec 2026",
    "Carla",
    "Description | Quantity | Unit price | VAT % | Discount % | Amount",
    "Blue lamp | 2 | €129.90 | 22 | 10 | €233.82",
    "Delivery | 1.5 | €12.50 | 10 | €18.75",
    "Net | €252.57",
    "VAT 22 % of €233.82 | €51.44",
    "VAT 10 % of €18.75 | €1.88",
    "Total | €305.89",
    "Within ten days.",
    "Thank you!",
    "Page 1 of 1",
  ]);
  const [italian = []] = await read(printed({ validUntil: null, lines: [DELIVERY] }, { language: "it" }));
  expect(words(italian)).toEqual(expect.arrayContaining(["Preventivo 2026-0001", "Imponibile", "Data: 18 nov 2026", "18,75\u00a0€"]));
  // Nobody needs a column in which nothing stands.
  expect(words(italian)).not.toContain("Sconto %");
});

test("the same quote is the same bytes, and another is others", async () => {
  const [one, again, other] = await Promise.all([printed(), printed(), printed({ notes: "Else" })].map(pdfOf));
  expect([Bun.hash(again as Uint8Array) === Bun.hash(one as Uint8Array), Bun.hash(other as Uint8Array) === Bun.hash(one as Uint8Array)]).toEqual([true, false]);
});

test("every page has a head, the columns' names again and its number; nothing is lost, left out or below the edge", async () => {
  const lines = Array.from({ length: 90 }, (_, n) => ({ ...DELIVERY, text: `Line ${n} ${"word ".repeat(n)}end${n}` }));
  const pages = await read(printed({ lines, notes: "note ".repeat(3_000) }));
  expect(pages.length).toBeGreaterThan(5);
  const all = pages.flatMap(words);
  for (let n = 0; n < 90; n++) expect(all.some((text) => text.startsWith(`Line ${n}`)) && all.some((text) => text.endsWith(`end${n}`))).toBe(true);
  expect(all.join(" ").match(/\bnote\b/g)).toHaveLength(3_000);
  for (const [n, page] of pages.entries()) {
    expect(words(page)).toContain(`Page ${n + 1} of ${pages.length}`);
    expect(words(page)).toContain("Quote 2026-0001");
    if (words(page).some((text) => text.startsWith("Line "))) expect(words(page)).toContain("Unit price");
    for (const { x, y } of page) expect(x >= 50 && x <= 545 && y >= 20 && y <= 830).toBe(true);
  }
});

test("a line that is longer than a page goes on below the columns' names", async () => {
  const pages = await read(printed({ lines: [{ ...LAMP, text: "word ".repeat(1_500) }, DELIVERY] }));
  expect(pages.length).toBeGreaterThan(4);
  expect(
    pages
      .flatMap(words)
      .join(" ")
      .match(/\bword\b/g),
  ).toHaveLength(1_500);
  for (const page of pages.slice(0, -1)) expect(words(page)).toContain("Unit price");
});

test("a hundred thousand letters, a word without an end, signs that no font has: each is written as far as there is a way", async () => {
  const long = await read(printed({ notes: "é".repeat(100_000) }));
  expect(long.flatMap(words).join("").match(/é/g)).toHaveLength(100_000);
  const texts = ["Łódź, Čapek, Özgür, ﬁne", "Иван Щукин", "Ελλάδα", "中文", "שלום‎", "👩‍👩‍👧 ok", "a\u0000b\u200bc\td", "１２"];
  const [page = []] = await read(printed({ notes: texts.join("\n") }, { customerName: "Юлия 🎉" }));
  expect(words(page)).toContain("Iuliia ?");
  expect(words(page).slice(-texts.length - 1, -1)).toEqual(["Lódz, Capek, Özgür, fine", "Ivan Shchukin", "Ellada", "??", "????", "? ok", "abc    d", "12"]);
});

test("an amount that is wider than its column is written smaller; a sign that the font does not have is the currency's code", async () => {
  const [page = []] = await read(printed({ currency: "INR", lines: [{ ...LAMP, quantity: 1_000_000_000, price: 900_000_000 }] }));
  const amount = page.find(({ text }) => text.startsWith("INR") && text.includes("8,100,000,000,000"));
  expect(amount?.size).toBeLessThan(9);
});
