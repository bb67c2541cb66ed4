// What an item of the thread looks like.
import { attachmentOf } from "./attachments.js";
import { choicesOf } from "./choices.js";
import { el, icon } from "./dom.js";
import { locale, say } from "./given.js";
import { locationOf } from "./location.js";
import { rich } from "./rich.js";

const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
const exact = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });

/** By what an item's element must be made anew; files stay, they may be playing. */
export const lookOf = ({ what, text, at, from, read, revoked, joined, author, name, pending, failed, problem, files, chosen, live, location }) => {
  // That the visitor has read ours shows nowhere: its buttons keep the focus.
  const mark = from === "you" && read;
  return JSON.stringify([
    what,
    chosen,
    live,
    text,
    at,
    mark,
    revoked,
    joined,
    author,
    name,
    pending,
    failed,
    problem,
    files?.map(({ id, size }) => [id, size]),
    location,
  ]);
};

/** Makes the element of an item. `again` and `forget` are called for what could not be sent, `choose` with a message and the number of what was pressed. */
export function elementOf(item, deeds) {
  if (item.what === "day") return el("li", { class: "day" }, item.text);
  if (item.what === "said") return said(item, deeds);
  const words = item.what === "joined" ? say("joined", { name: item.name }) : say("ended");
  return el("li", { class: "said", "data-from": "system" }, el("span", {}, words));
}

function said(item, deeds) {
  const mine = item.from === "you";
  const li = el("li", { class: "said", "data-from": mine ? "us" : "customer", "data-joined": item.joined, "data-pending": item.pending, "data-key": item.key });
  // The visitor knows what they wrote: only the others' words are announced.
  if (mine) li.setAttribute("aria-live", "off");
  if (mine) li.append(el("span", { class: "unseen" }, say("you")));
  else if (!item.joined && item.author) li.append(el("p", { class: "author", dir: "auto" }, item.author));
  li.append(bubble(item));
  if (item.choices) li.append(choicesOf(item, deeds.choose));
  if (item.problem) li.append(trouble(item, deeds));
  return li;
}

function bubble(item) {
  const box = el("div", { class: "bubble" });
  if (item.revoked) box.append(el("span", { class: "quiet" }, say("revoked")));
  for (const file of item.files) box.append(attachmentOf(file));
  if (item.location) box.append(locationOf(item.location));
  else if (item.text) box.append(rich(item.text, say("more")));
  if (item.at !== null) box.append(stamp(item));
  return box;
}

function stamp({ at, from, pending, failed, read }) {
  const time = el("time", { datetime: new Date(at).toISOString(), title: exact.format(at) }, clock.format(at));
  const span = el("span", { class: "stamp" }, time);
  if (from !== "you") return span;
  if (failed) span.append(icon("circle-alert", { label: say("not-sent") }));
  else if (pending) span.append(icon("clock", { label: say("sending") }));
  else {
    const mark = icon(read ? "check-check" : "check", { label: read ? say("read") : say("sent") });
    if (read) mark.dataset.mark = "read";
    span.append(mark);
  }
  return span;
}

function trouble({ problem, clientId }, { again, forget }) {
  return el(
    "p",
    { class: "trouble", role: "alert" },
    icon("circle-alert"),
    el("span", {}, problem),
    el("button", { type: "button", click: () => again(clientId) }, say("again")),
    el("button", { type: "button", click: () => forget(clientId) }, say("forget")),
  );
}
