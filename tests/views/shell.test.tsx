import { expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";
import { Blank, Layout, Sheet } from "../../views/layout.tsx";
import { PLACES } from "../../views/navigation.ts";
import { Avatar, initials } from "../../views/parts/avatar.tsx";
import { TextField } from "../../views/parts/field.tsx";
import { BarUpdate } from "../../views/parts/system-bar.tsx";
import { ToastPartial } from "../../views/parts/toast.tsx";
import { html, markup } from "../../views/render.tsx";
import { SamplePage, STATUSES, sampleBar, samplePage } from "./sample.tsx";

const ROOT = join(import.meta.dir, "../..");
const page = samplePage();

type Found = { tag: string; attributes: Record<string, string> };
/** The elements that match, as a browser would read them. */
function elements(text: string, selector: string): Found[] {
  const found: Found[] = [];
  new HTMLRewriter()
    .on(selector, {
      element: (element) => {
        found.push({ tag: element.tagName, attributes: Object.fromEntries(element.attributes) });
      },
    })
    .transform(text);
  return found;
}

test("a name full of markup stays a name, in every part", () => {
  const plain = markup(page, <SamplePage page={page} name="Giulia" />);
  const evil = markup(page, <SamplePage page={page} name={'"><script>alert(1)</script><img src=x onerror=alert(1)>\' x-data="f()" {{1}}'} />);
  expect(elements(evil, "*").map(({ tag }) => tag)).toEqual(elements(plain, "*").map(({ tag }) => tag));
  const names = (text: string) => elements(text, "*").map(({ attributes }) => Object.keys(attributes).sort());
  expect(names(evil)).toEqual(names(plain));
});

test("what a person wrote stands in no attribute that htmx or Alpine reads as a program", () => {
  const programs = elements(markup(page, <SamplePage page={page} name="MARK" />), "*").flatMap(({ attributes }) =>
    Object.entries(attributes).filter(([name, value]) => /^(hx-|x-|:|@|data-hx-)/.test(name) && value.includes("MARK")),
  );
  expect(programs).toEqual([]);
});

test("nothing inline: no script, no style, no handler", () => {
  const text = markup(page, <SamplePage page={page} name="Giulia" />);
  expect(elements(text, "script").every(({ attributes }) => attributes["src"]?.startsWith("/static/"))).toBe(true);
  expect(elements(text, "style, [style]")).toEqual([]);
  expect(elements(text, "*").flatMap(({ attributes }) => Object.keys(attributes).filter((name) => name.startsWith("on")))).toEqual([]);
});

test("every icon that a view names is in the sprite, and every stylesheet and script on the disk", async () => {
  const sprite = await Bun.file(join(ROOT, "static/icons.svg")).text();
  const drawn = new Set([...sprite.matchAll(/<symbol id="([\w-]+)"/g)].map(([, id]) => id));
  const text = markup(page, <SamplePage page={page} name="Giulia" />);
  const used = elements(text, "use").map(({ attributes }) => attributes["href"]?.split("#")[1]);
  const named: string[] = [];
  for (const path of new Glob("{views,src}/**/*.{ts,tsx}").scanSync(ROOT))
    named.push(...[...(await Bun.file(join(ROOT, path)).text()).matchAll(/(?:\bicon[=:] ?|<Icon name=)"([\w-]+)"/g)].map(([, name]) => name ?? ""));
  expect([...new Set([...used, ...named])].filter((name) => !drawn.has(name))).toEqual([]);
  const files = [...elements(text, "link").map(({ attributes }) => attributes["href"]), ...elements(text, "script").map(({ attributes }) => attributes["src"])];
  for (const file of files.map((one) => one?.replace("/static/test/", "") ?? "").filter((one) => !one.startsWith("lib/")))
    expect([file, await Bun.file(join(ROOT, "static", file)).exists()]).toEqual([file, true]);
});

test("the rail shows what the profile may open, with the present place marked", () => {
  const links = (may: (action: string) => boolean) => {
    const person = { id: 5, name: "Ana Ricci", session: "s1", volume: 50, opens: "home" as const, may };
    const shown = samplePage({ person });
    return elements(
      markup(
        shown,
        <Layout title="t" at="settings" bar={sampleBar(0)} main="page">
          {null}
        </Layout>,
      ),
      "nav > a:not(.mark)",
    ).map(({ attributes }) => [attributes["href"], attributes["aria-current"] ?? null]);
  };
  expect(links(() => true)).toEqual(PLACES.map(({ href, id }) => [href, id === "settings" ? "page" : null]));
  expect(links(() => false).map(([href]) => href)).toEqual(PLACES.filter(({ may }) => may === null).map(({ href }) => href));
  expect(links(() => false).map(([href]) => href)).not.toContain("/admin");
});

test("while not Ready one click accepts new conversations; while Ready nothing asks", () => {
  const button = (at: number) => markup(page, <BarUpdate bar={sampleBar(page.now, at)} />).includes("Accept new conversations");
  expect(STATUSES.map((_, at) => button(at))).toEqual([false, true, true, true]);
});

test("a status of the administrator's is called as it was written, the others in the reader's language", () => {
  const own = { id: 9, name: "Riunione", builtin: null, mark: "office" as const, ready: false };
  const bar = { ...sampleBar(page.now), statuses: [...STATUSES, own] };
  const text = markup(samplePage({ language: "it" }), <BarUpdate bar={bar} />);
  expect(text).toInclude("Riunione");
  expect(text).toInclude("Lavoro interno");
});

test("every page knows its language, theme, token and build", () => {
  const text = markup(
    samplePage({ language: "it", theme: "dark", csrf: "secret-token", build: "b7", seen: 41 }),
    <Blank title="Entra">
      <Sheet>{null}</Sheet>
    </Blank>,
  );
  expect(text).toStartWith("<!doctype html><html");
  expect(elements(text, "html")[0]?.attributes).toEqual({ lang: "it", "data-theme": "dark" });
  expect(elements(text, 'meta[name="csrf"]')[0]?.attributes["content"]).toBe("secret-token");
  expect(JSON.parse(elements(text, "body")[0]?.attributes["hx-headers:inherited"]?.replaceAll("&quot;", '"') ?? "")).toEqual({
    "X-CSRF-Token": "secret-token",
  });
  expect(elements(text, 'meta[name="parlo"]')[0]?.attributes).toMatchObject({ "data-build": "b7", "data-seen": "41", "data-zone": "Europe/Rome" });
  expect(elements(markup(samplePage({ theme: "system" }), <Blank title="t">{null}</Blank>), "html")[0]?.attributes).toEqual({ lang: "en" });
});

test("a part is a part, and an answer is never kept by anybody on the way", async () => {
  const response = html(page, <ToastPartial>Chiara was faster</ToastPartial>, { status: 409 });
  expect(response.status).toBe(409);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).toStartWith('<hx-partial hx-target="#toasts" hx-swap="beforeend"><p class="toast">');
});

test("a field says what is wrong with it, to those who see and those who listen", () => {
  const text = markup(page, <TextField id="port" label="Port" help="Usually 587" wrong="Write a number from 1 to 65535" value="abc" />);
  expect(elements(text, "input")[0]?.attributes).toMatchObject({ name: "port", "aria-invalid": "true", "aria-describedby": "port-wrong port-help" });
  expect(elements(text, "#port-wrong, #port-help, label[for=port]")).toHaveLength(3);
});

test("initials are letters of first and last name, in any script; a number keeps its first signs", () => {
  expect(["Giulia Ferrari", "  anna maria  de luca ", "Åsa", "王 小明", "+39 347 118", "👩‍🚒 Rossi", ""].map(initials)).toEqual([
    "GF",
    "AL",
    "Å",
    "王小",
    "+39",
    "👩R",
    "",
  ]);
  expect(markup(page, <Avatar name="Giulia" id={7} />)).toInclude('data-person="2"');
});
