// The thread on the screen: what is known becomes elements, each made once and kept.
import { elementOf, lookOf } from "./bubble.js";
import { byId, el, icon } from "./dom.js";
import { chat, say, wasReady } from "./given.js";
import { dayName, inOrder, itemsOf, placeIn } from "./items.js";
import { openScroll } from "./scroll.js";
import { token } from "./visitor.js";

/** `deeds`: again, forget (what could not be sent), choose (what was pressed) and earlier (asks for what is older). */
export function openThread(deeds) {
  const scroll = openScroll();
  const draw = drawingOn(byId("thread"), deeds);
  const greeting = wasReady || token() ? chat.greeting : chat.offline;
  const messages = new Map();
  const lines = new Map();
  let waiting = [];
  let earlier = null;

  const redraw = (how) => {
    const items = () => itemsOf({ messages: [...messages.values()], lines: [...lines.values()], waiting, greeting: earlier ? null : greeting });
    scroll.around(() => draw(items(), earlier), how);
  };
  const note = (told) => {
    if (told.whole) {
      messages.clear();
      lines.clear();
    }
    if (told.whole || told.older) earlier = told.earlier && { ...told.earlier, other: told.earlier.conversation !== told.messages[0]?.conversation };
    // What changed above all that is shown comes with the older ones: here it would stand beside a gap.
    const reaches = earlier && !told.whole && !told.older ? placeIn(earlier.before) : null;
    const isShown = (message) => messages.has(message.id) || reaches === null || inOrder(message, reaches) >= 0;
    for (const message of told.messages) if (isShown(message)) messages.set(message.id, message);
    for (const line of told.lines) lines.set(line.key, line);
  };

  redraw();
  return {
    /** What the server told. Gives the messages of ours that came since. */
    tell: (told) => {
      const fresh = told.messages.filter(({ id, from }) => from === "us" && !messages.has(id));
      note(told);
      if (told.whole || told.older) {
        scroll.quietly(() => redraw({ follow: told.whole, above: told.older }));
        return [];
      }
      redraw({ news: fresh.length > 0 });
      return fresh;
    },
    /** The server has what was on its way. */
    put: (confirmed, entries) => {
      for (const message of confirmed) messages.set(message.id, message);
      waiting = entries;
      redraw();
    },
    /** What is on its way. */
    wait: (entries, how) => {
      waiting = entries;
      redraw(how);
    },
    /** The last message of ours that is here, 0 for none. */
    last: () => Math.max(0, ...[...messages.values()].filter(({ from }) => from === "us").map(({ id }) => id)),
    /** How many of ours, after the message `seen`, the visitor has not had before their eyes. */
    unread: (seen) => [...messages.values()].filter(({ from, read, id }) => from === "us" && !read && id > seen).length,
    toEnd: scroll.toEnd,
  };
}

// Puts items into a list: who was there stays the same element, so that nothing flickers and a film plays on.
function drawingOn(list, deeds) {
  const shown = new Map();
  const current = (item) => {
    const look = lookOf(item);
    const known = shown.get(item.key);
    if (known?.look === look) return known.element;
    const element = elementOf(item, deeds);
    if (known) {
      keepFiles(known.element, element);
      known.element.replaceWith(element);
    }
    shown.set(item.key, { element, look });
    return element;
  };
  list.replaceChildren();
  return (items, earlier) => {
    const keys = new Set(items.map(({ key }) => key));
    for (const [key, { element }] of shown) {
      if (keys.has(key)) continue;
      element.remove();
      shown.delete(key);
    }
    const elements = items.map(current);
    let cursor = fold(list, earlier, deeds.earlier);
    for (const element of elements) {
      if (cursor === element) cursor = element.nextSibling;
      else list.insertBefore(element, cursor);
    }
  };
}

// The row above all that opens what is older. Gives the element after it.
function fold(list, earlier, ask) {
  const there = list.querySelector(":scope > .fold");
  if (!earlier) {
    there?.remove();
    return list.firstChild;
  }
  if (there?.dataset.before === earlier.before) return there.nextSibling;
  const words = earlier.other ? say("wrote-on", { date: dayName(earlier.at) }) : say("earlier");
  const show = ({ currentTarget }) => {
    currentTarget.setAttribute("aria-busy", "true");
    ask(earlier.before).finally(() => currentTarget.removeAttribute("aria-busy"));
  };
  const button = el("button", { type: "button", class: "button", "data-kind": "quiet", click: show }, el("span", {}, say("show")));
  const row = el("li", { class: "fold", "data-before": earlier.before }, icon("history"), el("span", { class: "grow" }, words), button);
  if (there) there.replaceWith(row);
  else list.prepend(row);
  return row.nextSibling;
}

// A picture that is on the screen stays the same element.
function keepFiles(before, after) {
  const [old, made] = [before.querySelectorAll(".media, .player, .voice"), after.querySelectorAll(".media, .player, .voice")];
  if (old.length === made.length) for (const [n, element] of made.entries()) element.replaceWith(old[n]);
}
