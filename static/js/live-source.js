// One stream and one heartbeat for all the tabs of a browser. Runs in the shared worker, or in the page where there is none.

const PRESENCE_MS = 20_000;
const PRESENCE_TIMEOUT_MS = 10_000;
/** What is on the screens is told so long after it changed. */
const LOOK_MS = 300;
const RETRY_MS = 500;
const RETRY_MAX_MS = 15_000;

/**
 * Opens the stream and keeps it open. `hear` gets { kind: "hello", id, build } whenever it is open (again),
 * { kind: "topics", id?, topics }, { kind: "again" }, { kind: "lost" } and, at last, { kind: "ended" }. `shows` says which conversations are on
 * screens now: that goes with each heartbeat, and soon after `look` was called. `page` tells those apart that have a heartbeat of their own.
 */
export function openSource(csrf, hear, { shows = () => [], page = "" } = {}) {
  let [stream, timer, attempts, over] = [null, 0, 0, false];
  const screens = screensOf(shows, () => void present());
  const body = () => new URLSearchParams({ shows: screens.now(), page });

  const close = () => {
    over = true;
    clearTimeout(timer);
    clearInterval(heart);
    screens.close();
    stream?.close();
  };
  const end = () => {
    close();
    hear({ kind: "ended" });
  };
  const open = () => {
    stream = new EventSource("/stream");
    stream.addEventListener("hello", ({ data }) => {
      attempts = 0;
      hear({ kind: "hello", ...JSON.parse(data) });
    });
    stream.addEventListener("message", ({ data }) => hear({ kind: "topics", ...JSON.parse(data) }));
    stream.addEventListener("again", () => hear({ kind: "again" }));
    stream.addEventListener("end", end);
    stream.addEventListener("error", lose);
  };
  // The browser's own retrying gives up on any answer but 200, and a proxy says 502 while we restart: so we retry ourselves.
  const lose = () => {
    if (over) return;
    stream?.close();
    stream = null;
    hear({ kind: "lost" });
    const wait = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** attempts++) * (0.5 + Math.random());
    clearTimeout(timer);
    timer = setTimeout(retry, wait);
  };
  const retry = async () => {
    if (await present()) open();
    else lose();
  };
  // True: the server is there and knows us.
  const present = async () => {
    try {
      const signal = AbortSignal.timeout(PRESENCE_TIMEOUT_MS);
      const { ok, status } = await fetch("/presence", { method: "POST", headers: { "X-CSRF-Token": csrf }, body: body(), signal });
      if (status === 401) end();
      return ok;
    } catch {
      return false;
    }
  };
  const beat = async () => {
    if (stream && !(await present()) && stream) lose();
  };
  const heart = setInterval(beat, PRESENCE_MS);
  const now = () => {
    if (over || stream) return;
    clearTimeout(timer);
    void retry();
  };
  globalThis.addEventListener("online", now);
  globalThis.addEventListener("offline", () => stream && lose());

  open();
  void present();
  return { close, look: screens.look };
}

// What is on the screens: said with each heartbeat, and a moment after it has changed. A page that is loaded again has come back by then.
function screensOf(shows, tell) {
  let said = "";
  let timer = 0;
  const text = () => [...new Set(shows())].join(",");
  return {
    now: () => {
      said = text();
      return said;
    },
    look: () => {
      clearTimeout(timer);
      timer = setTimeout(() => said !== text() && tell(), LOOK_MS);
    },
    close: () => clearTimeout(timer),
  };
}
