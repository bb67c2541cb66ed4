// What stands in the thread, in order: days, messages, lines, and below them what is on its way. No element, no network.
import { chat, locale, say } from "./given.js";

/** Messages of one side within this time belong together. */
const JOINED_MS = 10 * 60_000;

const days = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
const oldDays = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
const dayOf = (at) => new Date(at).toDateString();

/** "Today", "Yesterday", "Wednesday 18 November", "18 November 2024". */
export function dayName(at, now = Date.now()) {
  if (dayOf(at) === dayOf(now)) return say("today");
  if (dayOf(at) === dayOf(now - 86_400_000)) return say("yesterday");
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? days : oldDays).format(at);
}

/** How messages and lines stand: by conversation, position and id. */
export const inOrder = (a, b) => a.conversation - b.conversation || a.position - b.position || a.id - b.id;

/** The place that the server names in `earlier.before`. */
export function placeIn(text) {
  const [conversation, position, id] = text.split(".").map(Number);
  return { conversation, position, id };
}

/**
 * The items to show, each with a key that stays: `messages` and `lines` as the server told them, `waiting` what the outbox has.
 * What was sent from here keeps its key when the server has it. `greeting` stands above all, null for none.
 */
export function itemsOf({ messages, lines, waiting, greeting }) {
  const answered = answersIn([...messages, ...waiting]);
  const over = new Set(lines.filter(({ what }) => what === "closed").map(({ conversation }) => conversation));
  const said = messages.map((message) => ({ ...message, what: "said", key: keyOf(message), ...standingOf(message, answered, over) }));
  const told = [...said, ...lines.map((line) => ({ ...line, id: 0, at: line.position }))].sort(inOrder);
  const there = new Set(said.map(({ key }) => key));
  const coming = waiting.flatMap(partsOf).filter(({ key }) => !there.has(key));
  const above = greeting === null ? [] : [greetingOf(greeting)];
  return [...above, ...withDays(joined([...told, ...coming]))];
}

// What was chosen of each message, by its id; also what is still on its way.
const answersIn = (all) => new Map(all.flatMap(({ chosen }) => (chosen ? [[chosen.message, chosen.option]] : [])));

// What it gives to choose from can be pressed once, and while the conversation lasts.
function standingOf({ id, choices, conversation }, answered, over) {
  if (!choices) return { chosen: null };
  const chosen = answered.get(id) ?? null;
  return { chosen, live: chosen === null && !over.has(conversation) };
}

function keyOf({ id, sent }) {
  return sent ? `sent-${sent.clientId}-${sent.part}` : `message-${id}`;
}

const greetingOf = (text) => ({ what: "said", key: "greeting", from: "us", author: chat.title, text, files: [], at: null, joined: false });

// As the server will cut it: one file takes the text along, several follow it.
function partsOf({ clientId, text, files, at, problem }) {
  const base = { what: "said", from: "you", author: null, at, read: false, problem: null, pending: true, clientId };
  const contents =
    files.length === 1 ? [{ text, files }] : [...(text === "" ? [] : [{ text, files: [] }]), ...files.map((file) => ({ text: "", files: [file] }))];
  return contents.map((content, n) => ({
    ...base,
    ...content,
    key: `sent-${clientId}-${n}`,
    problem: n === contents.length - 1 ? problem : null,
    failed: problem !== null,
  }));
}

function joined(items) {
  return items.map((item, n) => {
    const before = items[n - 1];
    const same = item.what === "said" && before?.what === "said" && before.from === item.from && before.author === item.author;
    return { ...item, joined: same && item.at - before.at < JOINED_MS && dayOf(item.at) === dayOf(before.at) };
  });
}

function withDays(items) {
  return items.flatMap((item, n) => {
    const before = items[n - 1];
    if (before && dayOf(before.at) === dayOf(item.at)) return [item];
    return [{ what: "day", key: `day-${dayOf(item.at)}-${item.key}`, text: dayName(item.at) }, item];
  });
}
