import { afterEach, beforeEach, expect, test } from "bun:test";
import { changeSetting, type SettingKey } from "../../src/admin/settings.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR4nGP4z8DAAMIM/4EIAB3yBfsJ0tRoAAAAAElFTkSuQmCC", "base64");
const DUOMO = { name: "Duomo", display_name: "Duomo, Piazza del Duomo, <Milano>", lat: "45.464098", lon: "9.191926" };
const PHOTON = {
  features: [
    {
      geometry: { coordinates: [9.19, 45.46] },
      properties: { name: "Bar", street: "Via Dante", housenumber: "7", postcode: "20123", city: "Milano", country: "Italia" },
    },
    { geometry: { coordinates: [900, 45] }, properties: { name: "Nowhere" } },
    { geometry: null },
  ],
};

/** What somebody outside was asked, and what they answer. */
let asked: { url: URL; agent: string | null; cookie: string | null; at: number }[] = [];
let answer: (url: URL) => Response;
let outside: ReturnType<typeof Bun.serve>;
let parlo: TestApp;
let ana: Browser;

beforeEach(async () => {
  asked = [];
  answer = () => new Response(PNG, { headers: { "content-type": "image/png" } });
  outside = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: ({ url, headers }) => {
      asked.push({ url: new URL(url), agent: headers.get("user-agent"), cookie: headers.get("cookie"), at: performance.now() });
      return answer(new URL(url));
    },
  });
  parlo = await openApp();
  await furnish(parlo);
  ana = await parlo.signedIn("ana");
});
afterEach(async () => {
  await parlo.close();
  await outside.stop(true);
});

const sets = (key: SettingKey, value: string | boolean) => parlo.workspace.write((db) => changeSetting(db, key, value as never, parlo.workspace.clock()));
const finds = async (q: string, headers = {}) => {
  const response = await ana.get(`/geo?q=${encodeURIComponent(q)}`, headers);
  return [response.status, await response.text()] as const;
};

test("as long as nobody names a map, there is none, and nobody outside is asked", async () => {
  const window = await (await ana.get(`/conversations/${CONVERSATIONS.ours}/location`)).text();
  expect([window.includes("data-map"), window.includes("data-look")]).toEqual([false, false]);
  expect([(await ana.get("/map/3/1/2")).status, (await finds("Milano"))[0], asked]).toEqual([404, 404, []]);
});

test("a tile is asked by us, under our name and without a word of who looks, and may be kept by the browser", async () => {
  await sets("mapTiles", `${outside.url}tiles/{z}/{x}/{y}.png?key=1`);
  await sets("mapAttribution", "© <Somebody>");
  const response = await ana.get("/map/3/1/2");
  expect(Object.fromEntries(response.headers)).toMatchObject({ "content-type": "image/png", "cache-control": "private, max-age=604800" });
  expect(Buffer.from(await response.bytes()).equals(PNG)).toBe(true);
  expect(asked.map(({ url, agent, cookie }) => [url.pathname + url.search, agent, cookie])).toEqual([
    ["/tiles/3/1/2.png?key=1", `Parlo (${parlo.workspace.config.publicUrl.origin})`, null],
  ]);
  const window = await (await ana.get(`/conversations/${CONVERSATIONS.ours}/location`)).text();
  expect(window).toInclude("© &lt;Somebody>");
});

test("nothing that is not on the grid is asked for, and nothing but a small picture is passed on", async () => {
  await sets("mapTiles", `${outside.url}{z}/{x}/{y}`);
  const statuses = async (...paths: string[]) => Promise.all(paths.map(async (path) => (await ana.get(path)).status));
  expect(await statuses("/map/3/8/0", "/map/3/0/-1", "/map/23/0/0", "/map/1.5/0/0")).toEqual([404, 404, 404, 404]);
  expect(asked).toEqual([]);
  answer = () => new Response("<script>", { headers: { "content-type": "text/html" } });
  expect(await statuses("/map/3/1/1")).toEqual([404]);
  answer = () => new Response(PNG, { status: 500, headers: { "content-type": "image/png" } });
  expect(await statuses("/map/3/1/1")).toEqual([404]);
  answer = () => new Response(new Uint8Array(600 * 1024), { headers: { "content-type": "image/png" } });
  expect(await statuses("/map/3/1/1")).toEqual([502]);
  await outside.stop(true);
  expect(await statuses("/map/3/1/1")).toEqual([502]);
});

test("an address is looked for once, in the reader's language, and what was found is kept for a day", async () => {
  await sets("geocoder", `${outside.url}search?key=1`);
  answer = () => Response.json([DUOMO, { lat: "x", lon: 1 }]);
  const [status, markup] = await finds("  Duomo   Milano ");
  for (const words of ['data-name="Duomo"', 'data-address="Piazza del Duomo, &lt;Milano>"', 'data-latitude="45.464098"']) expect(markup).toInclude(words);
  expect([status, markup.match(/role="option"/g)?.length]).toEqual([200, 1]);
  const { searchParams } = asked[0]?.url ?? new URL("http://x");
  expect(Object.fromEntries(searchParams)).toEqual({ key: "1", q: "Duomo Milano", limit: "5", format: "jsonv2", "accept-language": "en" });
  await finds("duomo milano");
  expect(asked).toHaveLength(1);
  parlo.pass(24 * 60 * 60_000);
  ana = await parlo.signedIn("ana");
  await finds("duomo milano");
  expect(asked).toHaveLength(2);
});

test("the geocoder is asked at most once a second, and who would wait too long is told so", async () => {
  await sets("geocoder", `${outside.url}search`);
  answer = () => Response.json([DUOMO]);
  const statuses = (await Promise.all(["a", "b", "c", "d", "e"].map((q) => finds(q)))).map(([status]) => status);
  expect(statuses).toEqual([200, 200, 200, 200, 429]);
  const pauses = asked.slice(1).map(({ at }, n) => at - (asked[n]?.at ?? 0));
  expect([pauses.length, Math.min(...pauses) > 900]).toEqual([3, true]);
}, 30_000);

test("Photon is understood too; what nobody understands is told, and not kept", async () => {
  await sets("geocoder", `${outside.url}api`);
  answer = () => Response.json(PHOTON);
  const [, markup] = await finds("bar");
  expect(markup).toInclude('data-address="Via Dante 7, 20123 Milano, Italia"');
  expect([markup.match(/role="option"/g)?.length, asked[0]?.url.search]).toEqual([1, "?q=bar&limit=5"]);
  answer = () => new Response("<html>");
  expect((await finds("broken"))[0]).toBe(502);
  answer = () => Response.json({ features: [] });
  expect(await finds("broken")).toEqual([200, expect.stringContaining("No address was found")]);
});

test("an administrator names the map, and whose it is; what is no address is refused beside its field", async () => {
  const ada = await parlo.signedIn("ada");
  const revision = /name="revision" value="([^"]*)"/.exec(await (await ada.get("/admin/workspace")).text())?.[1] ?? "";
  const form = { revision, name: "Office", timeZone: "UTC", language: "en", ignoredOffersMax: "2", historyDays: "28", currency: "EUR" };
  const wrong = { mapTiles: "https://tiles.example.com/{z}/{x}.png", mapAttribution: "", geocoder: "ftp://example.com" };
  const refused = await ada.post("/admin/workspace", { ...form, ...wrong });
  const page = await refused.text();
  expect(refused.status).toBe(422);
  for (const words of [
    'value="https://tiles.example.com/{z}/{x}.png"',
    "Write an address with {z}, {x} and {y}",
    'id="mapAttribution-wrong"',
    'id="geocoder-wrong"',
  ])
    expect(page.includes(words)).toBe(true);
  const right = {
    mapTiles: "https://tiles.example.com/{z}/{x}/{y}.png",
    mapAttribution: "© Somebody",
    geocoder: "https://n.example.com/search",
    dictation: "yes",
  };
  expect((await ada.post("/admin/workspace", { ...form, ...right })).status).toBe(303);
  const { after } = parlo.workspace.db.query("SELECT after FROM audit WHERE action = 'settings.changed'").get() as { after: string };
  expect(JSON.parse(after)).toMatchObject({ ...right, dictation: true });
});

test("who may dictate speaks English, Italian or the customer's language; without the setting there is no microphone", async () => {
  const spoken = async () => {
    const page = await (await ana.get(`/conversations/${CONVERSATIONS.ours}`)).text();
    return [page.includes("data-dictates"), ...[...page.matchAll(/data-speaks="(\w+)"/g)].map(([, tag]) => tag)];
  };
  expect(await spoken()).toEqual([false]);
  await sets("dictation", true);
  expect(await spoken()).toEqual([true, "en", "it"]);
  await parlo.workspace.write((db) => db.run("UPDATE customers SET language = 'de'"));
  expect(await spoken()).toEqual([true, "en", "it", "de"]);
});
