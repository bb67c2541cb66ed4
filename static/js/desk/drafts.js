// What is begun and not sent, per conversation. Every letter is kept in this tab at once; soon after, and when one leaves, the server has it
// for all windows of its agent. A save names the revision it was written from, so that no window writes over what another one has.
import { announce, page } from "../page.js";
import { keep, recall } from "./kept.js";

const PAUSE_MS = 1000;
const AGAIN_MS = 2000;
/** What a browser lets a page send that goes away is 64 kB; a letter has up to three bytes, and escaped some more. */
const LEAVING_LETTERS_MAX = 10_000;
const EMPTY = { mode: "reply", text: "", choices: null };

// By conversation: { text, mode, choices, revision, saved: { text, mode, choices }, other: what another window wrote meanwhile, until one is chosen }.
const drafts = recall("drafts") ?? {};
const saving = new Map();
const timers = new Map();

const entryOf = (conversation) => ({ ...EMPTY, revision: 0, saved: EMPTY, other: null, ...drafts[conversation] });
const isEmpty = ({ text, choices }) => text === "" && !choices;
const same = (a, b) => a.text === b.text && alike(a.choices, b.choices) && (isEmpty(a) || a.mode === b.mode);
const alike = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const isUnsaved = (entry) => !same(entry, entry.saved);

function change(conversation, changed) {
  drafts[conversation] = { ...entryOf(conversation), ...changed };
  keep("drafts", drafts);
}

/** What is begun in a conversation: { text, mode, choices }, and in `other` what another window wrote meanwhile. */
export const draftIn = (conversation) => entryOf(conversation);

/** Keeps what is being written. */
export function writeDraft(conversation, { text, mode, choices }) {
  change(conversation, { text, mode, choices });
  soon(conversation, PAUSE_MS);
}

/** What stands in the box is on its way: gives the revision that is sent. The server empties its own when it has the message. */
export function sendDraft(conversation) {
  const { revision, other } = entryOf(conversation);
  const going = saving.get(conversation);
  const sent = other ? 0 : going ? revision + 1 : revision;
  if (going) change(conversation, { revision: sent, saved: going.draft });
  change(conversation, EMPTY);
  if (other) choose(conversation, "other");
  return sent;
}

/** Resolves when no save of a conversation is on its way. */
export const settled = (conversation) => saving.get(conversation)?.ended;

/** Brings in what the server has. Of two texts that differ neither is lost: the person chooses. */
export function meet(conversation, { revision, text, mode, choices }) {
  const entry = entryOf(conversation);
  if (saving.has(conversation) || revision < entry.revision) return;
  const saved = { text, mode, choices };
  const theirs = revision > entry.revision && !isEmpty(saved) && !same(entry, saved);
  if (!isUnsaved(entry) || (theirs && isEmpty(entry))) change(conversation, { ...saved, revision, saved, other: null });
  else if (theirs) change(conversation, { revision, saved, other: saved });
  else change(conversation, { revision, saved });
  if (isUnsaved(entryOf(conversation))) soon(conversation, PAUSE_MS);
}

/** Goes on with the "own" text or the "other" one. */
export function choose(conversation, which) {
  const { other } = entryOf(conversation);
  change(conversation, { ...(which === "other" ? other : {}), other: null });
  void save(conversation);
  announce("draft:changed");
}

function soon(conversation, ms) {
  if (!timers.has(conversation)) timers.set(conversation, setTimeout(save, ms, conversation));
}

async function save(conversation) {
  clearTimeout(timers.get(conversation));
  timers.delete(conversation);
  const { text, mode, choices, revision, other, saved } = entryOf(conversation);
  const draft = isEmpty({ text, choices }) ? EMPTY : { text, mode, choices };
  if (other || saving.has(conversation) || same(draft, saved)) return;
  const { promise, resolve } = Promise.withResolvers();
  saving.set(conversation, { draft, ended: promise });
  const answer = await post(conversation, { ...draft, revision });
  saving.delete(conversation);
  resolve();
  if (answer.revision === undefined) return answer.older ? newer(conversation) : answer.later && soon(conversation, AGAIN_MS);
  change(conversation, { revision: answer.revision, saved: draft });
  announce("draft:kept", { conversation });
  if (isUnsaved(entryOf(conversation))) soon(conversation, PAUSE_MS);
}

async function newer(conversation) {
  change(conversation, { revision: 0 });
  await look(conversation);
}

// { revision } when it is kept, or whether another window was faster, or whether it may go better later.
async function post(conversation, draft) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": page.csrf };
  const keepalive = draft.text.length < LEAVING_LETTERS_MAX;
  const response = await fetch(urlOf(conversation), { method: "POST", headers, body: JSON.stringify(draft), keepalive }).catch(() => null);
  if (response?.ok) return response.json();
  return { older: response?.status === 409, later: !response || response.status >= 500 || response.status === 429 };
}

const urlOf = (conversation) => `/conversations/${conversation}/draft`;
const shown = () => document.getElementById("composer")?.dataset.conversation;

/** Asks what the server has: another window may have written. */
async function look(conversation) {
  const response = conversation && (await fetch(urlOf(conversation), { headers: { Accept: "application/json" } }).catch(() => null));
  if (!response?.ok) return;
  meet(conversation, await response.json());
  announce("draft:changed");
}

function saveAll() {
  for (const conversation of Object.keys(drafts)) if (isUnsaved(entryOf(conversation))) void save(conversation);
}

document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? void look(shown()) : saveAll()));
addEventListener("focus", () => void look(shown()));
addEventListener("pagehide", saveAll);
for (const moment of ["desk:shown", "desk:sent", "live:open"]) document.body.addEventListener(moment, saveAll);
for (const moment of ["draft", "live:again"]) document.body.addEventListener(moment, () => void look(shown()));
// The list shows what is begun where one is not.
document.body.addEventListener("draft:kept", ({ detail }) => detail.conversation !== shown() && announce("list"));
