// Notes that name the person: the server is told of those they have seen.
import { page } from "../page.js";

const PAUSE_MS = 300;

const chat = () => document.querySelector(".chat[data-conversation]");

let seen = new Set();
let timer = 0;

async function tell() {
  const open = chat();
  const items = [...seen].filter((item) => item.isConnected && "namesMe" in item.dataset);
  seen = new Set();
  if (!open || items.length === 0 || document.visibilityState !== "visible") return;
  const headers = { "X-CSRF-Token": page.csrf, "Content-Type": "application/json", Accept: "application/json" };
  const body = JSON.stringify({ messageIds: items.map(({ id }) => Number(id.slice("m-".length))) });
  const response = await fetch(`/conversations/${open.dataset.conversation}/mentions/seen`, { method: "POST", headers, body }).catch(() => null);
  if (response?.ok) for (const item of items) delete item.dataset.namesMe;
}

function note(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) seen.add(target);
    else seen.delete(target);
  }
  clearTimeout(timer);
  timer = setTimeout(tell, PAUSE_MS);
}

const eyes = new IntersectionObserver(note);
/** Looks out for those that are there now. */
function watch() {
  for (const item of document.querySelectorAll("#thread > [data-names-me]")) {
    eyes.unobserve(item);
    eyes.observe(item);
  }
}

// The thread fills and changes from several sides.
const changes = new MutationObserver(watch);
let last = null;
// What somebody reads stays where it is when the same conversation comes anew.
function shown() {
  if (chat() === last) return;
  last = chat();
  eyes.disconnect();
  changes.disconnect();
  const thread = document.getElementById("thread");
  if (thread) changes.observe(thread, { childList: true });
  watch();
}

document.body.addEventListener("desk:shown", shown);
document.addEventListener("visibilitychange", watch);
