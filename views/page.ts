import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language, Words } from "../src/texts/catalogue.ts";
import { wordsOf } from "../src/texts/catalogue.ts";

export type Theme = "system" | "light" | "dark";
export type Priority = "low" | "medium" | "high";

/** What every view may know about who looks and where: handed down once by `html` in render.tsx, read by `usePage`. */
export type Page = {
  readonly language: Language;
  readonly theme: Theme;
  /** IANA name of the workspace's zone. */
  readonly zone: string;
  readonly now: number;
  /** The address of a static file: `assets("css/parts.css")`. */
  readonly assets: (path: string) => string;
  /** Names this build; a page of another build offers to load the new one. */
  readonly build: string;
  /** Sent with every change; empty where there is no session. */
  readonly csrf: string;
  /** The last event whose changes this page shows. */
  readonly seen: number;
  /** Whether this is a restored copy, from which nothing leaves yet. */
  readonly held: boolean;
  /** Whether this is a demo: its customers are simulated. */
  readonly demo: boolean;
  readonly person: Person | null;
  /** Makes of a text what is sent, as small as whoever asked takes it. */
  readonly pack: (text: string, headers: Headers) => string | Uint8Array<ArrayBuffer>;
};

/** Who is signed in. `session` names it without giving it away. */
export type Person = {
  readonly id: number;
  readonly name: string;
  readonly session: string;
  /** Loudness of sounds, 0 to 100. */
  readonly volume: number;
  /** The page that opens after signing in. */
  readonly opens: "home" | "conversations";
  /** `beyondOwn`: for more than what is their own. */
  readonly may: (action: string, beyondOwn?: boolean) => boolean;
};

const nowhere: Page = {
  language: "en",
  theme: "system",
  zone: "UTC",
  now: 0,
  assets: (path) => `/static/${path}`,
  build: "",
  csrf: "",
  seen: 0,
  held: false,
  demo: false,
  person: null,
  pack: (text) => text,
};

type Seen = Page & { readonly t: Words };

/** A page with its words, as views use it. */
export const seenBy = (page: Page): Seen => ({ ...page, t: wordsOf(page.language) });

export const PageContext = createContext<Seen>(seenBy(nowhere));

/** The page that is being written, and its words. */
export const usePage = (): Seen => useContext(PageContext);
