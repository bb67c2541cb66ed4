import { expect, test } from "bun:test";
import { KeptItem } from "../../views/kept.tsx";
import { usePage } from "../../views/page.ts";
import { markup } from "../../views/render.tsx";
import { samplePage } from "./sample.tsx";

// Items of long lists are written once, for as long as they look the same.

let written = 0;
function Greeting({ name }: { name: string }) {
  const { t } = usePage();
  written++;
  return (
    <b>
      {t("customer.save")} {name}
    </b>
  );
}
const item = (name: string, page = samplePage()) => markup(page, <KeptItem id="a" class="row" by={[name]} inside={() => <Greeting name={name} />} />);

test("what looks the same is written once; another text, language or person is written anew", () => {
  const first = item("<Ana>");
  expect(first).toBe('<li id="a" class="row"><b>Save &lt;Ana></b></li>');
  expect([item("<Ana>"), written]).toEqual([first, 1]);
  expect([item("Ben"), written]).toEqual(['<li id="a" class="row"><b>Save Ben</b></li>', 2]);
  expect([item("<Ana>", { ...samplePage(), language: "it" }), written]).toEqual(['<li id="a" class="row"><b>Salva &lt;Ana></b></li>', 3]);
  const other = samplePage();
  item("<Ana>", { ...other, person: other.person && { ...other.person, id: 99 } });
  expect(written).toBe(4);
});

test("no more is kept than a few thousand, and what comes after is right", () => {
  for (let n = 0; n < 4500; n++) expect(item(`n${n}`)).toContain(`n${n}<`);
});

test("long texts are not kept by the thousand", () => {
  item("Ada");
  const before = written;
  item("Ada");
  expect(written).toBe(before);
  for (let n = 0; n < 40; n++) item(`${n} `.padEnd(500_000, "x"));
  item("Ada");
  expect(written).toBe(before + 41);
});
