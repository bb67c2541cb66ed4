import type { ComponentChildren } from "preact";
import { HeldBar } from "./admin/held-bar.tsx";
import type { PlaceId } from "./navigation.ts";
import { usePage } from "./page.ts";
import { Palette } from "./palette/palette.tsx";
import { Banners } from "./parts/banners.tsx";
import { DemoMark } from "./parts/demo-mark.tsx";
import { Icon } from "./parts/icon.tsx";
import { Rail } from "./parts/rail.tsx";
import { type Bar, SystemBar } from "./parts/system-bar.tsx";
import { BrowserToasts } from "./parts/toast.tsx";

type HtmlProps = { title: string; body: string; styles: readonly string[]; script: string; children: ComponentChildren };

// Scripts are 'self' only. No answer that refuses something is put in the place of what was there: it brings a toast (views/parts/toast.tsx).
const HTMX = JSON.stringify({
  prefix: "",
  includeIndicatorCSS: false,
  history: "reload",
  // Else new elements would bear the attributes of the old ones for a moment, to animate them.
  defaultSettleDelay: 0,
  noSwap: [204, 304, 400, 401, 403, 404, 405, 409, 410, 413, 415, 429, "5xx"],
});
const DOOR_STYLES = ["css/tokens.css", "css/base.css", "css/controls.css", "css/marks.css", "css/floating.css", "css/pages.css"];
const STAFF_STYLES = [
  ...DOOR_STYLES,
  "css/tables.css",
  "css/messages.css",
  "css/composer.css",
  "css/shell.css",
  "css/desk.css",
  "css/why.css",
  "css/moving.css",
  "css/admin.css",
  "css/what-if.css",
  "css/home.css",
  "css/customers.css",
  "css/panel.css",
  "css/locations.css",
  "css/quotes.css",
];

function Html({ title, body, styles, script, children }: HtmlProps) {
  const { language, theme, zone, assets, build, csrf, seen, now, person, t } = usePage();
  return (
    <html lang={language} data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="csrf" content={csrf} />
        <meta name="htmx-config" content={HTMX} />
        <meta name="parlo" data-build={build} data-seen={seen} data-now={now} data-zone={zone} data-session={person?.session} data-volume={person?.volume} />
        <title>{t("app.title", { page: title })}</title>
        <link rel="icon" href={assets("favicon.svg")} />
        {styles.map((name) => (
          <link rel="stylesheet" href={assets(name)} />
        ))}
        <script defer src={assets("lib/htmx.js")} />
        <script type="module" src={assets(script)} />
      </head>
      <body class={body} hx-headers:inherited={JSON.stringify({ "X-CSRF-Token": csrf })}>
        {children}
        <div id="toasts" class="toasts" role="status" />
        <BrowserToasts />
      </body>
    </html>
  );
}

export type LayoutProps = {
  title: string;
  /** The place of the rail that is marked. */
  at: PlaceId | null;
  bar: Bar;
  /** Class of main: "desk", "page", "with-subnav". */
  main: string;
  children: ComponentChildren;
};

/** A page of the staff: rail, system bar, banners, main, and the regions that fill themselves (offer, toasts). */
export function Layout({ title, at, bar, main, children }: LayoutProps) {
  const { t } = usePage();
  return (
    <Html title={title} body="app" styles={STAFF_STYLES} script="js/app.js">
      <a class="skip" href="#main">
        {t("app.skip")}
      </a>
      <Rail at={at} bar={bar} />
      <SystemBar bar={bar} />
      <div class="work">
        <HeldBar />
        <Banners bar={bar} />
        <main id="main" class={main} data-place={at}>
          {children}
        </main>
      </div>
      <Palette />
      <div id="offer" hx-get="/offer" hx-trigger="load, offers from:body, live:again from:body" hx-swap="innerMorph" />
    </Html>
  );
}

type BlankProps = { title: string; body?: string; styles?: readonly string[]; script?: string; children: ComponentChildren };

/** A page without rail and bar: sign-in, first run, errors, web chat. `body` "door" has a Sheet in the middle. */
export function Blank({ title, body = "door", styles = DOOR_STYLES, script = "js/app.js", children }: BlankProps) {
  return (
    <Html title={title} body={body} styles={styles} script={script}>
      <DemoMark />
      {children}
    </Html>
  );
}

/** The sheet in the middle of a Blank page, with our mark. */
export function Sheet({ children }: { children: ComponentChildren }) {
  const { t } = usePage();
  return (
    <main class="sheet">
      <p class="logo">
        <Icon name="parlo" />
        {t("app.name")}
      </p>
      {children}
    </main>
  );
}
