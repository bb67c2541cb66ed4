// Who else is at the open conversation and writes there. Asked for when the server says that it changed, and when what was said is over;
// told only while somebody else is there.
import { morph } from "../morph.js";
import { page } from "../page.js";
import { mode } from "./composer.js";
import { parse } from "./thread.js";

const WRITES_EVERY_MS = 3000;
/** What is over at the server's clock is asked for a moment later. */
const SURE_MS = 200;

const openId = () => document.querySelector(".chat[data-conversation]")?.dataset.conversation;
const lookers = () => document.getElementById("lookers");
const box = () => document.querySelector("#composer textarea");

let timer = 0;
let asking = false;
let askAgain = false;

async function ask() {
  const conversation = openId();
  askAgain = asking;
  if (asking || !conversation) return;
  asking = true;
  const response = await fetch(`/conversations/${conversation}/together`, { headers: { "HX-Request": "true" } }).catch(() => null);
  const markup = response?.ok ? await response.text() : null;
  asking = false;
  if (markup !== null && conversation === openId()) {
    for (const item of parse(markup)) morph(document.getElementById(item.id), item);
    wait();
  }
  if (askAgain) void ask();
}

function wait() {
  clearTimeout(timer);
  const { lasts } = lookers()?.dataset ?? {};
  if (lasts) timer = setTimeout(ask, Number(lasts) + SURE_MS);
}

// What was told last: { conversation, doing, at }.
let told = null;
function tell(conversation, doing) {
  told = doing === "nothing" ? null : { conversation, doing, at: performance.now() };
  const headers = { "X-CSRF-Token": page.csrf, "Content-Type": "application/json", Accept: "application/json" };
  void fetch(`/conversations/${conversation}/writing`, { method: "POST", headers, body: JSON.stringify({ doing }), keepalive: true }).catch(() => {});
}

function write() {
  if (box().value.trim() === "") return stop();
  if (!(Number(lookers()?.dataset.count) > 0)) return;
  const same = told?.conversation === openId() && told.doing === mode();
  if (!same || performance.now() - told.at >= WRITES_EVERY_MS) tell(openId(), mode());
}

function stop() {
  if (told) tell(told.conversation, "nothing");
}

document.addEventListener("input", ({ target }) => target === box() && write());
document.body.addEventListener("outbox:changed", () => box()?.value.trim() === "" && stop());
document.body.addEventListener("desk:shown", () => {
  if (told && told.conversation !== openId()) stop();
  wait();
});
document.body.addEventListener("live:heard", ({ detail: { topics } }) => topics.includes(`together-${openId()}`) && void ask());
document.body.addEventListener("live:again", () => void ask());
