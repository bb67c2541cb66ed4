// The tab's side of the live stream: what the server announces becomes an event on <body>, so that
// hx-trigger="conversation-7 from:body" works. Signals carry no content; who hears one asks for its part with a GET.
import { announce, page } from "./page.js";

/** Parts that many people show at once ask a little apart from each other. */
const SHARED = /^(list|waiting|today|agents|channels|workspace|settings-)/;
const SPREAD_MS = 300;

const waiting = new Set();

function signal(topic) {
  if (!SHARED.test(topic)) return announce(topic);
  if (waiting.has(topic)) return;
  waiting.add(topic);
  setTimeout(() => {
    waiting.delete(topic);
    announce(topic);
  }, Math.random() * SPREAD_MS);
}

const heard = {
  hello: ({ build, whole }) => {
    announce("live:open");
    if (page.build && build !== page.build) announce("live:update");
    if (!whole) announce("live:again");
  },
  topics: ({ topics, onScreen = [] }) => {
    for (const topic of topics) signal(topic);
    announce("live:heard", { topics, onScreen });
  },
  again: () => announce("live:again"),
  lost: () => announce("live:lost"),
  ended: () => announce("live:ended"),
};
const hear = (message) => heard[message.kind](message);

// Held as long as this tab lives, however it dies; the worker waits for it. It must be held before the worker asks.
async function holdLock() {
  if (!navigator.locks) return null;
  const name = `parlo-tab-${crypto.randomUUID()}`;
  const { promise, resolve } = Promise.withResolvers();
  void navigator.locks.request(name, () => {
    resolve(name);
    return new Promise(() => {});
  });
  return promise;
}

const screen = () => (document.visibilityState === "visible" ? (document.querySelector("[data-conversation]")?.dataset.conversation ?? null) : null);

async function throughWorker() {
  const worker = new SharedWorker(new URL("./live-worker.js", import.meta.url), { type: "module", name: `parlo-${page.session}` });
  const port = worker.port;
  let shown = null;
  worker.onerror = alone;
  const lock = await holdLock();
  const open = (seen) => port.postMessage({ kind: "open", seen, csrf: page.csrf, lock });
  const look = () => {
    if (screen() === shown) return;
    shown = screen();
    port.postMessage({ kind: "screen", conversation: shown });
  };
  port.onmessage = ({ data }) => hear(data);
  open(page.seen);
  look();
  onLooks(look);
  addEventListener("pagehide", () => port.postMessage({ kind: "close" }));
  // Back from the browser's cache: the page slept, so it asks for everything.
  addEventListener("pageshow", ({ persisted }) => persisted && open(-1));
}

function onLooks(look) {
  for (const moment of ["visibilitychange", "htmx:after:swap"]) document.addEventListener(moment, look);
  document.body.addEventListener("desk:shown", look);
}

// Where there are no shared workers (Chrome on Android): a stream of one's own.
async function alone() {
  const { openSource } = await import("./live-source.js");
  let before = false;
  const told = (message) => {
    const whole = message.kind === "hello" && !before && page.seen >= message.id;
    if (message.kind === "hello") before = true;
    hear({ ...message, whole, onScreen: [screen()] });
  };
  const source = openSource(page.csrf, told, { shows: () => [screen()].filter(Boolean), page: Math.random().toString(36).slice(2, 12) });
  onLooks(source.look);
  addEventListener("pagehide", source.close);
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}

/** Connects this tab, when somebody is signed in. */
export function goLive() {
  if (!page.session) return;
  void (globalThis.SharedWorker ? throughWorker() : alone());
}
