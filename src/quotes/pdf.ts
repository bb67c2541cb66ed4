import { type Language, wordsOf } from "../texts/catalogue.ts";
import { decimal, money } from "../texts/money.ts";
import { dayText } from "../texts/time.ts";
import { totalsOf } from "./amounts.ts";
import { fits } from "./latin.ts";
import { LEFT, type Paper, type Pen, paperOf, RIGHT } from "./paper.ts";
import type { Quote } from "./store.ts";

export type Company = { name: string; address: string; vatNumber: string };
/** `number`: as people see it. `language`: the customer's. */
export type Printed = { quote: Quote; number: string; company: Company; customerName: string; language: Language };

type Column = { key: "quantity" | "price" | "vat" | "discount" | "amount"; width: number };
const COLUMNS: readonly Column[] = [
  { key: "quantity", width: 46 },
  { key: "price", width: 68 },
  { key: "vat", width: 32 },
  { key: "discount", width: 48 },
  { key: "amount", width: 74 },
];
const GAP = 8;
const WHOLE = { x: LEFT, width: RIGHT - LEFT };
const HEAD: Pen = { size: 8.5, grey: true };
const SMALL: Pen = { size: 9, grey: true };
/** A line of the quote with at most so many lines of text is not broken over two pages. */
const TOGETHER_MAX = 12;

/** A quote as a PDF: the same bytes for the same quote. The library is loaded when the first one is asked for. */
export async function pdfOf(printed: Printed): Promise<Uint8Array<ArrayBuffer>> {
  const library = await import("@cantoo/pdf-lib");
  const { quote, number, company, language } = printed;
  const t = wordsOf(language);
  const doc = await library.PDFDocument.create({ updateMetadata: false });
  const [plain, bold] = [doc.embedStandardFont(library.StandardFonts.Helvetica), doc.embedStandardFont(library.StandardFonts.HelveticaBold)];
  const letters = new Set(plain.getCharacterSet().map((code) => String.fromCodePoint(code)));
  const paper = paperOf(library, doc, { plain, bold }, letters);
  // A sign that the font does not have is written as the currency's code.
  const written = (amount: number) => {
    const text = money(language, quote.currency, amount);
    return fits(text, letters) ? text : money(language, quote.currency, amount, "code");
  };
  const title = t("quote.title", { number });
  doc.setTitle(title);
  doc.setAuthor(company.name);
  doc.setLanguage(language);
  doc.setCreationDate(new Date(quote.changedAt));
  letterhead(paper, printed, title);
  table(paper, printed, written);
  sums(paper, printed, written);
  if (quote.notes !== "") paragraph(paper, quote.notes);
  paper.finish({ left: company.name, right: title }, (n, count) => t("quote.pdf.page", { n, count }));
  return doc.save() as Promise<Uint8Array<ArrayBuffer>>;
}

/** Lines below each other, over as many pages as it takes. */
function paragraph(paper: Paper, text: string, pen: Pen = {}, place = WHOLE) {
  for (const line of paper.lines(text, place.width, pen)) {
    paper.room(paper.heightOf(pen));
    paper.put(line, place, pen);
    paper.down(paper.heightOf(pen));
  }
}

function letterhead(paper: Paper, { quote, company, customerName, language }: Printed, title: string) {
  const t = wordsOf(language);
  const half = { x: LEFT, width: WHOLE.width / 2 - GAP };
  const right = { x: LEFT + WHOLE.width / 2, width: WHOLE.width / 2, align: "right" } as const;
  paper.put(title, right, { size: 15, bold: true });
  paragraph(paper, company.name, { size: 11, bold: true }, half);
  if (company.address !== "") paragraph(paper, company.address, SMALL, half);
  if (company.vatNumber !== "") paragraph(paper, t("quote.pdf.vat-number", { number: company.vatNumber }), SMALL, half);
  paper.down(24);
  paper.put(t("quote.pdf.for"), half, HEAD);
  const days = [
    [t("quote.day"), quote.day],
    [t("quote.valid-until"), quote.validUntil],
  ] as const;
  const known = days.flatMap(([name, day]) => (day === null ? [] : [`${name}: ${dayText(language, day)}`]));
  paper.put(known.join("    "), right, HEAD);
  paper.down(paper.heightOf(HEAD));
  paragraph(paper, customerName, { size: 11, bold: true }, half);
  paper.down(20);
}

type Written = (amount: number) => string;

function table(paper: Paper, { quote: { lines }, language }: Printed, written: Written) {
  const t = wordsOf(language);
  const columns = COLUMNS.filter(({ key }) => key !== "discount" || lines.some(({ discount }) => discount > 0));
  const text = { x: LEFT, width: WHOLE.width - columns.reduce((sum, { width }) => sum + width + GAP, 0) };
  const cells = (of: Record<Column["key"], string>, pen?: Pen) => {
    let x = text.x + text.width;
    for (const { key, width } of columns) {
      paper.put(of[key], { x: x + GAP, width, align: "right" }, pen);
      x += GAP + width;
    }
  };
  const heads = { quantity: t("quote.quantity"), price: t("quote.price"), vat: t("quote.vat"), discount: t("quote.discount"), amount: t("quote.amount") };
  const head = () => {
    paper.put(t("quote.text"), text, HEAD);
    cells(heads, HEAD);
    paper.down(paper.heightOf(HEAD) + 3);
    paper.rule();
    paper.down(6);
  };
  const { nets } = totalsOf(lines);
  const height = paper.heightOf();
  paper.room(4 * height);
  head();
  for (const [n, { quantity, price, vat, discount, text: words }] of lines.entries()) {
    const said = paper.lines(words, text.width);
    if (paper.room((said.length > TOGETHER_MAX ? 3 : said.length) * height + 6)) head();
    const percent = (rate: number) => decimal(language, rate, 2);
    cells({
      quantity: decimal(language, quantity, 3),
      price: written(price),
      vat: percent(vat),
      discount: discount === 0 ? "" : percent(discount),
      amount: written(nets[n] ?? 0),
    });
    for (const line of said) {
      if (paper.room(height)) head();
      paper.put(line, text);
      paper.down(height);
    }
    paper.down(6);
  }
  paper.rule();
  paper.down(10);
}

function sums(paper: Paper, { quote, language }: Printed, written: Written) {
  const t = wordsOf(language);
  const { groups, net, total } = totalsOf(quote.lines);
  const rows: [name: string, amount: string, pen: Pen][] = [
    [t("quote.net"), written(net), {}],
    ...groups.map((group): [string, string, Pen] => [
      t("quote.vat-of", { rate: decimal(language, group.rate, 2), net: written(group.net) }),
      written(group.vat),
      {},
    ]),
    [t("quote.total"), written(total), { size: 11.5, bold: true }],
  ];
  const amount = { x: RIGHT - 120, width: 120, align: "right" } as const;
  // Together, unless there are very many rates.
  paper.room(Math.min(rows.length, 2 * TOGETHER_MAX) * (paper.heightOf() + 2) + 4);
  for (const [name, sum, pen] of rows) {
    paper.room(paper.heightOf(pen) + 2);
    paper.put(name, { x: LEFT, width: WHOLE.width - 120 - GAP, align: "right" }, pen);
    paper.put(sum, amount, pen);
    paper.down(paper.heightOf(pen) + 2);
  }
  paper.down(16);
}
