import type { ComponentChildren } from "preact";
import type { Chat } from "../../src/channels/webchat/chat.ts";
import { catalogue, type Language } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { DemoMark } from "../parts/demo-mark.tsx";
import { Icon } from "../parts/icon.tsx";

const STYLES = ["tokens.css", "base.css", "controls.css", "marks.css", "floating.css", "messages.css", "visitor.css", "chat.css"];
// Named in the page, so that a phone need not find out one after the other.
const MODULES = [
  "ask",
  "attachments",
  "bubble",
  "choices",
  "composer",
  "dom",
  "frame",
  "given",
  "items",
  "location",
  "outbox",
  "place",
  "rich",
  "ring",
  "scroll",
  "sound",
  "stream",
  "thread",
  "tray",
  "visitor",
];
// What the scripts say; the texts of the catalogue that begin with "webchat.".
const WORDS = [
  ["today", "yesterday", "wrote-on", "earlier", "show", "joined", "ended", "you", "revoked", "more", "location", "way"],
  ["picture", "close-picture", "file", "save", "play", "not-loaded", "detach", "file-empty", "file-too-large", "file-failed", "file-lost", "too-many-at-once"],
  ["sending", "sent", "read", "not-sent", "again", "forget", "failed", "text-too-long", "is-closed"],
  ["choices", "chosen"],
  ["voice", "pause", "place-in", "heard", "speed"],
  ["place", "place-next", "wait-less", "wait-between", "wait-longer"],
  ["here", "away", "waiting", "talking", "open", "close", "title", "unread-one", "unread-other"],
].flat() as readonly Word[];
type Word = keyof typeof catalogue.en extends infer K ? (K extends `webchat.${infer W}` ? W : never) : never;

const wordsOf = (language: Language) => Object.fromEntries(WORDS.map((word) => [word, catalogue[language][`webchat.${word}`]]));

// Not views/layout.tsx: a visitor's phone loads neither htmx nor Alpine nor the staff's styles.
function Html({ title, children, head }: { title: string; children: ComponentChildren; head?: ComponentChildren }) {
  const { language, assets } = usePage();
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href={assets("favicon.svg")} />
        {STYLES.map((name) => (
          <link rel="stylesheet" href={assets(`css/${name}`)} />
        ))}
        {head}
      </head>
      <body class="phone">{children}</body>
    </html>
  );
}

/** The visitor's page: alone in a browser, or in the frame that static/widget.js makes. */
export function ChatPage({ chat, ready }: { chat: Chat; ready: boolean }) {
  const { t, language, assets } = usePage();
  const { title, channelId, colour, coloured } = chat;
  const given = JSON.stringify({ chat, ready, icons: assets("icons.svg"), words: wordsOf(language) });
  const head = (
    <>
      {coloured && <link rel="stylesheet" href={`/chat/${channelId}/colours.css?of=${encodeURIComponent(colour)}`} />}
      <meta name="parlo-chat" content={given} />
      {MODULES.map((name) => (
        <link rel="modulepreload" href={assets(`js/chat/${name}.js`)} />
      ))}
      <link rel="modulepreload" href={assets("js/player.js")} />
      <script type="module" src={assets("js/chat/page.js")} />
    </>
  );
  return (
    <Html title={t("webchat.title", { name: title })} head={head}>
      <main id="chat" class="widget-chat" aria-label={t("webchat.title", { name: title })}>
        <header>
          <Avatar name={title} />
          <div class="grow">
            <h1 class="cut" dir="auto">
              {title}
            </h1>
            <p id="state" class="cut" role="status">
              {t(ready ? "webchat.here" : "webchat.away")}
            </p>
          </div>
          <Touch id="close" icon="x" label={t("webchat.close")} hidden />
        </header>
        <DemoMark />
        <p id="place" class="place" hidden>
          <Icon name="hourglass" />
          <span class="grow">
            <b /> <small dir="auto" />
          </span>
        </p>
        <p id="place-aloud" class="unseen" role="status" />
        <p id="banner" class="banner" role="status" hidden>
          <Icon name="wifi-off" />
          <span>{t("webchat.no-connection")}</span>
        </p>
        <div class="reading">
          <div id="scroll" class="scroll" role="log" aria-label={t("webchat.messages")} tabindex={0}>
            <ol id="thread" class="thread">
              <noscript>{t("webchat.no-script")}</noscript>
            </ol>
          </div>
          <button id="newest" class="newest" type="button" hidden>
            <Icon name="arrow-down" />
            <span>{t("webchat.newest")}</span>
          </button>
          <p class="drop" aria-hidden="true">
            {t("webchat.drop")}
          </p>
        </div>
        <Ask chat={chat} />
      </main>
    </Html>
  );
}

function Ask({ chat }: { chat: Chat }) {
  const { t } = usePage();
  return (
    <form id="ask" class="writing" autocomplete="off">
      <p id="note" class="note" role="status" hidden />
      <ul id="tray" class="tray" hidden />
      <div class="ask">
        <input id="picker" type="file" multiple accept={chat.accept} hidden />
        <Touch id="attach" icon="paperclip" label={t("webchat.attach")} />
        <textarea id="message" rows={1} aria-label={t("webchat.message")} placeholder={t("webchat.write")} enterkeyhint="enter" dir="auto" />
        <Touch id="send" icon="arrow-up" label={t("webchat.send")} kind="primary" type="submit" disabled />
      </div>
    </form>
  );
}

type TouchProps = { id: string; icon: string; label: string; kind?: "primary" | "quiet"; type?: "button" | "submit"; hidden?: boolean; disabled?: boolean };

function Touch({ icon, label, kind = "quiet", type = "button", ...rest }: TouchProps) {
  return (
    <button class="button" data-size="touch" data-kind={kind} type={type} aria-label={label} title={label} {...rest}>
      <Icon name={icon} size="l" />
    </button>
  );
}

/** In place of a channel that takes nothing at present. */
export function ClosedPage({ title }: { title: string }) {
  const { t } = usePage();
  return (
    <Html title={title}>
      <DemoMark />
      <main class="widget-chat is-closed">
        <Avatar name={title} size="l" />
        <h1>{t("webchat.is-closed")}</h1>
        <p>{t("webchat.is-closed.why")}</p>
      </main>
    </Html>
  );
}

/** Where no channel is: a link that was mistyped, or a chat that was removed. */
export function NoChatPage() {
  const { t } = usePage();
  return (
    <Html title={t("webchat.nowhere")}>
      <DemoMark />
      <main class="widget-chat is-closed">
        <h1>{t("webchat.nowhere")}</h1>
        <p>{t("webchat.nowhere.why")}</p>
      </main>
    </Html>
  );
}
