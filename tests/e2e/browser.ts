import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { findChromium, HOW_TO_INSTALL } from "../../scripts/chromium.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const MEDIA_FLAGS = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];
const STEP_MAX_MS = 20_000;

export type Browser = {
  /** Somebody's own browser: cookies, storage and workers apart from everybody else's. */
  person(options?: BrowserContextOptions): Promise<Person>;
  close(): Promise<void>;
};

export type Person = {
  context: BrowserContext;
  page: Page;
  /** What went wrong in any of this person's pages: thrown errors and the console's, breaches of the content policy among them. */
  problems: string[];
};

/** Starts the machine's Chromium with a fresh profile. `media`: a camera and a microphone that need no asking. */
export async function startBrowser({ media = false } = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`There is no Chromium. Name one in CHROMIUM, or run: ${HOW_TO_INSTALL}`);
  const browser = await chromium.launch({ executablePath, headless: true, args: media ? [...FLAGS, ...MEDIA_FLAGS] : FLAGS });
  return {
    person: async (options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      context.setDefaultTimeout(STEP_MAX_MS);
      const problems: string[] = [];
      context.on("weberror", (error) => problems.push(String(error.error())));
      context.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      return { context, page: await context.newPage(), problems };
    },
    close: () => browser.close(),
  };
}
