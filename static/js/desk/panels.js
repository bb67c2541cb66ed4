// The parts of the details that are asked for once somebody looks at them, and again when what they show has changed.
import { morph } from "../morph.js";
import { asksAgain } from "./steady.js";

const PARTS = "#details > .panel > [data-source]";
const here = () => document.querySelector(".chat[data-conversation]")?.dataset.conversation;
const shown = () => document.querySelector("#details > .panel:not([hidden]) > [data-source]");

const refresh = asksAgain(shown, (fresh, source) => {
  const part = shown();
  // Meanwhile another tab was chosen, or something else asked for in this one.
  if (!fresh || part?.dataset.source !== source) return;
  morph(part, fresh);
  htmx.process(part);
});

let held = { conversation: null, parts: [], tops: new Map() };

document.addEventListener(
  "scroll",
  ({ target }) => {
    if (target.matches?.("#details > .panel")) held.tops.set(target.id, target.scrollTop);
  },
  { capture: true, passive: true },
);
document.body.addEventListener("details:tab", () => void refresh());
document.body.addEventListener("live:again", () => void refresh());
document.body.addEventListener("live:heard", ({ detail: { topics } }) => {
  if (topics.includes(shown()?.dataset.topic)) void refresh();
});
// The right side came anew: of the same conversation the parts stay as they were, with what was looked for in them. Before the tab is chosen.
document.body.addEventListener(
  "desk:shown",
  ({ detail: { keeps } }) => {
    const same = keeps && held.conversation === here();
    for (const fresh of document.querySelectorAll(PARTS)) {
      const before = same && held.parts.find(({ id }) => id === fresh.id);
      if (before) fresh.replaceWith(before);
    }
    const tops = same ? held.tops : new Map();
    held = { conversation: here(), parts: [...document.querySelectorAll(PARTS)], tops };
  },
  { capture: true },
);
document.body.addEventListener("desk:shown", () => {
  for (const [id, top] of held.tops) document.getElementById(id)?.scrollTo({ top });
});
