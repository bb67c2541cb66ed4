// What the visitor has sent and the server has not yet confirmed. It survives a reload and a lost connection; sent twice, the
// server takes it once, because each entry has a name of its own.
import { ask } from "./ask.js";
import { say } from "./given.js";
import { kept, random } from "./visitor.js";

const PAUSE_MS = 1_000;
const PAUSE_MS_MAX = 20_000;
/** Longer than this nobody waits; then they may send it again by hand. */
const PATIENCE_SECONDS = 120;

/**
 * `changed` is called with all entries whenever they changed, `sent` with the messages that one became, `reached` with whether
 * the server answered, `slowed` with a sentence while it asks us to wait (null: no more), `closed` when nothing is taken any more.
 */
export function openOutbox({ changed, sent, reached, slowed, closed }) {
  const box = openBox();
  let running = false;
  let timer = 0;
  let failures = 0;

  const fail = (entry, problem) => {
    entry.problem = problem;
    box.keep(entry);
    changed(box.all());
  };
  // Gives how long to wait before the next, in ms; 0 = at once.
  const deliver = async (entry) => {
    const missing = await filesOf(entry);
    if (missing !== null) return fail(entry, missing) ?? 0;
    const { status, seconds, sentence, body } = await post(entry);
    reached(status !== 0);
    if (status === 200 || status === 201) {
      failures = 0;
      slowed(null);
      box.drop(entry.clientId);
      sent(body.messages);
      return 0;
    }
    if (status === 429 && seconds <= PATIENCE_SECONDS) {
      slowed(sentence);
      return seconds * 1000;
    }
    if (status === 0 || status === 408 || status >= 500) return Math.min(PAUSE_MS * 2 ** failures++, PAUSE_MS_MAX) * (0.75 + Math.random() / 2);
    if (status === 410) closed();
    return fail(entry, sentence) ?? 0;
  };
  const run = async () => {
    if (running) return;
    running = true;
    clearTimeout(timer);
    let pauseMs = 0;
    for (let entry = box.next(); entry && pauseMs === 0; entry = box.next()) pauseMs = await deliver(entry);
    if (pauseMs > 0) timer = setTimeout(run, pauseMs);
    running = false;
  };
  const renewed = (how) => {
    changed(box.all(), how);
    void run();
  };

  if (box.all().length > 0) setTimeout(renewed);
  return {
    /** Sends a text and files (each with `clientId` and `ready`, a promise of null or what went wrong), or what was pressed. */
    add: (text, files, chosen = null) => {
      box.keep({ clientId: random(), text, files, chosen, at: Date.now(), problem: null });
      renewed({ follow: true });
    },
    again: (clientId) => {
      box.mend(clientId);
      renewed();
    },
    forget: (clientId) => {
      box.drop(clientId);
      renewed();
    },
    /** The connection is back: what waits goes now. */
    hurry: () => {
      failures = 0;
      void run();
    },
    entries: box.all,
  };
}

const post = ({ clientId, text, files, chosen = null }) => ask("POST", "/messages", { clientId, text, uploads: files.map((file) => file.clientId), chosen });

// The entries in order, here and in what the browser keeps.
function openBox() {
  const entries = kept.names("out:").flatMap(entryIn);
  entries.sort((a, b) => a.at - b.at);
  const find = (clientId) => entries.find((entry) => entry.clientId === clientId);
  const keep = (entry) => {
    if (!find(entry.clientId)) entries.push(entry);
    kept.set(`out:${entry.clientId}`, JSON.stringify({ ...entry, files: entry.files.map(plain) }));
  };
  const drop = (clientId) => {
    const at = entries.findIndex((entry) => entry.clientId === clientId);
    if (at >= 0) entries.splice(at, 1);
    kept.remove(`out:${clientId}`);
  };
  return {
    all: () => [...entries],
    next: () => entries.find(({ problem }) => problem === null),
    keep,
    drop,
    /** Without the files that were lost it can be tried again. */
    mend: (clientId) => {
      const entry = find(clientId);
      if (!entry) return;
      entry.problem = null;
      entry.files = entry.files.filter(({ lost }) => !lost);
      if (entry.text === "" && entry.files.length === 0) drop(clientId);
      else keep(entry);
    },
  };
}

// What of a file can be kept: not the file itself. One that was still on its way is lost with the page.
const plain = ({ clientId, name, type, size, width, height, done }) => ({ clientId, name, type, size, width, height, done: done === true });

function entryIn(name) {
  try {
    const entry = JSON.parse(kept.get(name));
    return [{ ...entry, files: entry.files.map((file) => ({ ...file, lost: !file.done })) }];
  } catch {
    return [];
  }
}

// Waits for an entry's files. Gives null when all are there, else what went wrong.
async function filesOf({ files }) {
  for (const file of files) {
    if (file.lost) return say("file-lost");
    const problem = file.ready ? await file.ready : null;
    if (problem === null) continue;
    file.lost = true;
    return problem;
  }
  return null;
}
