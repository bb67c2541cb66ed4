// The visitor's page. It asks the server for nothing, and keeps nothing, before the visitor writes or when they have written before.
import { ask } from "./ask.js";
import { openComposer } from "./composer.js";
import { byId } from "./dom.js";
import { close, hearHost, isSeen, setUnread } from "./frame.js";
import { inWidget, say, wasReady } from "./given.js";
import { openOutbox } from "./outbox.js";
import { tellPlace } from "./place.js";
import { ring } from "./ring.js";
import { shareStream } from "./stream.js";
import { openThread } from "./thread.js";
import { token, whenKnown } from "./visitor.js";

/** A connection that comes back within this time is not worth a word. */
const BANNER_MS = 1_500;
/** It is told no more often that the visitor writes. */
const WRITES_EVERY_MS = 3_000;

const state = byId("state");
const banner = byId("banner");
const phone = matchMedia("(pointer: coarse)");
const title = document.title;

let seen = null;
let loading = null;
let again = false;
let live = null;
let talking = false;
let wrote = Number.NEGATIVE_INFINITY;
let posted = { got: 0, read: 0 };

const thread = openThread({
  again: (clientId) => outbox.again(clientId),
  forget: (clientId) => outbox.forget(clientId),
  choose: ({ id, choices }, option) => {
    outbox.add(choices.options[option - 1].title, [], { message: id, option });
    // The button that was pressed is no more. A phone's keyboard stays away.
    byId(phone.matches ? "scroll" : "message").focus({ preventScroll: true });
  },
  earlier: (before) => load(`?before=${before}`, true),
});
const composer = openComposer({ send: (text, files) => outbox.add(text, files), writes });
const outbox = openOutbox({
  changed: (entries, how) => thread.wait(entries, how),
  sent: (messages) => {
    thread.put(messages, outbox.entries());
    goLive();
  },
  reached: connection,
  slowed: (sentence) => composer.note(sentence),
  closed: () => composer.shut(),
});

async function load(query, older = false) {
  const { status, body } = await ask("GET", `/messages${query}`);
  connection(status !== 0);
  if (status === 410) composer.shut();
  if (status !== 200) return;
  const fresh = thread.tell({ ...body, older });
  if (!older) seen = body.seen;
  tellState(body);
  tellPlace(body);
  if (fresh.length > 0 && !isSeen()) ring();
  showUnread();
  void noteSeen();
}

// One question at a time; what is asked meanwhile is asked once more after it.
function refresh() {
  again = true;
  loading ??= (async () => {
    while (again) {
      again = false;
      await load(seen === null ? "" : `?after=${seen}`);
    }
    loading = null;
  })();
  return loading;
}

function goLive() {
  live ??= shareStream({ changed: refresh, reached: connection });
}

function looked() {
  void noteSeen();
  showUnread();
}

function showUnread() {
  const unread = isSeen() ? 0 : thread.unread(posted.read);
  setUnread(unread);
  document.title = unread > 0 ? `(${unread}) ${title}` : title;
}

// The agent sees what has reached the visitor, and what they have had before their eyes.
async function noteSeen() {
  const last = thread.last();
  const news = { got: Math.max(posted.got, last), read: isSeen() ? Math.max(posted.read, last) : posted.read };
  if (news.got === posted.got && news.read === posted.read) return;
  const before = posted;
  posted = news;
  const { status } = await ask("POST", "/seen", news);
  if (status !== 204) posted = before;
}

// Whom the visitor talks with may see that they write.
function writes() {
  if (!talking || performance.now() - wrote < WRITES_EVERY_MS) return;
  wrote = performance.now();
  void ask("POST", "/writing", {});
}

function tellState({ state: how, agent, ready }) {
  talking = how === "talking";
  const words = { talking: () => say("talking", { name: agent }), waiting: () => say(ready ? "waiting" : "away") }[how] ?? (() => say(ready ? "here" : "away"));
  if (state.textContent !== words()) state.textContent = words();
}

let bannerTimer = 0;
function connection(there) {
  if (!there) {
    bannerTimer ||= setTimeout(() => (banner.hidden = false), BANNER_MS);
    return;
  }
  clearTimeout(bannerTimer);
  bannerTimer = 0;
  if (banner.hidden) return;
  banner.hidden = true;
  outbox.hurry();
  live?.hurry();
}

function opened() {
  thread.toEnd();
  if (!phone.matches) composer.focus();
}

// A phone's keyboard lies over the page; in its frame the site sees to that.
function keepInSight({ target: { scale, height } }) {
  if (scale === 1) document.documentElement.style.setProperty("--high", `${height}px`);
}
if (!inWidget) globalThis.visualViewport?.addEventListener("resize", keepInSight);

byId("close").hidden = !inWidget;
byId("close").addEventListener("click", close);
addEventListener("keydown", ({ key, defaultPrevented, isComposing }) => {
  if (key === "Escape" && inWidget && !defaultPrevented && !isComposing && !document.querySelector("dialog[open]")) close();
});
addEventListener("offline", () => connection(false));
addEventListener("online", () => void outbox.hurry());
addEventListener("pageshow", ({ persisted }) => persisted && token() && refresh());
whenKnown(() => {
  goLive();
  void refresh();
});

tellState({ state: "none", agent: null, ready: wasReady });
hearHost({ opened, looked });
if (token()) {
  goLive();
  void refresh();
}
if (!inWidget) opened();
