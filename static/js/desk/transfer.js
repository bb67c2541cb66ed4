// The window for passing on: what is typed and chosen decides what is shown, and the button says where it goes.
import { hasWords, plain } from "../searched.js";

const form = () => document.getElementById("transfer-form");
const rows = () => [...form().querySelectorAll("tbody > tr[data-kind]")];
const radio = (row) => row.querySelector("[name='to']");
const chosen = () => form().querySelector("[name='to']:checked:not(:disabled)");

function filter() {
  const typed = form().querySelector("[data-search]").value.trim();
  const has = hasWords(typed);
  const kind = form().querySelector("[data-show-kind][aria-pressed='true']").dataset.showKind;
  for (const row of rows()) {
    row.hidden = (kind !== "all" && row.dataset.kind !== kind) || !has(plain(row.textContent));
  }
  const shown = rows().filter(({ hidden }) => !hidden);
  form().querySelector("tr[data-none]").hidden = shown.length > 0;
  // Who types looks for one: the first that fits is chosen, and the button names it.
  const stays = chosen() && !chosen().closest("tr").hidden;
  for (const row of rows()) if (radio(row).checked && (row.hidden || (typed !== "" && !stays))) radio(row).checked = false;
  if (typed !== "" && !chosen() && shown[0]) radio(shown[0]).checked = true;
  show();
}

function show() {
  const to = chosen();
  const [kind = ""] = to?.value.split("-") ?? [];
  for (const row of rows()) row.setAttribute("aria-selected", String(radio(row).checked));
  ways(to, kind);
  const send = document.getElementById("transfer-send");
  send.disabled = !to;
  const { none, room, to: words } = send.dataset;
  send.querySelector("span").textContent = !to ? none : kind === "room" ? room : words.replace("{name}", to.dataset.name);
}

// Immediately only to who is Ready; a queue or a room has no ways.
function ways(to, kind) {
  const field = form().querySelector("[data-ways]");
  if (!field) return;
  // Its room stays: nothing moves under the pointer.
  const none = kind !== "agent" && kind !== "skillset";
  field.toggleAttribute("data-off", none);
  if (none) return;
  const named = kind === "agent" && "namedOnly" in field.dataset;
  for (const line of field.querySelectorAll("[data-fills]")) {
    line.textContent = line.dataset.fills.replace("{name}", to.dataset.name);
    line.hidden = "for" in line.dataset && line.dataset.for !== kind;
  }
  for (const way of field.querySelectorAll("[data-way]")) way.hidden = named;
  field.querySelector("[data-named]").hidden = !named;
  const [immediate, exclusive] = field.querySelectorAll("[name='how']");
  immediate.disabled = !("ready" in to.dataset);
  if (immediate.disabled) exclusive.checked = true;
}

document.addEventListener("input", ({ target }) => target.matches?.("#transfer-form [data-search]") && filter());
document.addEventListener("change", ({ target }) => target.matches?.("#transfer-form [name='to']") && show());
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("#transfer-form [data-show-kind]");
  if (!button) return;
  for (const one of form().querySelectorAll("[data-show-kind]")) one.setAttribute("aria-pressed", String(one === button));
  filter();
});
// From the search down into the list, and up again from its first row.
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (!target.closest?.("#transfer-form") || (key !== "ArrowDown" && key !== "ArrowUp")) return;
  const shown = rows().filter(({ hidden }) => !hidden);
  const at = shown.findIndex((row) => radio(row) === target);
  if (at < 0 && !(target.matches("[data-search]") && key === "ArrowDown")) return;
  event.preventDefault();
  const next = at < 0 ? (shown.find((row) => radio(row).checked) ?? shown[0]) : shown[at + (key === "ArrowDown" ? 1 : -1)];
  if (!next) return at === 0 && form().querySelector("[data-search]").focus();
  radio(next).checked = true;
  radio(next).focus();
  show();
});
// It went, or cannot: a toast says why. Where no answer came, what was chosen stays.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.id === "transfer-form" && ctx.response.status < 500) document.getElementById("transfer-dialog")?.close();
});
