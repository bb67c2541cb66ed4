// The customer's details fold away; the choice is kept in this browser. In a small window they lie over the chat when asked for.
const KEY = "parlo.details";
const WIDE = matchMedia("(width >= 75rem)");

const details = () => document.getElementById("details");
// What is owed is not folded away.
const isOwed = () => Boolean(details()?.hasAttribute("data-owed"));
const isShown = () => (WIDE.matches ? isOwed() || localStorage.getItem(KEY) !== "hidden" : Boolean(details()?.hasAttribute("data-open")));

function apply() {
  document.querySelector(".desk")?.classList.toggle("no-details", WIDE.matches && !isShown());
  for (const button of document.querySelectorAll(".head [data-toggle-details]")) button.setAttribute("aria-expanded", String(isShown()));
}

function toggle() {
  if (WIDE.matches) localStorage.setItem(KEY, isShown() ? "hidden" : "shown");
  else details()?.toggleAttribute("data-open");
  apply();
}

document.addEventListener("click", ({ target }) => target.closest?.("[data-toggle-details]") && toggle());
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || WIDE.matches || !details()?.contains(event.target)) return;
  event.preventDefault();
  toggle();
  document.querySelector(".head [data-toggle-details]")?.focus();
});
WIDE.addEventListener("change", apply);
document.body.addEventListener("desk:shown", apply);
