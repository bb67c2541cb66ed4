// The keys of the desk. Those of one letter work outside fields only, and can be switched off (WCAG 2.1.4).
import { write } from "./composer.js";
import { openEmojis } from "./emojis.js";
import { openShortcodes } from "./shortcodes.js";

const OFF = "parlo.single-keys";

const click = (selector) => document.querySelector(selector)?.click();

function walk(step) {
  const rows = [...document.querySelectorAll("#rows > li:not([data-left]) > a.row")];
  const at = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
  next?.focus();
  if (rows[at] !== next) next?.click();
}

const SINGLE = {
  j: () => walk(1),
  k: () => walk(-1),
  r: () => write("reply"),
  n: () => write("note"),
  t: () => click("[data-transfer]"),
  w: () => click("[data-aside]"),
  s: () => click(".head [data-star]"),
  "/": openShortcodes,
  e: openEmojis,
  d: () => click("[data-toggle-details]"),
  f: () => document.getElementById("find")?.select(),
  "?": () => document.getElementById("keys-dialog")?.showModal(),
};

const busy = (target) => target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open], [popover]:popover-open");

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, shiftKey, altKey, metaKey } = event;
  if (event.defaultPrevented || event.isComposing) return;
  if (key === "Enter" && ctrlKey && shiftKey) {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) click('[data-opens="close-dialog"], #wrap-up-form[data-keeps] [type="submit"]');
    return;
  }
  const act = SINGLE[key.toLowerCase()];
  if (!act || ctrlKey || altKey || metaKey || busy(target) || localStorage.getItem(OFF) || !document.getElementById("list")) return;
  event.preventDefault();
  act();
});

const choice = document.querySelector("#keys-dialog [name='single-keys']");
if (choice) choice.checked = !localStorage.getItem(OFF);
choice?.addEventListener("change", () => {
  if (choice.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "off");
});
