// The tabs of the details, by mouse and by arrows. Which one was chosen is kept while its conversation stays open.
let chosen = null;

const tabs = () => [...document.querySelectorAll("#details [role='tab']")];
const here = () => document.querySelector(".chat[data-conversation]")?.dataset.conversation;

function choose(tab) {
  for (const one of tabs()) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab;
  }
}

document.addEventListener("click", ({ target }) => {
  const tab = target.closest?.("#details [role='tab']");
  if (!tab) return;
  chosen = { conversation: here(), id: tab.id };
  choose(tab);
});
document.addEventListener("keydown", (event) => {
  const at = tabs().indexOf(event.target);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (at < 0 || !step) return;
  event.preventDefault();
  const next = tabs().at((at + step) % tabs().length);
  next.focus();
  next.click();
});
document.body.addEventListener("desk:shown", () => {
  if (tabs().length === 0) return;
  const kept = chosen?.conversation === here() ? document.getElementById(chosen.id) : null;
  choose(kept ?? tabs().find((tab) => tab.getAttribute("aria-selected") === "true"));
});
