// An answer that is to be sent later: the window asks when, the server keeps it. What waits can be taken back into the box.
import { announce, page } from "../page.js";
import { composer, draft, writeAgain, wrong } from "./composer.js";
import { sendDraft, settled, writeDraft } from "./drafts.js";
import { newId } from "./id.js";
import { filesOf } from "./tray.js";

const PART = { headers: { "HX-Request": "true" } };
const HEADERS = { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": page.csrf };

const TRIES_MAX = 5;
const PAUSE_MS = 1000;

const dialog = () => document.getElementById("later-dialog");
const button = () => document.querySelector("[data-later]");

/** One answer, however often the window's buttons are pressed. */
let clientId = null;

async function open() {
  const { later, empty, files, unreached } = button().dataset;
  if (filesOf(later).length > 0) return wrong(files);
  if (draft() === "") return wrong(empty);
  wrong("");
  const response = await fetch(`/conversations/${later}/later`, PART).catch(() => null);
  if (!response?.ok) return wrong(unreached);
  clientId = newId();
  document.getElementById("toasts").insertAdjacentHTML("beforeend", await response.text());
  htmx.process(dialog());
}

async function schedule(when) {
  const { conversation } = document.getElementById("later-form").dataset;
  const text = draft();
  const revision = sendDraft(conversation);
  await settled(conversation);
  const body = JSON.stringify({ clientId, text, draft: revision, ...when });
  const response = await persist(`/conversations/${conversation}/scheduled`, body);
  if (response?.ok) {
    dialog()?.close();
    return announce("draft:changed");
  }
  // It stays in the box.
  writeDraft(conversation, { text, mode: "reply" });
  announce("draft:changed");
  const problem = await response?.json().catch(() => null);
  const [field] = Object.values(problem?.fields ?? {});
  tell(field ?? problem?.title ?? button()?.dataset.unreached);
}

// An answer that was lost may have been kept: the same one is kept once, however often it is asked for.
async function persist(url, body) {
  for (let n = 0; ; n++) {
    const response = await fetch(url, { method: "POST", headers: HEADERS, body }).catch(() => null);
    if (response || n === TRIES_MAX) return response;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function tell(words) {
  const line = dialog()?.querySelector("[data-later-wrong]");
  if (!line) return wrong(words);
  line.textContent = words;
  line.hidden = false;
}

/** What waits goes back into the box, and is not sent. */
async function edit(path, text) {
  const response = await fetch(`${path}/remove`, { method: "POST", headers: HEADERS, body: "{}" }).catch(() => null);
  if (response?.ok && composer()) writeAgain(text, "reply");
}

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-later]")) void open();
  const choice = target.closest?.("[data-later-at]");
  if (choice) void schedule({ at: Number(choice.dataset.laterAt) });
  const again = target.closest?.("[data-later-edit]");
  if (again) void edit(again.dataset.laterEdit, again.closest("li").querySelector("[data-text]").textContent.trim());
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "later-form") return;
  event.preventDefault();
  const { day, time } = event.target.elements;
  void schedule({ day: day.value, time: time.value });
});
