// What was written and the server does not have yet. Each goes with an id of its own, in order, and again with the same one when no
// answer came: the server knows it and takes it once. It survives a reload.
import { announce, page } from "../page.js";
import { settled } from "./drafts.js";
import { newId } from "./id.js";
import { keep, recall } from "./kept.js";

const ANSWER_MS_MAX = 30_000;
const PAUSE_MS = 1000;
const PAUSE_MS_MAX = 15_000;
/** A server that fails this often over the same message will go on failing. */
const FAILURES_MAX = 5;
/** Own answers that are named to the server, so that they are not taken for those of another window. */
const SENT_MAX = 20;

let entries = recall("outbox") ?? [];
let sent = recall("sent") ?? [];
const running = new Set();

/**
 * What is not sent yet of a conversation: { clientId, mode, text, files, location, choices, state: "waiting" | "refused" | "asked", why, stuck }; and where
 * somebody answered meanwhile, in `answered` what the server asks of it: { id, markup }.
 */
export const unsent = (conversation) => entries.filter((entry) => entry.conversation === conversation);

/** Sends a text, files (static/js/desk/uploads.js) and choices, as an answer or a note; `draft` is the revision that it was. A `location` goes alone. */
export function put({ conversation, mode, text, draft, files, location, choices = null }) {
  const clientId = newId();
  entries.push({ clientId, conversation, mode, text, draft, files, location, choices, seen: newestShown(), asked: 0, state: "waiting", why: "", failures: 0 });
  sent = [...sent, clientId].slice(-SENT_MAX);
  keep("sent", sent);
  changed();
  void run(conversation);
}

export function again(clientId) {
  const entry = entries.find((one) => one.clientId === clientId);
  if (!entry) return;
  Object.assign(entry, { state: "waiting", why: "", failures: 0 });
  changed();
  void run(entry.conversation);
}

/** It goes although somebody answered meanwhile, up to that answer. */
export function sendAnyway(clientId, asked) {
  Object.assign(entries.find((one) => one.clientId === clientId) ?? {}, { asked, answered: null });
  again(clientId);
}

/** The newest message that the page shows. */
function newestShown() {
  const ids = [...document.querySelectorAll('#thread > .said[id^="m-"]')].map(({ id }) => Number(id.slice("m-".length)));
  return Math.max(0, ...ids);
}

/** Takes one out, and gives it back to who wants to write it otherwise. */
export function takeBack(clientId) {
  const entry = entries.find((one) => one.clientId === clientId);
  drop(entry);
  void run(entry.conversation);
  return entry;
}

function drop(entry) {
  entries = entries.filter((one) => one !== entry);
  changed();
}

function changed() {
  const lasting = entries.map(({ files, ...entry }) => ({ ...entry, files: files.map(({ clientId, name }) => ({ clientId, name })) }));
  keep("outbox", lasting);
  announce("outbox:changed");
}

// One after the other, so that they arrive in the order in which they were written.
async function run(conversation) {
  if (running.has(conversation)) return;
  running.add(conversation);
  // What was written after one that is asked about waits with it.
  const next = () => entries.find((entry) => entry.conversation === conversation && entry.state !== "refused");
  for (let entry = next(); entry?.state === "waiting" && (await send(entry)); ) entry = next();
  running.delete(conversation);
}

/** False when the next one has to wait, too. */
async function send(entry) {
  const { conversation, mode, text, draft = 0, clientId, files, location, choices = null, seen = 0, asked = 0 } = entry;
  try {
    await Promise.all([settled(conversation), ...files.map(({ finished }) => finished)]);
    const uploads = files.map((file) => file.clientId);
    const noted = { clientId, draft, text };
    const [path, body] = mode === "note" ? ["notes", noted] : ["messages", { ...noted, uploads, location, choices, known: { seen, sent, asked } }];
    const answer = await post(`/conversations/${conversation}/${path}`, body);
    if (!entries.includes(entry)) return true;
    if (answer.sent) {
      drop(entry);
      announce("desk:sent");
      return true;
    }
    if (answer.answered) return hold(entry, answer.answered);
    if (answer.why && ++entry.failures < FAILURES_MAX && answer.later) return later(entry);
    if (!answer.why) return later(entry);
    return refuse(entry, answer.why);
  } catch (error) {
    return refuse(entry, error.message);
  }
}

function refuse(entry, why) {
  Object.assign(entry, { state: "refused", why });
  changed();
  return true;
}

function hold(entry, answered) {
  Object.assign(entry, { state: "asked", answered });
  changed();
  return false;
}

let pauseMs = PAUSE_MS;
function later(entry) {
  const { conversation } = entry;
  entry.stuck = true;
  setTimeout(() => void run(conversation), pauseMs);
  pauseMs = Math.min(2 * pauseMs, PAUSE_MS_MAX);
  return false;
}

// { sent }, or { why } when the server said no, with `later` when it might say otherwise, or nothing when it said nothing.
async function post(url, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": page.csrf };
  const signal = AbortSignal.timeout(ANSWER_MS_MAX);
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal }).catch(() => null);
  if (!response) return {};
  if (response.ok) {
    pauseMs = PAUSE_MS;
    return { sent: true };
  }
  if (response.status === 401) {
    announce("live:ended");
    return {};
  }
  const answered = Number(response.headers.get("Parlo-Answered"));
  if (answered) return { answered: { id: answered, markup: await response.text() } };
  const problem = await response.json().catch(() => null);
  const [field] = Object.values(problem?.fields ?? {});
  return { why: field ?? problem?.title ?? String(response.status), later: response.status >= 500 || response.status === 429 };
}

/** Tries everything that waits. */
function flush() {
  pauseMs = PAUSE_MS;
  for (const conversation of new Set(entries.map((entry) => entry.conversation))) void run(conversation);
}

document.body.addEventListener("live:open", flush);
// Loading the page again loses nothing, closing the tab would; the browser does not say which it is.
addEventListener("beforeunload", (event) => {
  const uploading = ({ files }) => files.some((file) => file.finished && !file.done);
  if (entries.some((entry) => entry.state === "waiting" && (entry.stuck || uploading(entry)))) event.preventDefault();
});
flush();
