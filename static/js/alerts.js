// What calls a person: sounds, the count in the tab's title, a notice in the page or on the desktop.
import { banner } from "./banners.js";
import { page } from "./page.js";
import { askToPlay, mayPlay, openSound, play } from "./sounds.js";

const LOST = { target: "#toasts", swap: "beforeend" };
const REPEAT_MS = 5000;
const NOTICE_MS = 15_000;

/** Of all the tabs of a session one rings and one notifies: who holds the lock. Without locks (plain http) each does. */
const duties = { ring: !navigator.locks, notify: !navigator.locks };

function takeDuty(duty) {
  navigator.locks?.request(`parlo-${duty}-${page.session}`, () => {
    duties[duty] = true;
    return new Promise(() => {});
  });
}

// A mute tab must not hold the bell: a tab asks for it once it may be heard, and tells the others that somebody has it.
const bell = new BroadcastChannel(`parlo-ring-${page.session}`);
let asked = false;
async function listenToSound() {
  if (mayPlay() && !asked) {
    asked = true;
    takeDuty("ring");
    bell.postMessage("heard");
  }
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const somebody = mayPlay() || held.some(({ name }) => name === `parlo-ring-${page.session}`);
  banner("banner-sound", !somebody && page.volume > 0);
}

const gesture = () => void askToPlay().then(listenToSound);

function offerHere() {
  return document.querySelector("#offer [data-offer]");
}

let rang = null;
let ringing = 0;
function ringForOffer() {
  const offer = offerHere();
  if (!offer) {
    clearInterval(ringing);
    ringing = 0;
    rang = null;
    return;
  }
  if (rang === offer.dataset.offer) return;
  rang = offer.dataset.offer;
  clearInterval(ringing);
  ringing = setInterval(ring, REPEAT_MS);
  ring();
  notice("offer", rang, offer.dataset.href ?? "/conversations");
}
const ring = () => duties.ring && play("offer");

function message(id, onScreen) {
  if (onScreen.includes(id)) return;
  if (duties.ring) play("message");
  notice("message", id, `/conversations/${id}`);
}

function given(id) {
  ring();
  notice("given", id, `/conversations/${id}`);
}

// "12-345": the conversation and the note.
function mention(where, onScreen) {
  const [id, note] = where.split("-");
  if (onScreen.includes(id)) return;
  if (duties.ring) play("message");
  notice("mention", id, `/conversations/${id}#m-${note}`);
}

function notice(kind, id, href) {
  const words = document.getElementById(`notice-${kind}`)?.content.querySelector("[data-text]")?.dataset.text.replace("{id}", id);
  if (!words) return;
  if (duties.notify && document.hidden && globalThis.Notification?.permission === "granted") {
    const shown = new Notification(document.title, { body: words, tag: `parlo-${kind}-${id}` });
    shown.onclick = () => {
      focus();
      location.assign(href);
    };
  }
  // On the desk the list shows what came; that a note names somebody it does not.
  if (kind === "mention") return noticeInPage("notice-mention", words, id, href);
  if (kind !== "offer" && !document.querySelector("[data-place='conversations']")) noticeInPage("notice-message", words, id, href);
}

function noticeInPage(template, words, id, href) {
  const key = `${template}-${id}`;
  document.querySelector(`#toasts [data-notice="${CSS.escape(key)}"]`)?.remove();
  const toast = document.getElementById(template).content.cloneNode(true).firstElementChild;
  toast.dataset.notice = key;
  toast.dataset.lasts = NOTICE_MS;
  toast.querySelector("[data-text]").textContent = words;
  toast.querySelector("a").href = href;
  document.getElementById("toasts").append(toast);
}

const plainTitle = document.title.replace(/^\(\d+\) /, "");
function count() {
  const waiting = Number(document.getElementById("system")?.dataset.waiting ?? 0);
  document.title = waiting > 0 ? `(${waiting}) ${plainTitle}` : plainTitle;
}

/** Starts to call, when somebody is signed in. */
export function watch() {
  if (!page.session) return;
  takeDuty("notify");
  openSound(listenToSound);
  bell.onmessage = listenToSound;
  document.addEventListener("visibilitychange", listenToSound);
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, gesture, { capture: true, passive: true });
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.("[data-unmute]") && globalThis.Notification?.permission === "default") void Notification.requestPermission();
  });
  document.addEventListener("htmx:after:swap", () => {
    ringForOffer();
    count();
  });
  document.body.addEventListener("live:heard", ({ detail: { topics, onScreen } }) => {
    for (const topic of topics) if (topic.startsWith("message-")) message(topic.slice("message-".length), onScreen);
    for (const topic of topics) if (topic.startsWith("mention-")) mention(topic.slice("mention-".length), onScreen);
    for (const topic of topics) if (topic.startsWith("given-")) given(topic.slice("given-".length));
    for (const topic of topics) if (topic.startsWith("lost-")) htmx.ajax("GET", `/conversations/${topic.slice("lost-".length)}/lost`, LOST);
  });
  void listenToSound();
  ringForOffer();
  count();
}
