// Small behaviours of the parts, by attribute, also for what is swapped in later: dialogs, menus, copying, toasts.

const TOAST_MS = 6000;
const COPIED_MS = 1500;

const opens = {
  "[data-opens]": (button) => document.getElementById(button.dataset.opens)?.showModal(),
  "[data-closes]": (button) => button.closest("dialog")?.close(),
  "[data-copy]": copy,
  "[data-copy-from]": copyFrom,
};

async function copy(button) {
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  await writeClipboard(button.dataset.copy);
  if (before === button.dataset.done) return;
  words.textContent = button.dataset.done;
  setTimeout(() => (words.textContent = before), COPIED_MS);
}

// What is long is asked for when it is wanted.
async function copyFrom({ dataset }) {
  const response = await fetch(dataset.copyFrom).catch(() => null);
  if (response?.ok) await writeClipboard(await response.text());
  const words = document.getElementById(response?.ok ? "toast-copied" : "toast-unreached");
  document.getElementById("toasts").append(words.content.cloneNode(true));
}

// The clipboard's interface exists only over https; over http a selected field does it.
async function writeClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

document.addEventListener("click", ({ target }) => {
  for (const [selector, act] of Object.entries(opens)) {
    const element = target.closest?.(selector);
    if (element) void act(element);
  }
  // A menu closes when something in it was chosen.
  target.closest?.("[popover] [role^='menuitem']")?.closest("[popover]")?.hidePopover();
});

// Menus: arrows, Home and End move; the first item has the focus when it opens.
const items = (menu) => [...menu.querySelectorAll("[role^='menuitem']")];
const MOVES = { ArrowDown: (at) => at + 1, ArrowUp: (at) => at - 1, Home: () => 0, End: () => -1 };

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[role='menu']");
  const move = MOVES[event.key];
  if (!menu || !move || event.target.matches("select, input")) return;
  event.preventDefault();
  const all = items(menu);
  all.at(move(all.indexOf(event.target)) % all.length)?.focus();
});
document.addEventListener(
  "toggle",
  ({ target, newState }) => {
    if (newState === "open") (target.querySelector("[aria-checked='true']") ?? items(target)[0])?.focus();
  },
  true,
);

// Toasts go by themselves, but not while the pointer or the focus is on one.
function fade(toast) {
  if (toast.dataset.fading) return;
  toast.dataset.fading = "true";
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, COPIED_MS) : toast.remove());
  setTimeout(leave, Number(toast.dataset.lasts ?? TOAST_MS));
}

function settle() {
  for (const toast of document.querySelectorAll("#toasts > .toast")) fade(toast);
  for (const dialog of document.querySelectorAll("dialog[data-open='at-once']:not([open])")) {
    delete dialog.dataset.open;
    dialog.addEventListener("close", () => dialog.remove(), { once: true });
    dialog.showModal();
  }
}
// A window whose form was taken closes; one that comes back shows what is wrong.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.matches("dialog form[data-ends]") && ctx.response?.status < 300) ctx.sourceElement.closest("dialog").close();
});
document.addEventListener("htmx:after:swap", () => document.querySelector("dialog form[data-ends] [aria-invalid='true']")?.focus());

const region = document.getElementById("toasts");
if (region) new MutationObserver(settle).observe(region, { childList: true });
document.addEventListener("htmx:after:swap", settle);
settle();
