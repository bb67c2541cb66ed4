// A quote in its window: lines come, go and change places without a reload, and the server says what they come to while one types.

const PAUSE_MS = 150;
const form = () => document.getElementById("quote-form");
const lines = () => form().querySelector("ol");

let timer = 0;
let asked = 0;

function totalsSoon() {
  form().dataset.changed = "true";
  clearTimeout(timer);
  timer = setTimeout(() => void askTotals(), PAUSE_MS);
}

// Answers may overtake each other: only the last question counts.
async function askTotals() {
  if (!form()) return;
  const mine = ++asked;
  const csrf = document.querySelector('meta[name="csrf"]').content;
  const headers = { "HX-Request": "true", "X-CSRF-Token": csrf };
  const response = await fetch(form().dataset.totals, { method: "POST", headers, body: new URLSearchParams(new FormData(form())) }).catch(() => null);
  const markup = response?.ok ? await response.text() : null;
  const place = document.getElementById("quote-totals");
  if (markup === null || mine !== asked || !place) return;
  place.outerHTML = markup;
  const nets = JSON.parse(document.getElementById("quote-totals").dataset.nets);
  [...lines().children].forEach((line, n) => {
    line.querySelector("output").textContent = nets[n] ?? "";
  });
}

const field = (line) => line.querySelector("textarea");

// The rate is most often the same as above.
function add() {
  const before = lines().lastElementChild?.querySelector('[name="vat"]').value;
  lines().append(form().querySelector("template").content.cloneNode(true));
  const line = lines().lastElementChild;
  if (before) line.querySelector('[name="vat"]').value = before;
  field(line).focus();
}

function remove(line) {
  const next = line.nextElementSibling ?? line.previousElementSibling;
  line.remove();
  if (next) field(next).focus();
  else add();
  totalsSoon();
}

// Who moves a line by the keyboard stays where they are in it.
function move(line, by) {
  const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
  if (!other) return;
  const from = document.activeElement;
  if (by < 0) other.before(line);
  else other.after(line);
  if (line.contains(from)) from.focus();
  if (getComputedStyle(from).visibility === "hidden") field(line).focus();
  totalsSoon();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("#quote-form button");
  if (!button) return;
  const line = button.closest("li");
  if ("lineAdd" in button.dataset) add();
  if ("lineRemove" in button.dataset) remove(line);
  if (button.dataset.lineMove) move(line, Number(button.dataset.lineMove));
});
document.addEventListener("keydown", (event) => {
  const line = event.target.closest?.("#quote-form ol > li");
  if (!line || !event.altKey || event.ctrlKey || event.metaKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  move(line, event.key === "ArrowUp" ? -1 : 1);
});
document.addEventListener("input", ({ target }) => {
  if (target.closest?.("#quote-form ol")) totalsSoon();
  else if (form()?.contains(target)) form().dataset.changed = "true";
});
// Escape throws away what was typed only when it is pressed twice; the browser lets nobody hold it back more often than once.
document.addEventListener(
  "cancel",
  (event) => {
    if (event.target.id !== "quote-dialog" || !form()?.dataset.changed) return;
    event.preventDefault();
    delete form().dataset.changed;
  },
  true,
);

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.id === "quote-form" && ctx.response.status === 204) document.getElementById("quote-dialog")?.close();
});
document.addEventListener("htmx:after:swap", () => form()?.querySelector("[aria-invalid='true']")?.focus());
