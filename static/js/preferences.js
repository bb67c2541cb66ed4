// The person's own settings take effect at once; the form sends them by htmx.
import { page } from "./page.js";
import { play } from "./sounds.js";

const effects = {
  theme: ({ value }) => {
    if (value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
  },
  volume: ({ value }) => {
    page.volume = Number(value);
    play("message");
  },
};

document.addEventListener("change", ({ target }) => {
  if (target.closest?.("[data-preferences]")) effects[target.name]?.(target);
});
// Every word of the page changes with the language.
document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (target.matches?.("[data-preferences]") && ctx.sourceEvent?.target?.name === "language" && ctx.response.raw.ok) location.reload();
});
