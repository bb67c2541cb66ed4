import { expect } from "bun:test";
import { join } from "node:path";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { type Graph, startGraph } from "../fakes/graph.ts";
import { freePort, makeFolder, type Parlo, runParlo, startParlo, until } from "../parlo.ts";
import { type Person, startBrowser } from "./browser.ts";
import { startWire, type Wire } from "./wire.ts";

// A small office on a real server, with the fake Graph behind its one number: ana and ben sell, sara supervises them.

const PASSWORD = "parlo-demo";
const SOON_MS = 20_000;
const PEOPLE = [
  ["ana", "Ana Ricci", "agent"],
  ["ben", "Ben Hughes", "agent"],
  ["sara", "Sara De Luca", "supervisor"],
] as const;
type Username = (typeof PEOPLE)[number][0];

/** How the one queue hands out, and what is set otherwise of the one number. */
type Rules = {
  offerSeconds?: number;
  slaSeconds?: number | null;
  priority?: "low" | "medium" | "high";
  wrapUp?: "off" | "mandatory";
  settings?: Record<string, string>;
  /** Further sections of the declaration. */
  more?: Record<string, unknown>;
  /** A chat on the site, too, that comes to the same queue. */
  webchat?: boolean;
};

export type Office = {
  graph: Graph;
  /** Where the browsers find it: over a wire that can be cut. */
  url: string;
  wire: Wire;
  readonly parlo: Parlo;
  /** Pulls the plug, and starts it again on the same folder and port. */
  killed(): Promise<void>;
  started(): Promise<void>;
  /** Other rules from now on; none are those of the beginning. */
  declares(rules?: Rules): Promise<void>;
  /** Ends all of it, the browsers too. */
  closes(): Promise<void>;
  /** Somebody at their desk, in a browser of their own; the same one whenever they are asked for. */
  agent(username: Username): Promise<Agent>;
  /** Somebody signs in with a browser of another kind. */
  signsIn(username: string, options?: BrowserContextOptions): Promise<Agent>;
  /** Somebody on the page of the site's chat. */
  visitor(options?: BrowserContextOptions): Promise<Person>;
  /** What the customer got, in order, as text. */
  got(phone: string): string[];
};

/** Opens an office of its own for a file of tests, so that none depends on what another left behind. `media`: its people have microphones. */
export async function openOffice({ media = false } = {}): Promise<Office> {
  const graph = await startGraph({ receipts: { delayMs: [20, 60] } });
  const [folder, port] = [makeFolder(), await freePort()];
  const declares = async (rules: Rules = {}) => {
    const file = join(makeFolder(), "office.json");
    await Bun.write(file, JSON.stringify(declaration(graph, rules)));
    const { code, err } = await runParlo(["apply", file, "--data", folder]);
    if (code !== 0) throw new Error(err);
  };
  await declares();
  let parlo = await startParlo({ folder, port });
  graph.sendWebhooksTo(`${parlo.url}/webhooks/wa`);
  const [wire, browser] = await Promise.all([startWire(port), startBrowser({ media })]);
  const signsIn = async (username: string, options: BrowserContextOptions = {}) => {
    const person = await browser.person({ locale: "en-GB", timezoneId: "Europe/Rome", ...options });
    const agent = agentOf(person.page, person.problems, wire.url);
    await agent.signIn(username);
    return agent;
  };
  const agents = new Map<Username, Promise<Agent>>();
  return {
    graph,
    url: wire.url,
    wire,
    get parlo() {
      return parlo;
    },
    killed: () => parlo.kill9(),
    started: async () => {
      parlo = await startParlo({ folder, port });
    },
    declares,
    closes: async () => {
      await Promise.all([browser.close(), parlo.kill9()]);
      graph.stop();
      wire.close();
    },
    signsIn,
    visitor: async (options = {}) => {
      const person = await browser.person({ locale: "en-GB", ...options });
      await person.page.goto(`${wire.url}/chat/web`);
      return person;
    },
    agent: (username) => {
      const found = agents.get(username) ?? signsIn(username);
      agents.set(username, found);
      return found;
    },
    got: (phone) =>
      graph.ledger
        .filter(({ to }) => to.replace("+", "") === phone)
        .map(({ type, body }) => (body[type] as { body?: string } | undefined)?.body ?? `[${type}]`),
  };
}

function declaration(
  graph: Graph,
  { offerSeconds = 30, slaSeconds = null, priority = "medium", wrapUp = "off", settings = {}, webchat = false, more = {} }: Rules,
) {
  return {
    skillsets: [{ name: "sales" }],
    users: PEOPLE.map(([username, name, profile]) => ({ username, name, profile, password: PASSWORD, skillsets: ["sales"] })),
    reasons: [{ name: "Order", below: [{ name: "Delivery", below: ["Too late", "Damaged"] }, { name: "Invoice" }] }, { name: "Question" }],
    queues: [
      {
        name: "sales",
        acceptance: "manual",
        offerSeconds,
        slaSeconds: { social: slaSeconds },
        priority,
        wrapUp,
        rings: [{ afterSeconds: 0, skillsets: ["sales"] }],
      },
    ],
    channels: [
      { id: "wa", kind: "whatsapp", name: "Main number", queue: "sales", settings: { ...graph.settings, ...settings } },
      ...(webchat ? [{ id: "web", kind: "webchat", name: "Site", queue: "sales" }] : []),
    ],
    ...more,
  };
}

export type Agent = ReturnType<typeof agentOf>;

/** The hands and eyes of somebody at the desk. */
function agentOf(page: Page, problems: string[], url: string) {
  const composer = page.locator("#composer textarea");
  const offer = page.locator("#offer .offer");
  const agent = {
    page,
    problems,
    composer,
    offer,
    /** Messages of the open conversation, as text, without what was folded away. */
    thread: page.locator("#thread > .said:not([data-from='system'])"),
    rows: page.locator("#rows > li[id]"),
    signIn: async (username: string) => {
      await page.goto(`${url}/conversations`);
      await page.fill("#username", username);
      await page.fill("#password", PASSWORD);
      await page.click("button[type=submit]");
      await page.waitForURL("**/conversations");
    },
    /** Takes another status, and the page knows of it. */
    turns: async (status: "ready" | "break") => {
      await page.evaluate(async (wanted) => {
        const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
        await fetch("/me/status", { method: "POST", headers: { "X-CSRF-Token": csrf }, body: new URLSearchParams({ status: wanted }) });
      }, status);
      await page
        .locator(".button.status .presence")
        .and(page.locator(`[data-status="${status}"]`))
        .waitFor();
    },
    accepts: async () => {
      await offer.waitFor();
      await page.locator("#offer .offer:not([data-shield])").waitFor();
      await page.locator('[data-answer="accept"]').click();
      await composer.waitFor();
    },
    /** Accepts without the hands: gives the conversation's path. */
    takes: async () => {
      const path = (await offer.getAttribute("data-href")) ?? "";
      await page.evaluate(async (at) => {
        const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
        await fetch(`${at}/accept`, { method: "POST", headers: { "X-CSRF-Token": csrf } });
      }, path);
      await page.locator(`#offer [data-href="${path}"]`).waitFor({ state: "detached" });
      return path;
    },
    writes: async (text: string) => {
      await composer.fill(text);
      await composer.press("Enter");
    },
    notes: async (text: string) => {
      await page.locator('[data-mode="note"]').click();
      await agent.writes(text);
      await page.locator('[data-mode="reply"]').click();
    },
    said: (text: string): Locator => page.locator("#thread .said").filter({ hasText: text }),
    /** Opens a conversation of the list. */
    opens: async (words: string) => {
      const row = agent.rows.filter({ hasText: words });
      const id = (await row.getAttribute("id"))?.replace("row-", "");
      await row.locator("a").click();
      await page.locator(`.chat[data-conversation="${id}"]`).waitFor();
    },
    closes: async () => {
      await page.locator('[data-opens="close-dialog"]').click();
      await page.locator("[data-confirm]").click();
      await page.locator(".chat:not([data-conversation])").waitFor();
    },
    /** Takes nothing more, closes all that is open, and begins with a page that shows nothing. */
    leavesNothing: async () => {
      await page.bringToFront();
      await page.unrouteAll();
      await agent.turns("break");
      await page.evaluate(async () => {
        const headers = { "X-CSRF-Token": document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "", "HX-Request": "true" };
        const rows = await (await fetch("/conversations/rows?lane=mine", { headers })).text();
        for (const [, id] of rows.matchAll(/id="row-(\d+)"/g)) await fetch(`/conversations/${id}/close`, { method: "POST", headers });
      });
      await page.goto(`${url}/conversations`);
      problems.length = 0;
    },
    /** Another tab of the same browser. */
    tab: async (path = "/conversations") => {
      const other = await page.context().newPage();
      await other.goto(url + path);
      return agentOf(other, problems, url);
    },
  };
  return agent;
}

/** Looks until it is so. */
export const eventually = (look: () => Promise<boolean>, problem: string) => until(look, SOON_MS, problem);
/** The texts of some elements, once they are these. */
export async function comeToBe(elements: Locator, texts: (string | RegExp)[]) {
  const fits = (found: string[]) =>
    found.length === texts.length && texts.every((text, at) => (typeof text === "string" ? found[at]?.includes(text) : text.test(found[at] ?? "")));
  let found: string[] = [];
  await until(async () => fits((found = await elements.allInnerTexts())), SOON_MS, "it did not come to be").catch(() =>
    expect(found).toEqual(texts as string[]),
  );
}
