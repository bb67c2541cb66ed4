// The server's signals by fetch, because an EventSource can send no header. Of a visitor's windows the one seen last holds the
// stream and tells the others: a browser has few connections to spare.
import { address, headers } from "./ask.js";
import { chat } from "./given.js";

const RETRY_MS = 500;
const RETRY_MS_MAX = 15_000;
/** The server says something every 15 s. After so long a silence there is nobody. */
const SILENCE_MS_MAX = 40_000;
/** So much later the page asks again when it was refused. */
const REFUSED_SECONDS = 60;

/**
 * Opens the stream and keeps it open. `changed` is called when something changed, and when it is open again: then ask for
 * everything since. `reached` is told whether there is a connection.
 */
export function openStream({ changed, reached }) {
  let opening = null;
  let heardAt = 0;
  let attempts = 0;
  let timer = 0;
  let over = false;

  const opened = () => {
    attempts = 0;
    reached(true);
    changed();
  };
  const open = async () => {
    clearTimeout(timer);
    if (over || opening) return;
    opening = new AbortController();
    const stayAwayMs = await listen(opening, { opened, changed, heard: () => (heardAt = Date.now()) });
    opening = null;
    if (over) return;
    reached(stayAwayMs > 0);
    timer = setTimeout(open, stayAwayMs || Math.min(RETRY_MS * 2 ** attempts++, RETRY_MS_MAX) * (0.5 + Math.random()));
  };
  // The page was asleep, or there may be a connection again: one that has been silent for long is given up.
  const hurry = () => {
    attempts = 0;
    if (opening && Date.now() - heardAt > SILENCE_MS_MAX / 2) opening.abort();
    void open();
  };
  const lost = () => opening?.abort();
  addEventListener("online", hurry);
  addEventListener("offline", lost);
  void open();
  return {
    hurry,
    close: () => {
      over = true;
      clearTimeout(timer);
      opening?.abort();
      removeEventListener("online", hurry);
      removeEventListener("offline", lost);
    },
  };
}

// Reads one stream to its end. Gives how long the server asks us to stay away, in ms; 0 when the connection is what failed.
async function listen(opening, { opened, changed, heard }) {
  let silence = 0;
  const listening = () => {
    heard();
    clearTimeout(silence);
    silence = setTimeout(() => opening.abort(), SILENCE_MS_MAX);
  };
  listening();
  try {
    const response = await fetch(address("/stream"), { headers: headers(), credentials: "omit", cache: "no-store", signal: opening.signal });
    if (!response.ok) return response.status < 500 ? 1000 * Number(response.headers.get("retry-after") ?? REFUSED_SECONDS) : 0;
    opened();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ; ) {
      const { done, value } = await reader.read();
      if (done) return 0;
      listening();
      const frames = (rest + value).split("\n\n");
      rest = frames.pop();
      // "hello" is what opens it, and comments only say that it is alive.
      if (frames.some((frame) => /^(data:|event: again)/.test(frame))) changed();
    }
  } catch {
    return 0;
  } finally {
    clearTimeout(silence);
  }
}

/** Holds the stream for all windows of this visitor, or hears of it from the one that does. */
export function shareStream({ changed, reached }) {
  if (!navigator.locks || !globalThis.BroadcastChannel) return openStream({ changed, reached });
  const name = `parlo-chat:${chat.channelId}`;
  const others = new BroadcastChannel(name);
  let stream = null;
  let waiting = null;

  const tell = (kind, value) => {
    others.postMessage({ kind, value });
    hear({ data: { kind, value } });
  };
  const hear = ({ data: { kind, value } }) => (kind === "changed" ? changed() : kind === "reached" ? reached(value) : null);
  others.onmessage = hear;

  // A browser that lends a frame no storage lends it no locks either.
  const alone = () => {
    stream ??= openStream({ changed, reached });
  };
  // Until this window is closed, or another takes it away.
  const request = (options) => {
    let mine = null;
    const hold = () => {
      waiting?.abort();
      waiting = null;
      stream = mine = openStream({ changed: () => tell("changed"), reached: (value) => tell("reached", value) });
      return new Promise(() => {});
    };
    navigator.locks.request(name, options, hold).catch(({ name: problem }) => {
      if (problem === "SecurityError") return alone();
      mine?.close();
      if (!mine || stream !== mine) return;
      stream = null;
      wait();
    });
  };
  const wait = () => {
    waiting = new AbortController();
    request({ signal: waiting.signal });
  };
  const seen = () => {
    if (document.visibilityState !== "visible") return;
    if (stream) stream.hurry();
    else request({ steal: true });
  };
  addEventListener("focus", seen);
  document.addEventListener("visibilitychange", seen);
  wait();
  seen();
  return { hurry: () => stream?.hurry() };
}
