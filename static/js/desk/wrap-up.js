// The wrap-up of a conversation that is over: every change is kept at once, so that nothing is lost by a reload or in another tab.
import { morph } from "../morph.js";
import { page } from "../page.js";
import { parse, reload } from "./thread.js";

const PAUSE_MS = 400;
const AGAIN_MS = 2000;

const panel = () => document.querySelector("form#wrap-up-form[data-keeps]");
const shown = () => document.querySelector(".chat[data-conversation]")?.dataset.conversation;

/** Whether something was changed that the server does not have, and whether it is being told. */
let changed = false;
let sending = false;
/** Whether it is being disposed of: what the server said before counts no more. */
let disposing = false;
let timer = 0;

const wait = (ms) => {
  clearTimeout(timer);
  timer = setTimeout(() => void keep(), ms);
};

async function keep() {
  const form = panel();
  clearTimeout(timer);
  if (!form || !changed || sending || disposing) return;
  changed = false;
  sending = true;
  const answer = await send(form, {}).catch(() => null);
  sending = false;
  if (panel() !== form) return;
  if (!answer || answer.status >= 500) {
    changed = true;
    return wait(AGAIN_MS);
  }
  // What was changed meanwhile is sent first: what came back is older.
  if (changed) return void keep();
  if (answer.ok || answer.status === 422) take(form, await answer.text());
}

const send = (form, more) => {
  const headers = { "X-CSRF-Token": page.csrf, "HX-Request": "true" };
  return fetch(form.dataset.keeps, { method: "POST", headers, body: new URLSearchParams(new FormData(form)), ...more });
};

function take(form, markup) {
  const [fresh] = parse(markup);
  if (!fresh?.matches("form[data-keeps]") || panel() !== form || changed || disposing) return;
  morph(form, fresh);
  settle(form);
  htmx.process(form);
}

// What stands in a field is what the server has, but where somebody is writing.
function settle(form) {
  for (const field of form.elements) {
    if (field === document.activeElement && field.tagName === "TEXTAREA") continue;
    if (field.tagName === "SELECT") field.value = field.querySelector("option[selected]")?.value ?? "";
    else if (field.type === "checkbox" || field.type === "radio") field.checked = field.defaultChecked;
    else if (field.tagName !== "BUTTON") field.value = field.defaultValue;
  }
}

async function refresh() {
  const form = panel();
  if (!form || changed || sending) return;
  const answer = await fetch(form.dataset.keeps, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.ok) take(form, await answer.text());
}

document.addEventListener("input", ({ target }) => {
  if (!panel()?.contains(target) || target.name === "find") return;
  changed = true;
  wait(PAUSE_MS);
});
document.addEventListener("change", ({ target }) => {
  if (!panel()?.contains(target)) return;
  changed = true;
  void keep();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !panel()?.contains(event.target)) return;
  // Enter in the search takes what was found; only with Ctrl is it disposed of.
  if (event.ctrlKey || event.metaKey) panel().querySelector("[type=submit]:not(:disabled)")?.click();
  else if (event.target.tagName !== "INPUT") return;
  event.preventDefault();
});
// What was typed a moment ago goes along when the page does.
addEventListener("pagehide", () => {
  if (changed && panel()) void send(panel(), { keepalive: true });
});
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement !== panel()) return;
  changed = false;
  disposing = true;
  clearTimeout(timer);
});
// Refused, or never answered: it is filled in further.
document.addEventListener("htmx:finally:request", ({ target }) => {
  if (target.id === "wrap-up-form") disposing = false;
});
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.id === "wrap-up-form" && ctx.response.status !== 204) disposing = false;
  if (ctx.sourceElement?.matches("#wrap-up-dialog form") && ctx.response.status === 204) document.getElementById("wrap-up-dialog")?.close();
});
document.body.addEventListener("live:heard", ({ detail: { topics } }) => {
  if (!topics.includes(`wrap-up-${shown()}`)) return;
  if (panel()) void refresh();
  else void reload();
});
document.body.addEventListener("live:again", () => void refresh());
document.body.addEventListener("desk:shown", () => {
  changed = disposing = false;
  const free = document.activeElement === document.body || document.activeElement === null;
  if (panel() && free) panel().querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
});
