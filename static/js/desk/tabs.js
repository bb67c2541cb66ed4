// The tabs of the details, by mouse and by keys. Which one somebody wants is kept in this browser, whatever conversation they open;
// where a wrap-up is owed that one comes first.
import { announce } from "../page.js";

const tabs = () => [...document.querySelectorAll("#details [role='tab']")];
const here = () => document.querySelector(".chat[data-conversation]")?.dataset.conversation;
const isOwed = () => Boolean(document.getElementById("details")?.hasAttribute("data-owed"));
const key = () => `parlo.details-tab.${document.getElementById("list")?.dataset.me}`;

/** What was chosen beside a wrap-up that is owed: while that conversation stays open. */
let aside = null;

function choose(tab) {
  for (const one of tabs()) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab;
  }
  announce("details:tab");
}

const MOVES = { ArrowLeft: (at) => at - 1, ArrowRight: (at) => at + 1, Home: () => 0, End: () => -1 };

document.addEventListener("click", ({ target }) => {
  const tab = target.closest?.("#details [role='tab']");
  if (!tab) return;
  if (isOwed()) aside = { conversation: here(), id: tab.id };
  else localStorage.setItem(key(), tab.id);
  choose(tab);
});
document.addEventListener("keydown", (event) => {
  const at = tabs().indexOf(event.target);
  const move = MOVES[event.key];
  if (at < 0 || !move || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const next = tabs().at(move(at) % tabs().length);
  next.focus();
  next.click();
});
document.body.addEventListener("desk:shown", () => {
  const all = tabs();
  if (all.length === 0) return;
  if (aside?.conversation !== here()) aside = null;
  const wanted = isOwed() ? (aside?.id ?? "tab-wrap-up") : localStorage.getItem(key());
  choose(all.find(({ id }) => id === wanted) ?? all[0]);
});
